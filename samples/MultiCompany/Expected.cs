namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>An invoice that must be there, paid: worked out by hand, as the comments say.</summary>
/// <param name="Entity">Whose it is.</param>
/// <param name="Customer">The company in HubSpot.</param>
/// <param name="Date">The day of issue in the entity's zone.</param>
/// <param name="Booked">The accounting date.</param>
/// <param name="Number">The document's number in Odoo; null for Stripe's.</param>
internal sealed record Expected(Entity Entity, string Customer, string Date, string Booked, decimal Net, decimal Tax, decimal Gross, string? Number)
{
    public static IReadOnlyList<Expected> Invoices { get; } =
    [
        // 10 x 39.99 = 399.90; 21 % of it is 83.979.
        new(Entity.Belgium, "Kanaal Fietsen BV", "2026-04-01", "2026-04-01", 399.90m, 83.98m, 483.88m, "INV/2026/00001"),

        // 2 x 39.99 = 79.98; 21 % of it is 16.7958.
        new(Entity.Belgium, "Leie Kano BV", "2026-04-10", "2026-04-10", 79.98m, 16.80m, 96.78m, "INV/2026/00002"),
        new(Entity.Belgium, "Kanaal Fietsen BV", "2026-05-01", "2026-05-01", 399.90m, 83.98m, 483.88m, "INV/2026/00003"),

        // 7 x 45.50 = 318.50; 8.25 % of it is 26.27625. The second is of a day that was closed when it came.
        new(Entity.America, "Pacific Rowing Inc", "2026-03-31", "2026-03-31", 318.50m, 26.28m, 344.78m, null),
        new(Entity.America, "Pacific Rowing Inc", "2026-04-30", "2026-05-01", 318.50m, 26.28m, 344.78m, null),

        // 3 x 6555 = 19665; 10 % of it is 1966.5, and a yen has no parts.
        new(Entity.Japan, "Sumida Rowing KK", "2026-04-01", "2026-04-01", 19665m, 1967m, 21632m, "KK/2026/00001"),
        new(Entity.Japan, "Sumida Rowing KK", "2026-05-01", "2026-05-01", 19665m, 1967m, 21632m, "KK/2026/00002"),
    ];
}

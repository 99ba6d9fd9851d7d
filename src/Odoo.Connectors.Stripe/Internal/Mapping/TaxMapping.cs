using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class TaxMapping
{
    /// <summary>The taxes of a line or document, one for each rate and way of inclusion.</summary>
    public static TaxLine[] Map(Json taxes, WireCurrency currency) =>
    [
        .. taxes.Elements()
            // Where Stripe taxed nothing by no rate there is nothing to book.
            .Where(t => t["amount"].Integer() != 0 || !t["tax_rate_details"].IsNull)
            .Select(t => One(t, currency))
            .GroupBy(t => (t.RateId, t.Included))
            .Select(group => group.Aggregate((left, right) => left with { Base = left.Base + right.Base, Amount = left.Amount + right.Amount })),
    ];

    private static TaxLine One(Json tax, WireCurrency currency) => new()
    {
        RateId = tax["tax_rate_details"]["tax_rate"].Id(),
        Base = currency.Amount(tax["taxable_amount"]),
        Amount = currency.Amount(tax["amount"]),
        Included = tax["tax_behavior"].Text() switch
        {
            "inclusive" => true,
            "exclusive" => false,
            _ => throw tax["tax_behavior"].Wrong("inclusive or exclusive"),
        },
    };
}

using Odoo.Connectors.Client;

namespace OdooClientAot;

[OdooModel("res.partner", Writable = true)]
internal sealed partial record Partner
{
    public long Id { get; init; }

    public required string Name { get; init; }

    [OdooField("type")]
    public OdooSelection<PartnerKind>? Kind { get; init; }

    [OdooField("country_id")]
    public OdooReference? Country { get; init; }

    [OdooField("category_id")]
    public required IReadOnlyList<long> Tags { get; init; }

    public decimal CreditLimit { get; init; }

    public DateTimeOffset WriteDate { get; init; }
}

internal enum PartnerKind
{
    Contact,
    [OdooOption("invoice")]
    Invoice,
    Delivery,
    Other,
}

namespace Odoo.Connectors.Erp;

/// <summary>The order of a contract as Odoo holds it now.</summary>
internal sealed record ErpOrder
{
    public required long Id { get; init; }

    /// <summary>draft, sent, sale or cancel.</summary>
    public required string State { get; init; }

    public required long CurrencyId { get; init; }

    /// <summary>The currency's code.</summary>
    public required string Currency { get; init; }
}

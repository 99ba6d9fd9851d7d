namespace Odoo.Connectors.Erp;

/// <summary>What Odoo is asked about the taxes of a customer.</summary>
internal sealed record ErpTaxQuestion
{
    public string? Country { get; init; }

    public string? State { get; init; }

    public string? PostalCode { get; init; }

    public bool HasVat { get; init; }

    /// <summary>The fiscal position that the customer has by its tax treatment; null has Odoo's rules choose.</summary>
    public long? Position { get; init; }

    /// <summary>Database ids of the products.</summary>
    public required IReadOnlyList<long> Products { get; init; }
}

/// <summary>The taxes that Odoo puts on each product for that customer.</summary>
internal sealed record ErpTaxation
{
    /// <summary>The name of the fiscal position; null for none.</summary>
    public string? Position { get; init; }

    public required IReadOnlyList<ErpProductTax> Taxes { get; init; }
}

/// <summary>A tax on a product.</summary>
internal sealed record ErpProductTax(long Product, long Tax, string Name);

namespace Odoo.Connectors.Erp;

/// <summary>The newest exchange rate up to a day.</summary>
internal sealed record ErpRate
{
    public required string Day { get; init; }

    public required decimal Rate { get; init; }
}

/// <summary>Whether a product that Odoo does not have may be made.</summary>
internal sealed record ErpNewProduct
{
    /// <summary>Whether the user may create products.</summary>
    public required bool IsAllowed { get; init; }

    /// <summary>Whether one of that code is in the archive.</summary>
    public required bool IsArchived { get; init; }
}

/// <summary>What Odoo has that a mapping table could name.</summary>
internal sealed record ErpCandidates
{
    public const int MostNamed = 20;

    public required IReadOnlyList<string> Names { get; init; }

    public override string ToString() => Names.Count == 0
        ? "there is none"
        : string.Join(", ", Names.Take(MostNamed)) + (Names.Count > MostNamed ? " and more" : "");
}

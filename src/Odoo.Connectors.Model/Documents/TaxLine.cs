namespace Odoo.Connectors.Model;

/// <summary>One tax on a line or document, as the source computed it.</summary>
public sealed record TaxLine
{
    /// <summary>The tax rate's id in its source; the key of the tax mapping.</summary>
    public required string RateId { get; init; }

    /// <summary>What is taxed.</summary>
    public required Money Base { get; init; }

    /// <summary>The tax.</summary>
    public required Money Amount { get; init; }

    /// <summary>Whether the source's prices include this tax; the default is false.</summary>
    public bool Included { get; init; }
}

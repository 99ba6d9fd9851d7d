namespace Odoo.Connectors.Cli.Schema;

/// <summary>One field, as <c>fields_get</c> describes it.</summary>
internal sealed record SchemaField
{
    /// <summary>What <c>fields_get</c> is asked for, in the order in which it is saved.</summary>
    public static readonly IReadOnlyList<string> Attributes =
    [
        "type", "string", "help", "required", "readonly", "store", "company_dependent",
        "relation", "relation_field", "currency_field", "digits", "selection",
    ];

    /// <summary>Odoo's type, such as <c>many2one</c>.</summary>
    public required string Type { get; init; }

    public string? Label { get; init; }

    public string? Help { get; init; }

    public bool IsRequired { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsStored { get; init; }

    public bool IsCompanyDependent { get; init; }

    /// <summary>The model that a relation leads to.</summary>
    public string? Relation { get; init; }

    public string? RelationField { get; init; }

    public string? CurrencyField { get; init; }

    /// <summary>Digits in all and after the point.</summary>
    public (int Precision, int Scale)? Digits { get; init; }

    /// <summary>The values of a selection, in Odoo's order; <see langword="null"/> if Odoo names none.</summary>
    public IReadOnlyList<SchemaOption>? Options { get; init; }
}

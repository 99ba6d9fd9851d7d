namespace Odoo.Connectors.Client;

/// <summary>What a field of a model is.</summary>
public sealed class OdooFieldInfo
{
    /// <summary>The field's name.</summary>
    public required string Name { get; init; }

    /// <summary>The type in Odoo's words, such as <c>char</c>, <c>many2one</c>, <c>monetary</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The label in the language of the context.</summary>
    public string? Label { get; init; }

    /// <summary>Whether a record must have a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether forms do not let it be edited. Odoo's RPC takes values for many such fields all the same.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>Whether it has a column; others are computed and cannot always be searched.</summary>
    public bool IsStored { get; init; }

    /// <summary>Whether each company has a value of its own.</summary>
    public bool IsCompanyDependent { get; init; }

    /// <summary>The model that a relation leads to.</summary>
    public string? Relation { get; init; }

    /// <summary>The many2one field of a one2many's lines that leads back.</summary>
    public string? RelationField { get; init; }

    /// <summary>The currency field of a monetary one.</summary>
    public string? CurrencyField { get; init; }

    /// <summary>How many digits a float keeps after the point; <see langword="null"/> if it is not rounded.</summary>
    public int? Decimals { get; init; }

    /// <summary>The values of a selection with their labels, in order; empty for other types.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Selection { get; init; } = [];

    /// <summary>Name and type.</summary>
    /// <returns>Such as <c>name: char</c>.</returns>
    public override string ToString() => $"{Name}: {Type}";
}

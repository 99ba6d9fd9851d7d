namespace Odoo.Connectors.Testing.Schema;

/// <summary>One field of a model, as models.txt describes it.</summary>
internal sealed class Field
{
    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    public required string Label { get; init; }

    public string Relation { get; init; } = "";

    /// <summary>Inverse of a one2many.</summary>
    public string Inverse { get; init; } = "";

    /// <summary>A one2many that shows the lines a user typed only.</summary>
    public bool InvoiceLinesOnly { get; init; }

    /// <summary>A one2many of those records only whose field has this value.</summary>
    public (string Field, string Value)? Only { get; init; }

    public IReadOnlyList<(string Key, string Label)> Selection { get; init; } = [];

    public bool Required { get; init; }

    public bool Indexed { get; init; }

    public bool Readonly { get; init; }

    public bool Computed { get; init; }

    /// <summary>Every company has a value of its own.</summary>
    public bool OfCompany { get; init; }

    /// <summary>Linked records of other companies are not shown.</summary>
    public bool OwnCompanies { get; init; }

    public int? Digits { get; init; }

    public string? Default { get; init; }

    public bool IsRelation => Type is FieldType.Many2One or FieldType.One2Many or FieldType.Many2Many;

    public bool IsText => Type is FieldType.Char or FieldType.Text or FieldType.Html;

    public bool IsNumber => Type is FieldType.Integer or FieldType.Float or FieldType.Monetary;

    public string TypeName => Type.ToString().ToLowerInvariant();
}

namespace Odoo.Connectors.Erp;

/// <summary>Whether a sales journal is numbered by one hand only.</summary>
internal sealed record ErpNumbering
{
    /// <summary>A number that the other hand gave, where there is one.</summary>
    public string? Foreign { get; init; }
}

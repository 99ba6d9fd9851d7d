namespace Odoo.Connectors.Erp;

/// <summary>How the quantity of a period meets several tiers.</summary>
public enum UsageTiering
{
    /// <summary>Each part of the quantity costs what its own tier says.</summary>
    Graduated = 0,

    /// <summary>All of the quantity costs what the tier says that it ends in.</summary>
    Volume,
}

namespace Odoo.Connectors.Erp;

/// <summary>How bad a finding is.</summary>
public enum OdooFindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Nothing wrong; good to know.</summary>
    Note,

    /// <summary>It works, and should be changed.</summary>
    Warning,

    /// <summary>Documents will fail.</summary>
    Error,
}

namespace Odoo.Connectors.Erp;

/// <summary>What becomes of a value that Odoo could not hold.</summary>
public enum FaultyValue
{
    /// <summary>A case, before anything is written.</summary>
    Case = 0,

    /// <summary>The rest is written without it, and the audit trail says so.</summary>
    LeaveOut,
}

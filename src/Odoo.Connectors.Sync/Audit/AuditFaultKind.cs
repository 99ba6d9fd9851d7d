namespace Odoo.Connectors.Sync;

/// <summary>How the audit trail was tampered with.</summary>
public enum AuditFaultKind
{
    /// <summary>An entry, or the order of entries, is not what was written.</summary>
    Changed = 0,

    /// <summary>An entry is missing.</summary>
    Removed,

    /// <summary>An entry is there that the hub did not write.</summary>
    Inserted,

    /// <summary>The end of a chain is missing or is not the one its head or a root names.</summary>
    Truncated,

    /// <summary>A root is missing, changed, or not the one the witness keeps.</summary>
    BrokenRoot,
}

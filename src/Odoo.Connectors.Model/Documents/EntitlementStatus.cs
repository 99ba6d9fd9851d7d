namespace Odoo.Connectors.Model;

/// <summary>Whether something may be used.</summary>
public enum EntitlementStatus
{
    /// <summary>Agreed, not yet to be used.</summary>
    Pending = 0,

    /// <summary>It may be used.</summary>
    Granted,

    /// <summary>It may not be used for now.</summary>
    Suspended,

    /// <summary>It may not be used any more.</summary>
    Revoked,
}

namespace Odoo.Connectors.Sync;

/// <summary>What can be done about a case.</summary>
[Flags]
public enum CaseActions
{
    /// <summary>Nothing: it is closed.</summary>
    None = 0,

    /// <summary>Give it to somebody.</summary>
    Assign = 1,

    /// <summary>Try again.</summary>
    Retry = 2,

    /// <summary>Give it up.</summary>
    Skip = 4,

    /// <summary>Say that it is settled elsewhere.</summary>
    Resolve = 8,

    /// <summary>Edit the delivery and try again.</summary>
    Edit = 16,

    /// <summary>Let a held effect go, or refuse it.</summary>
    Approve = 32,
}

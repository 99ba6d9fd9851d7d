namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>What happened to a record.</summary>
internal enum EventAction
{
    /// <summary>Nothing that matters.</summary>
    None,

    /// <summary>It is new or changed: it is read.</summary>
    Changed,

    /// <summary>It was deleted and is there again: it is read.</summary>
    Restored,

    /// <summary>It was deleted.</summary>
    Deleted,

    /// <summary>It was erased for good: the person asked for it.</summary>
    Erased,

    /// <summary>It was merged into another one.</summary>
    Merged,
}

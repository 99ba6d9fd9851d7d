namespace Odoo.Connectors.Sync;

/// <summary>What deciding an event again came to.</summary>
public enum ReplayDecision
{
    /// <summary>Effects; those that exist are not done again.</summary>
    Effects = 0,

    /// <summary>Nothing to do.</summary>
    Absorbed,

    /// <summary>Something of an earlier kind is not there.</summary>
    Waits,

    /// <summary>A person must look.</summary>
    Review,

    /// <summary>What it was decided by is not kept any more: replay it with fresh answers; without its payload not even that.</summary>
    Gone,
}

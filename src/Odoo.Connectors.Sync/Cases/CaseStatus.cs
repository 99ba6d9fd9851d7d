namespace Odoo.Connectors.Sync;

/// <summary>Where a case stands.</summary>
public enum CaseStatus
{
    /// <summary>Somebody must look.</summary>
    Open = 0,

    /// <summary>Closed by a retry; if it fails again, a new case names this one.</summary>
    Retried,

    /// <summary>Settled elsewhere by a person, or by itself: then it was closed by <c>hub</c>.</summary>
    Resolved,

    /// <summary>Given up: what it is about is not done.</summary>
    Skipped,

    /// <summary>A held effect was let go.</summary>
    Approved,

    /// <summary>A held effect was refused.</summary>
    Rejected,

    /// <summary>The delivery was edited and is decided under a new number.</summary>
    Edited,
}

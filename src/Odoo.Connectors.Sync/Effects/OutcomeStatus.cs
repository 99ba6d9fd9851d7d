namespace Odoo.Connectors.Sync;

/// <summary>What became of an effect.</summary>
public enum OutcomeStatus
{
    /// <summary>Done now.</summary>
    Applied = 0,

    /// <summary>Done before: the target knew the key.</summary>
    Replayed,

    /// <summary>Refused; nothing of it is left. Repeating it unchanged cannot help.</summary>
    Refused,

    /// <summary>Proven not applied; try again later.</summary>
    NotApplied,

    /// <summary>The reply is lost or unreadable: applied or not, nobody knows yet.</summary>
    Unknown,
}

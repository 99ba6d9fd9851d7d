namespace Odoo.Connectors.Sync;

/// <summary>The step boundaries of idempotent work.</summary>
public static class IdempotencyFaultPoint
{
    /// <summary>The run is committed, nothing is done.</summary>
    public const string Begun = "idempotency.begun";

    /// <summary>A recovery point is committed.</summary>
    public const string Checkpointed = "idempotency.checkpointed";

    /// <summary>The work is done, nothing of it is stored.</summary>
    public const string Worked = "idempotency.worked";

    /// <summary>The result is committed, the caller does not know it yet.</summary>
    public const string Stored = "idempotency.stored";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Begun, Checkpointed, Worked, Stored];
}

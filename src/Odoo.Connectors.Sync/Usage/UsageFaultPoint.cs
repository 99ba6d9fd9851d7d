namespace Odoo.Connectors.Sync;

/// <summary>The step boundaries of metered usage.</summary>
public static class UsageFaultPoint
{
    /// <summary>A batch is written, nothing of it is committed.</summary>
    public const string BeforeStored = "usage.before-stored";

    /// <summary>A batch is committed, who handed it in does not know it yet.</summary>
    public const string Stored = "usage.stored";

    /// <summary>Some periods are closed, not all that are due.</summary>
    public const string Closed = "usage.closed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [BeforeStored, Stored, Closed];
}

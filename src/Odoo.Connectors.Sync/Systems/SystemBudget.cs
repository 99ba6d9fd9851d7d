namespace Odoo.Connectors.Sync;

/// <summary>
/// How much a system may be asked to write, in the section <c>Systems:&lt;name&gt;:Budget</c>. One node at a time sends to a
/// system, so it holds for all nodes together. What it counts, calls or effects, is <see cref="IPort.CallCost"/>'s to say,
/// unless the port counts its calls by <see cref="SendCalls"/>.
/// </summary>
public sealed class SystemBudget
{
    /// <summary>How many calls, or effects, a second in the long run; 0.1 is six a minute. Null is no limit. The default is null.</summary>
    public double? RatePerSecond { get; set; }

    /// <summary>How many may go at once after a quiet time. The default is one second's worth, 1 at least.</summary>
    public int? Burst { get; set; }

    /// <summary>How many calls may be under way at once. Never two effects of one subject. The default is 1.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>
    /// The share of the burst, from 0 to below 1, that is kept for interactive and realtime effects: polls and backfills stop before
    /// it is used up. The default is 0.
    /// </summary>
    public double Reserved { get; set; }

    /// <summary>
    /// The share of a vendor's long limit, such as a daily one, that backfills leave to the rest: they stop when less is left. From 0 to below
    /// 1, and never less than <see cref="ReconciliationLeaves"/>. The default is 0.5. Only where the adapter knows the vendor's limits.
    /// </summary>
    public double BackfillLeaves { get; set; } = 0.5;

    /// <summary>The share that polls leave too; never less than <see cref="RealtimeLeaves"/>. The default is 0.2.</summary>
    public double ReconciliationLeaves { get; set; } = 0.2;

    /// <summary>The share that is kept for what somebody waits for. The default is 0.05.</summary>
    public double RealtimeLeaves { get; set; } = 0.05;

    internal double Leaves(DeliveryPriority priority) => priority switch
    {
        DeliveryPriority.Interactive => 0,
        DeliveryPriority.Realtime => RealtimeLeaves,
        DeliveryPriority.Reconciliation => ReconciliationLeaves,
        _ => BackfillLeaves,
    };

    internal double Size => Math.Max(1, Burst ?? RatePerSecond ?? 1);
}

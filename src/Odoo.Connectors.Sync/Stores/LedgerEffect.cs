using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>A row of the effect ledger.</summary>
internal sealed record LedgerEffect
{
    public required string Key { get; init; }

    public required string Target { get; init; }

    public required string Kind { get; init; }

    public required EffectClass Class { get; init; }

    public required string Subject { get; init; }

    public required ExternalRef Source { get; init; }

    public required string Payload { get; init; }

    public required string Way { get; init; }

    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Realtime;

    /// <summary>Its place in the target's queue, inherited from the event that planned it.</summary>
    public long Rank { get; init; }

    public int Weight { get; init; } = 1;

    /// <summary>Counts proven failures that the target remembers: the native key is another one after each.</summary>
    public int Generation { get; init; }

    public EffectState State { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset PlannedAt { get; init; }

    /// <summary>The traceparent of the decision that planned it.</summary>
    public string? Trace { get; init; }

    public override string ToString() => $"Effect {Key}";
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One fact as it arrived: a webhook event or a polled snapshot.</summary>
public sealed record Delivery
{
    /// <summary>The configured name of the system it came from.</summary>
    public required string System { get; init; }

    /// <summary>The source's own word for what it is, for example <c>invoice.paid</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The lane: the customer as the source names it. Order holds inside a lane.</summary>
    public required string Lane { get; init; }

    /// <summary>The document or record it is about. Order holds per subject; a parked delivery holds back its subject only.</summary>
    public required ExternalRef Subject { get; init; }

    /// <summary>
    /// What makes two deliveries the same one, as the feed declares it (Stripe: the event id); null for polled
    /// snapshots, which are compared with the shadow instead.
    /// </summary>
    public string? DedupeKey { get; init; }

    /// <summary>When it happened, by the source's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>How soon it is worked on under load; its effects inherit it. The default is <see cref="DeliveryPriority.Realtime"/>.</summary>
    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Realtime;

    /// <summary>The bytes as received.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The traceparent of what brought it; null where nothing was traced.</summary>
    internal string? Trace { get; init; }

    /// <summary>System, kind and subject.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{System} {Kind} {Subject}";
}

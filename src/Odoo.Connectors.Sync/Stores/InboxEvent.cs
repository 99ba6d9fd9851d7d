namespace Odoo.Connectors.Sync;

/// <summary>A stored delivery.</summary>
internal sealed record InboxEvent(long Id, Delivery Delivery, EventState State, DateTimeOffset? Deadline, int Delays, DateTimeOffset ReceivedAt);

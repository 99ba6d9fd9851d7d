namespace Odoo.Connectors.Sync;

/// <summary>A stored delivery.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Delivery">What came.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Deadline">Until when it waits for an earlier fact.</param>
/// <param name="Delays">How often it was put off because a system could not be read.</param>
/// <param name="Rank">Its place in the queue that all lanes share; its effects inherit it.</param>
/// <param name="ReceivedAt">When it was stored.</param>
internal sealed record InboxEvent(long Id, Delivery Delivery, EventState State, DateTimeOffset? Deadline, int Delays, long Rank, DateTimeOffset ReceivedAt);

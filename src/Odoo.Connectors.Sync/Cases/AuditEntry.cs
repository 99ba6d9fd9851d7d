namespace Odoo.Connectors.Sync;

/// <summary>One line of the audit trail.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="EventId">The event, where it is about one.</param>
/// <param name="EffectKey">The effect, where it is about one.</param>
/// <param name="What">A stable word: received, decided, planned, sent, applied, refused, …</param>
/// <param name="Detail">More, without data of persons.</param>
public sealed record AuditEntry(DateTimeOffset At, long? EventId, string? EffectKey, string What, string? Detail);

namespace Odoo.Connectors.Sync;

/// <summary>What a replay came to.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Decision">What it was decided to be.</param>
/// <param name="Reason">Why, in a few words; null for effects.</param>
/// <param name="Effects">The effects, in order.</param>
/// <param name="IsCommitted">Whether the event is being decided again for real; false for a preview.</param>
public sealed record ReplayResult(long EventId, ReplayDecision Decision, string? Reason, IReadOnlyList<ReplayEffect> Effects, bool IsCommitted);

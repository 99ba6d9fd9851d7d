namespace Odoo.Connectors.Sync;

/// <summary>What deciding an event now would come to. Nothing of it is stored or sent.</summary>
/// <param name="EventId">The event's number in the inbox.</param>
/// <param name="Decision"><c>act</c>, <c>absorb</c>, <c>wait</c> or <c>case</c>.</param>
/// <param name="Reason">Why, where it is not to act.</param>
/// <param name="Effects">The effects, in order; empty unless the decision is to act.</param>
public sealed record EventPreview(long EventId, string Decision, string? Reason, IReadOnlyList<EffectPreview> Effects);

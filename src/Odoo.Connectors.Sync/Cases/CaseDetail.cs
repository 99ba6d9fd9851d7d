namespace Odoo.Connectors.Sync;

/// <summary>A case with its evidence.</summary>
/// <param name="Case">The case.</param>
/// <param name="Event">The event it is about, where it is about one.</param>
/// <param name="Effects">The effect it is about, or the effects of its event, with every attempt.</param>
/// <param name="Trail">The audit trail of event and effects, oldest first.</param>
public sealed record CaseDetail(CaseInfo Case, EventReport? Event, IReadOnlyList<EffectReport> Effects, IReadOnlyList<AuditEntry> Trail);

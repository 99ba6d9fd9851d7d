using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What deciding a delivery came to.</summary>
internal abstract record Verdict
{
    internal sealed record Missing : Verdict;

    internal sealed record Absorbed(string Reason) : Verdict;

    internal sealed record Waiting(CaseReason Reason, bool IsPatient = false) : Verdict;

    internal sealed record ForReview(CaseReason Reason) : Verdict;

    internal sealed record Act(Decision.Do Decision, IReadOnlyList<Step> Steps) : Verdict;
}

/// <summary>One intent with what was planned for it.</summary>
/// <param name="Intent">What the flow wants.</param>
/// <param name="Origin">The first reference of its record.</param>
/// <param name="Record">Its record in the identity map, null when it is new there.</param>
/// <param name="Key">The key of a document effect; null for a state effect.</param>
/// <param name="Existing">The effect that is there already.</param>
/// <param name="Plan">What planning came to, null when the effect exists.</param>
internal sealed record Step(Intent Intent, ExternalRef Origin, RecordLink? Record, string? Key, EffectSummary? Existing, PlanResult? Plan);

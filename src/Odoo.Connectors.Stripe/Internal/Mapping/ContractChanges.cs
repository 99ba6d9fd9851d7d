using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>What an event says that a subscription was before: other terms, another end, held or not.</summary>
internal static class ContractChanges
{
    /// <summary>The change of the contract, or null where nothing of it changed that is agreed: a renewal, a payment that is late.</summary>
    public static Amendment? Of(Contract now, Json subscription, Json previous, DateTimeOffset at, Func<Json, IReadOnlyList<ProductLine>> terms)
    {
        IReadOnlyList<ProductLine> before = previous["items"]["data"].IsNull ? now.Terms : terms(previous["items"]);
        bool sameTerms = Signature(before).SetEquals(Signature(now.Terms));
        ContractStatus was = ContractMapping.StatusOf(
            Has(previous, "status") ? previous["status"] : subscription["status"], Has(previous, "pause_collection") ? previous["pause_collection"] : subscription["pause_collection"]);
        // That a first or a late payment changes the status is no agreement.
        bool sameStatus = was == now.Status || (IsRunning(was) && IsRunning(now.Status));
        DateTimeOffset? end = Has(previous, "cancel_at") || Has(previous, "ended_at")
            ? (Has(previous, "ended_at") ? previous : subscription)["ended_at"].InstantOrNull() ?? (Has(previous, "cancel_at") ? previous : subscription)["cancel_at"].InstantOrNull()
            : now.EndsAt;
        DateTimeOffset? cutShort = CutShort(now, previous);
        return sameTerms && sameStatus && end == now.EndsAt && cutShort is null ? null : new Amendment
        {
            Kind = cutShort is null || !sameStatus ? null : AmendmentKind.EarlyRenewal,
            TermEndsAtBefore = cutShort,
            TermEndsAtAfter = cutShort is null ? null : now.RenewsAt,
            EffectiveOn = ContractMapping.Day(at),
            EffectiveAt = at,
            Before = before,
            Terms = now.Terms,
            StatusBefore = sameStatus ? null : was,
            StatusAfter = sameStatus ? null : now.Status,
            EndsAtBefore = end == now.EndsAt ? null : end,
            EndsAtAfter = end == now.EndsAt ? null : now.EndsAt,
        };
    }

    /// <summary>
    /// When the term before was to be over, where its anchor was set anew and a like term began before that. One of another length begins anew by
    /// itself, with the new plan.
    /// </summary>
    private static DateTimeOffset? CutShort(Contract now, Json previous) =>
        Has(previous, "billing_cycle_anchor") && !previous["items"]["data"].IsNull && ContractMapping.TermOf(previous["items"]) is { Start: { } start, End: var end }
            && now.TermStartsAt > start && now.TermStartsAt < end && ContractMapping.RecurrenceOf(previous["items"]) == now.Recurrence
            ? end : null;

    private static bool IsRunning(ContractStatus status) => status is ContractStatus.Pending or ContractStatus.Active or ContractStatus.PastDue;

    /// <summary>A value that was null before is told as null; one that did not change is not told.</summary>
    private static bool Has(Json previous, string field) => previous[field].Element.ValueKind != JsonValueKind.Undefined;

    private static HashSet<(string, string, decimal, decimal)> Signature(IReadOnlyList<ProductLine> terms) =>
        [.. terms.Select(t => (t.Id, t.ProductCode, t.Quantity, t.UnitPrice))];
}

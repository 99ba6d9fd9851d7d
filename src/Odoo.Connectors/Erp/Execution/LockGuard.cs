using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Step by step a document is posted long after it was planned: a period that was closed meanwhile is found right before, while the draft
/// can still be taken away.
/// </summary>
internal sealed class LockGuard(string system, LockReader locks)
{
    /// <summary>Why a draft must not be posted now, or null. Entries without a day of their own are nobody's business here.</summary>
    public async Task<CaseReason?> ClosedAsync(DocumentPlan plan, CancellationToken cancellationToken)
    {
        if (DayOf(plan) is not DateOnly day || plan.Calls.Count == 0)
        {
            return null;
        }

        return Closed(plan, day, await locks.ReadAsync(plan.Company, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Of many drafts of one company those that must not be posted, with one reading.</summary>
    public async Task<IReadOnlyDictionary<string, CaseReason>> ClosedAsync(IReadOnlyList<DocumentPlan> plans, CancellationToken cancellationToken)
    {
        Dictionary<string, CaseReason> closed = new(StringComparer.Ordinal);
        if (plans.Count == 0)
        {
            return closed;
        }

        ErpLocks read = await locks.ReadAsync(plans[0].Company, cancellationToken).ConfigureAwait(false);
        foreach (DocumentPlan plan in plans)
        {
            if (DayOf(plan) is DateOnly day && Closed(plan, day, read) is CaseReason reason)
            {
                closed[plan.Key] = reason;
            }
        }

        return closed;
    }

    private CaseReason? Closed(DocumentPlan plan, DateOnly day, ErpLocks read)
    {
        bool sales = plan.Model == "account.move";
        bool taxed = plan.Values["invoice_line_ids"] is JsonArray lines && lines.Any(l => l![2]!["tax_ids"] is JsonArray and [JsonArray and [_, _, JsonArray and not []]]);
        return read.Holding(day, sales, taxed) is (string name, DateOnly until) ? AccountingDate.Locked(system, day, name, until) : null;
    }

    private static DateOnly? DayOf(DocumentPlan plan) =>
        (plan.ExpectAfter["date"] ?? (plan.Model == "account.payment" ? plan.Values["date"] : null)) is JsonNode day
            ? DateOnly.ParseExact((string)day!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
}

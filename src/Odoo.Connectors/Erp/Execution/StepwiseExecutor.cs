using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Carries a document out with plain calls: looked up by external id, loaded once, verified as a draft, posted, reconciled.
/// Every step first looks at what is there, so that the document is finished from wherever an earlier attempt stopped.
/// </summary>
internal sealed class StepwiseExecutor(string system, IOdooClient client, ErpReader reader, IFaultPoints faults)
{
    private const string OutstandingAccount = "outstanding_account_id";
    private readonly LockGuard _locks = new(system, reader.Locks);
    private readonly MoneyBooks _books = new(client, reader);
    private readonly EntryDates _dates = new(client);

    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(dispatch, DocumentPlan.Parse(dispatch.Payload), cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return ErpOutcomes.Failed(dispatch, e);
        }
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [plan.Company] };
        long? found = await reader.ByExternalIdAsync(plan.Key, cancellationToken).ConfigureAwait(false);
        if (plan.IsCall)
        {
            return await CallAsync(dispatch, plan, found, context, cancellationToken).ConfigureAwait(false);
        }

        if (found is null)
        {
            if (await UnreadyAsync(plan, context, cancellationToken).ConfigureAwait(false) is CaseReason unready)
            {
                return ErpOutcomes.Refused(dispatch, unready);
            }

            LoadRows rows = new(plan);
            OdooLoadResult loaded = await client.LoadAsync(plan.Model, rows.Columns, rows.Rows, context, cancellationToken).ConfigureAwait(false);
            if (!loaded.Succeeded)
            {
                return Refused(dispatch, loaded);
            }

            faults.Reached(ErpFaultPoint.Loaded);
        }

        long id = found ?? (await reader.ByExternalIdAsync(plan.Key, cancellationToken).ConfigureAwait(false))!.Value;
        bool changed = found is null;
        OdooRecord record = await ReadAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
        if (IsOpen(plan, record))
        {
            // A draft that no attempt of this effect can have left behind was put back by a person: it is theirs to change or delete.
            if (found is not null && dispatch.Attempts == 0 && Difference(plan, record) is string edited)
            {
                return ErpOutcomes.Refused(dispatch, new CaseReason(
                    ErrorKind.Validation, "expectation-failed",
                    $"This {dispatch.Kind} is in Odoo as a draft, and {edited}. It was changed by someone else: put it right or delete it there, then retry."));
            }

            if (await VerifyAsync(plan, id, record, context, cancellationToken).ConfigureAwait(false) is string difference)
            {
                await client.TakeAwayAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
                return ErpOutcomes.Unexpected(dispatch, difference);
            }

            if (await _locks.ClosedAsync(plan, cancellationToken).ConfigureAwait(false) is CaseReason closed)
            {
                await client.TakeAwayAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
                return ErpOutcomes.Refused(dispatch, closed);
            }

            faults.Reached(ErpFaultPoint.Verified);
            changed = true;
            try
            {
                await CallsAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
            }
            catch (OdooServerException e)
            {
                bool ours = found is null || dispatch.Attempts > 0;
                if (await RefusedAsync(dispatch, plan, id, ours, e, context, cancellationToken).ConfigureAwait(false) is Outcome refused)
                {
                    return refused;
                }
            }
        }

        Dictionary<string, long> documents = new(StringComparer.Ordinal);
        if (plan.Reconcile.Count > 0)
        {
            changed |= await ReconcileAsync(plan, id, documents, context, cancellationToken).ConfigureAwait(false);
        }

        record = await ReadAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
        plan.Resolve(documents);
        Dictionary<string, string?> values = ErpOutcomes.Values(record, plan.Read);
        if (plan.IsPaymentOf is string paid && documents.TryGetValue(paid, out long document))
        {
            OdooReadResult read = await client.ReadAsync("account.move", [document], DocumentPlan.PaymentFields, context, cancellationToken).ConfigureAwait(false);
            ErpOutcomes.AddPaymentState(values, read.Records.Count > 0 ? read.Records[0] : null);
        }

        Outcome done = ErpOutcomes.Done(dispatch, system, id, values, replayed: !changed, ErpOutcomes.Differs(dispatch, plan, record));
        return (await _dates.VerifyAsync([(dispatch, plan)], [done], context, cancellationToken).ConfigureAwait(false))[0];
    }

    private async Task CallsAsync(DocumentPlan plan, long id, OdooContext context, CancellationToken cancellationToken)
    {
        foreach (string method in plan.Calls)
        {
            await client.CallAsync(new OdooCall { Model = plan.Model, Method = method, Ids = [id], Context = context }, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.Called);
        }
    }

    /// <summary>A draft that Odoo does not post is taken away again where we made it; null when somebody else posted it meanwhile.</summary>
    private async Task<Outcome?> RefusedAsync(
        Dispatch dispatch, DocumentPlan plan, long id, bool ours, OdooServerException refusal, OdooContext context, CancellationToken cancellationToken)
    {
        Outcome outcome = ErpOutcomes.NumberTaken(dispatch, plan, refusal.ServerText.Reveal()) is CaseReason taken
            ? ErpOutcomes.Refused(dispatch, taken)
            : ErpOutcomes.Failed(dispatch, refusal);
        if (outcome.Status != OutcomeStatus.Refused)
        {
            return outcome;
        }

        if (!IsOpen(plan, await ReadAsync(plan, id, context, cancellationToken).ConfigureAwait(false)))
        {
            return null;
        }

        if (ours)
        {
            await client.TakeAwayAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <summary>Changes a document that is there, while it is what it was when that was planned.</summary>
    private async Task<Outcome> CallAsync(Dispatch dispatch, DocumentPlan plan, long? found, OdooContext context, CancellationToken cancellationToken)
    {
        if (found is not long id)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"This {dispatch.Kind} is about a document that is no longer in Odoo under its external id."));
        }

        OdooRecord record = await ReadAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
        bool done = Expectation.Difference(plan.ExpectAfter, record) is null;
        if (!done && Expectation.Difference(plan.Expect, record) is string changed)
        {
            return ErpOutcomes.Changed(dispatch, changed);
        }

        if (!done)
        {
            await CallsAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
            record = await ReadAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
        }

        return ErpOutcomes.Done(dispatch, system, id, ErpOutcomes.Values(record, plan.Read), replayed: done, ErpOutcomes.Differs(dispatch, plan, record));
    }

    /// <summary>What must be read to compare a document with its plan.</summary>
    public static IEnumerable<string> Fields(DocumentPlan plan) =>
        plan.Read.Concat(Expectation.Fields(plan.Expect)).Concat(Expectation.Fields(plan.ExpectAfter)).Concat(plan.Calls.Count > 0 ? ["state"] : [])
            .Concat(plan.Model == "account.payment" ? [OutstandingAccount] : []).Distinct();

    /// <summary>A document with steps to call is open while it is a draft; one without is finished once it is there.</summary>
    private static bool IsOpen(DocumentPlan plan, OdooRecord record) => plan.Calls.Count > 0 && record.GetString("state") == "draft";

    /// <summary>What would leave a posted document unreconciled is found before anything is written.</summary>
    private async Task<CaseReason?> UnreadyAsync(DocumentPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        foreach (string key in plan.Reconcile)
        {
            if (await reader.ByExternalIdAsync(key, cancellationToken).ConfigureAwait(false) is not long other)
            {
                return new CaseReason(ErrorKind.Dependency, "missing-in-odoo", $"Odoo has no document '{key}' to reconcile with.");
            }

            if ((await _books.OpenLinesAsync([other], context, cancellationToken).ConfigureAwait(false)).Count == 0)
            {
                return Allocations.NothingLeft(key);
            }
        }

        return null;
    }

    /// <summary>Forces the source's tax on the draft where the plan says so, then compares.</summary>
    private async Task<string?> VerifyAsync(DocumentPlan plan, long id, OdooRecord record, OdooContext context, CancellationToken cancellationToken)
    {
        if (plan.Values["tax_totals"] is JsonNode totals)
        {
            await client.WriteAsync(plan.Model, [id], new JsonObject { ["tax_totals"] = totals.DeepClone() }, context, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.TaxForced);
            record = await ReadAsync(plan, id, context, cancellationToken).ConfigureAwait(false);
        }

        return Difference(plan, record);
    }

    /// <summary>
    /// What of a draft is not as planned, or null. A payment without an outstanding account is posted without an entry: Enterprise makes such,
    /// and so does rewriting a draft's journal; its invoice says in_payment, and nothing can be matched.
    /// </summary>
    private static string? Difference(DocumentPlan plan, OdooRecord record) =>
        plan.Model == "account.payment" && record.GetReference(OutstandingAccount) is null
            ? "its journal's payment method has no outstanding account, so that Odoo would post no entry; set one there"
            : Expectation.Difference(plan.Expect, record);

    private async Task<bool> ReconcileAsync(DocumentPlan plan, long id, Dictionary<string, long> documents, OdooContext context, CancellationToken cancellationToken)
    {
        long own = plan.Model == "account.payment" ? await _books.EntryAsync(id, context, cancellationToken).ConfigureAwait(false) : id;
        bool changed = false;
        foreach (string key in plan.Reconcile)
        {
            // One after the other, as the effect action does: the order says who gets what.
            long other = documents[key] = await reader.ByExternalIdAsync(key, cancellationToken).ConfigureAwait(false) ?? 0;
            IReadOnlyList<MoneyLine> lines = await _books.OpenLinesAsync([own, other], context, cancellationToken).ConfigureAwait(false);
            bool mine = lines.Any(l => l.MoveId == own);
            bool others = lines.Any(l => l.MoveId == other);
            if (mine && others)
            {
                await _books.ReconcileAsync(lines.Select(l => l.Id), context, cancellationToken).ConfigureAwait(false);
                faults.Reached(ErpFaultPoint.Reconciled);
                changed = true;
            }
        }

        return changed;
    }

    private async Task<OdooRecord> ReadAsync(DocumentPlan plan, long id, OdooContext context, CancellationToken cancellationToken)
    {
        OdooReadResult read = await client.ReadAsync(plan.Model, [id], [.. Fields(plan)], context, cancellationToken).ConfigureAwait(false);
        return read.Records.Count > 0
            ? read.Records[0]
            : throw new ConnectorException(ErrorKind.Gone, $"The {plan.Model} behind '{plan.Key}' was deleted in Odoo.");
    }

    public static Outcome Refused(Dispatch dispatch, OdooLoadResult loaded)
    {
        OdooLoadError first = loaded.Errors.Count > 0 ? loaded.Errors[0] : new OdooLoadError { FromRow = 0, ToRow = 0, Kind = ErrorKind.Validation, Message = default };
        ConnectorException refusal = new(first.Kind, $"Odoo refused to load this {dispatch.Kind} and wrote nothing; the case holds its words.")
        {
            Field = first.Field, ServerText = first.Message,
        };
        return ErpOutcomes.Failed(dispatch, refusal);
    }
}

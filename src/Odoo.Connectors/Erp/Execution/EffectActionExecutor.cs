using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Sends documents through the effect action: many in one call, an outcome each, the external id in the same transaction.
/// After a lost reply the same is sent again: the key answers <c>replayed</c>.
/// </summary>
internal sealed class EffectActionExecutor(string system, IOdooClient client, long actionId)
{
    /// <summary>The cause of the case of effects that wait for the action.</summary>
    public const string MissingCause = "effect-action-missing";

    private readonly EntryDates _dates = new(client);

    /// <summary>The database id of the action.</summary>
    public long ActionId => actionId;

    /// <summary>Sends; an action that is no longer there tells so by <see cref="ErrorKind.NotFound"/>, and nothing was applied.</summary>
    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (IGrouping<long, (Dispatch Dispatch, DocumentPlan Plan)> company in
            dispatches.Select(d => (Dispatch: d, Plan: DocumentPlan.Parse(d.Payload))).GroupBy(p => p.Plan.Company))
        {
            List<(Dispatch Dispatch, DocumentPlan Plan)> batch = [.. company];
            IReadOnlyList<Outcome> answered = await SendAsync(company.Key, batch, cancellationToken).ConfigureAwait(false);
            outcomes.AddRange(await _dates.VerifyAsync(batch, answered, new OdooContext { AllowedCompanyIds = [company.Key] }, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <summary>Runs the action without effects and says which protocol it speaks.</summary>
    public async Task<int> ProbeAsync(long? company, CancellationToken cancellationToken)
    {
        JsonElement infos = await RunAsync(company, [], cancellationToken).ConfigureAwait(false);
        return infos.GetProperty("protocol").GetInt32();
    }

    /// <summary>Finds records by external id and changes nothing. One that it cannot tell is left out.</summary>
    public async Task<Dictionary<string, long?>> FindAsync(long company, string model, IReadOnlyList<string> externalIds, CancellationToken cancellationToken)
    {
        JsonElement infos = await RunAsync(
            company, [.. externalIds.Select(id => new JsonObject { ["key"] = id, ["model"] = model, ["op"] = "find", ["read"] = new JsonArray("active") })], cancellationToken, isRead: true)
            .ConfigureAwait(false);
        Dictionary<string, long?> found = new(StringComparer.Ordinal);
        foreach (JsonElement answer in infos.GetProperty("outcomes").EnumerateArray().Where(o => Status(o) is "replayed" or "missing"))
        {
            found[answer.GetProperty("key").GetString()!] = Status(answer) == "missing" ? null : answer.GetProperty("id").GetInt64();
        }

        return found;
    }

    private async Task<List<Outcome>> SendAsync(long company, List<(Dispatch Dispatch, DocumentPlan Plan)> batch, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach ((Dispatch dispatch, DocumentPlan plan) in batch.Where(b => b.Plan.Along.Count > 0))
        {
            outcomes.Add(await TogetherAsync(company, dispatch, plan, cancellationToken).ConfigureAwait(false));
        }

        batch = batch.FindAll(b => b.Plan.Along.Count == 0);
        if (batch.Count == 0)
        {
            return outcomes;
        }

        List<(Dispatch Dispatch, DocumentPlan Plan, JsonObject Effect)> unfinished = [];
        try
        {
            JsonElement infos = await RunAsync(company, [.. batch.Select(b => b.Plan.ToEffect()), .. States(batch.Select(b => b.Plan))], cancellationToken).ConfigureAwait(false);
            foreach ((Dispatch dispatch, DocumentPlan plan, JsonElement answer) in Pair(batch, infos))
            {
                if (plan.IsCall && Status(answer) == "refused")
                {
                    // It may have been called before, with the reply lost: then the document is what it must be.
                    unfinished.Add((dispatch, plan, plan.ToFind()));
                }
                else if (Status(answer) == "incomplete" && Finish(plan, answer) is JsonObject rest)
                {
                    unfinished.Add((dispatch, plan, rest));
                }
                else
                {
                    outcomes.Add(Read(dispatch, plan, answer, infos));
                }
            }
        }
        catch (ConnectorException e)
        {
            return [.. outcomes, .. batch.Select(b => Failed(b.Dispatch, e, batch.Count))];
        }

        if (unfinished.Count > 0)
        {
            outcomes.AddRange(await FinishAsync(company, unfinished, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <summary>The records of one effect, all in one call or none: a refusal of one is an error of the call.</summary>
    private async Task<Outcome> TogetherAsync(long company, Dispatch dispatch, DocumentPlan plan, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPlan> plans = plan.All;
        try
        {
            JsonElement infos = await RunAsync(company, [.. plans.Select(p => p.ToEffect())], cancellationToken, all: true).ConfigureAwait(false);
            List<Outcome> answered = [.. Pair([.. plans.Select(p => (dispatch, p))], infos).Select(p => Read(p.Dispatch, p.Plan, p.Answer, infos))];
            return answered[0] with
            {
                Status = answered.TrueForAll(a => a.Status == OutcomeStatus.Replayed) ? OutcomeStatus.Replayed : OutcomeStatus.Applied,
                Discrepancy = answered.Select(a => a.Discrepancy).FirstOrDefault(d => d is not null),
                Note = string.Join("; ", answered.Select(a => a.Note)),
            };
        }
        catch (ConnectorException e)
        {
            Outcome failed = Failed(dispatch, e, company: 1);
            return e is OdooServerException refusal && failed.Status == OutcomeStatus.Refused
                ? ErpOutcomes.RefusedByAction(dispatch, plan, refusal.ExceptionName?.Split('.')[^1] ?? "", refusal.ServerText.Reveal())
                : failed;
        }
    }

    /// <summary>What a record that is there but not finished still needs; null when nothing can be done about it.</summary>
    private static JsonObject? Finish(DocumentPlan plan, JsonElement answer)
    {
        bool draft = Value(answer, "state") is "draft";
        return draft || plan.Reconcile.Count > 0 ? plan.ToFinish(withCalls: draft) : null;
    }

    private async Task<List<Outcome>> FinishAsync(
        long company, List<(Dispatch Dispatch, DocumentPlan Plan, JsonObject Effect)> unfinished, CancellationToken cancellationToken)
    {
        try
        {
            JsonElement infos = await RunAsync(company, [.. unfinished.Select(u => u.Effect), .. States(unfinished.Select(u => u.Plan))], cancellationToken).ConfigureAwait(false);
            return [.. Pair([.. unfinished.Select(u => (u.Dispatch, u.Plan))], infos).Select(p => Read(p.Dispatch, p.Plan, p.Answer, infos))];
        }
        catch (ConnectorException e)
        {
            return [.. unfinished.Select(u => Failed(u.Dispatch, e, unfinished.Count))];
        }
    }

    /// <summary>An error of the whole call says that nothing of it was applied, not which of its effects is at fault.</summary>
    private Outcome Failed(Dispatch dispatch, ConnectorException exception, int company)
    {
        if (exception.Kind == ErrorKind.NotFound)
        {
            // What an effect lacks is told as its own outcome: a call that misses a record misses the action.
            return Missing(dispatch, system);
        }

        Outcome outcome = ErpOutcomes.Failed(dispatch, exception);
        return company > 1 && outcome is { Status: OutcomeStatus.Refused, Reason: CaseReason reason }
            ? outcome with { Status = OutcomeStatus.NotApplied, Reason = reason with { Kind = ErrorKind.Validation } }
            : outcome;
    }

    /// <summary>The effect waits: the way of writing is fixed in its row, and only the action can tell whether it was there before.</summary>
    public static Outcome Missing(Dispatch dispatch, string system) => new()
    {
        Key = dispatch.Key,
        Status = OutcomeStatus.NotApplied,
        Reason = new CaseReason(
            ErrorKind.Configuration, MissingCause,
            $"This was planned for the effect action of '{system}', which is not found; install it again (odoo-connectors odoo install-effects), or set Systems:{system}:EffectActionId to its id. It waits until then.",
            $"Systems:{system}:EffectActionId"),
    };

    private async Task<JsonElement> RunAsync(long? company, IReadOnlyList<JsonObject> effects, CancellationToken cancellationToken, bool isRead = false, bool all = false)
    {
        JsonElement? answer = await client.CallAsync(
            new OdooCall
            {
                Model = "ir.actions.server",
                Method = "run",
                Ids = [actionId],
                // Without effects the action changes nothing: a probe may be asked again.
                IsRead = isRead || effects.Count == 0,
                Context = new OdooContext
                {
                    AllowedCompanyIds = company is null ? null : [company.Value],
                    Other = new JsonObject { ["effects"] = new JsonArray([.. effects.Select(e => (JsonNode)e)]), ["mode"] = all ? "all" : "each" },
                },
            },
            cancellationToken).ConfigureAwait(false);
        return answer is { ValueKind: JsonValueKind.Object } action
            && action.TryGetProperty("infos", out JsonElement infos) && infos.ValueKind == JsonValueKind.Object && infos.TryGetProperty("protocol", out _)
            ? infos
            : throw new ConnectorException(
                effects.Count == 0 ? ErrorKind.Configuration : ErrorKind.Unknown, $"Server action {actionId} of '{system}' did not answer as the effect action does; check EffectActionId.") { Field = $"Systems:{system}:EffectActionId" };
    }

    /// <summary>Reads, in the same call, of the documents that payments pay.</summary>
    private static IEnumerable<JsonObject> States(IEnumerable<DocumentPlan> plans) => plans.Select(p => p.IsPaymentOf).OfType<string>().Distinct().Select(key => new JsonObject
    {
        ["key"] = key, ["model"] = "account.move", ["op"] = "find", ["read"] = new JsonArray([.. DocumentPlan.PaymentFields.Select(f => (JsonNode)f)]),
    });

    private static IEnumerable<(Dispatch Dispatch, DocumentPlan Plan, JsonElement Answer)> Pair(
        IReadOnlyList<(Dispatch Dispatch, DocumentPlan Plan)> batch, JsonElement infos)
    {
        Dictionary<string, JsonElement> byKey = infos.GetProperty("outcomes").EnumerateArray()
            .DistinctBy(o => o.GetProperty("key").GetString()!).ToDictionary(o => o.GetProperty("key").GetString()!, o => o, StringComparer.Ordinal);
        foreach ((Dispatch dispatch, DocumentPlan plan) in batch)
        {
            if (byKey.TryGetValue(plan.Key, out JsonElement answer))
            {
                yield return (dispatch, plan, answer);
            }
        }
    }

    private Outcome Read(Dispatch dispatch, DocumentPlan plan, JsonElement answer, JsonElement infos)
    {
        string? Error(string part) => answer.TryGetProperty("error", out JsonElement e) && e.TryGetProperty(part, out JsonElement text) ? text.GetString() : null;
        switch (Status(answer))
        {
            case "incomplete" when plan.IsCall:
                return ErpOutcomes.Changed(dispatch, Error("message"));
            case "applied":
            case "replayed":
            case "incomplete":
                OdooRecord record = new(plan.Model, answer.GetProperty("values"));
                CaseReason? differs = Status(answer) != "incomplete" ? null : new CaseReason(
                    ErrorKind.Validation, "differs-in-odoo",
                    $"This {dispatch.Kind} is in Odoo, but {Error("message")}. It was made or changed by someone else; settle it there.");
                Dictionary<string, string?> values = ErpOutcomes.Values(record, plan.Read);
                ErpOutcomes.AddPaymentState(values, StateOf(plan, infos));
                return ErpOutcomes.Done(dispatch, system, answer.GetProperty("id").GetInt64(), values, Status(answer) == "replayed", differs);
            case "missing":
                return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"This {dispatch.Kind} is no longer in Odoo under its external id."));
            case "refused" when plan.IsPaymentOf is string paid && Error("message")?.StartsWith("expect: reconciled_invoice_ids", StringComparison.Ordinal) == true:
                return ErpOutcomes.Refused(dispatch, new CaseReason(
                    ErrorKind.Validation, "nothing-to-reconcile",
                    $"The document '{paid}' has nothing left to pay in Odoo, or Odoo would post no entry for the payment: look who settled it there, or set an outstanding account on the journal's payment method."));
            default:
                return ErpOutcomes.RefusedByAction(dispatch, plan, Error("kind") ?? "", Error("message") ?? "");
        }
    }

    /// <summary>The last answer about the document: it was read after everything else of the call.</summary>
    private static OdooRecord? StateOf(DocumentPlan plan, JsonElement infos) =>
        plan.IsPaymentOf is string key
        && infos.GetProperty("outcomes").EnumerateArray().LastOrDefault(o => o.GetProperty("key").GetString() == key) is { ValueKind: JsonValueKind.Object } found
        && found.TryGetProperty("values", out JsonElement values) && values.TryGetProperty(DocumentPlan.PaymentFields[0], out _)
            ? new OdooRecord("account.move", values)
            : null;

    private static string? Status(JsonElement answer) => answer.GetProperty("status").GetString();

    private static string? Value(JsonElement answer, string field) =>
        answer.TryGetProperty("values", out JsonElement values) && values.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Carries many documents out with plain calls, each step one call for all of them. It takes only what is new and what no
/// other document has to be reconciled with; whatever does not go the straight way is finished one by one.
/// </summary>
internal sealed class StepwiseBatch(string system, IOdooClient client, StepwiseExecutor alone, LockGuard locks, IFaultPoints faults)
{
    private const string Model = "account.move";

    /// <summary>The number at the source: searchable, so that one call finds what may be there already.</summary>
    private const string Probe = "ref";

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        List<Item> items = [.. dispatches.Select(d => new Item(d, DocumentPlan.Parse(d.Payload)))];
        foreach (IGrouping<string, Item> like in items.GroupBy(Likeness))
        {
            List<Item> group = [.. like];
            outcomes.AddRange(group.Count > 1 && like.Key.Length > 0
                ? await TogetherAsync(group, cancellationToken).ConfigureAwait(false)
                : await EachAsync(group, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <summary>What can share one load and one call: the same company, columns and methods. Empty for what must go alone.</summary>
    private static string Likeness(Item item)
    {
        bool batches = item.Plan.Model == Model && item.Plan.Reconcile.Count == 0 && item.Plan.Calls.Count > 0
            && item.Plan.Values[Probe] is not null && item.Plan.Values["tax_totals"] is null && item.Dispatch is { InDoubt: false, Attempts: 0 };
        return batches ? string.Join('|', [$"{item.Plan.Company}", .. item.Plan.Calls, .. item.Rows.Columns, .. item.Plan.Read]) : "";
    }

    private async Task<List<Outcome>> EachAsync(IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Item item in items)
        {
            // What this batch has loaded is no draft of a person's.
            outcomes.Add(await alone.SendAsync(item.IsLoaded ? item.Dispatch with { Attempts = item.Dispatch.Attempts + 1 } : item.Dispatch, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    private async Task<List<Outcome>> TogetherAsync(List<Item> items, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [items[0].Plan.Company] };
        try
        {
            HashSet<string> there = await ThereAsync(items, context, cancellationToken).ConfigureAwait(false);
            List<Item> fresh = [.. items.Where(i => !there.Contains(i.Plan.Key))];
            List<Outcome> outcomes = await EachAsync([.. items.Where(i => there.Contains(i.Plan.Key))], cancellationToken).ConfigureAwait(false);
            outcomes.AddRange(fresh.Count > 0 ? await MakeAsync(fresh, context, cancellationToken).ConfigureAwait(false) : []);
            return outcomes;
        }
        catch (ConnectorException e) when (ErpOutcomes.Failed(items[0].Dispatch, e).Status != OutcomeStatus.Refused)
        {
            return [.. items.Select(i => ErpOutcomes.Failed(i.Dispatch, e))];
        }
        catch (ConnectorException)
        {
            // One of them is refused, and the others with it: alone, each finds out for itself and goes on from what is there.
            return await EachAsync(items, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The keys of those that are in Odoo already, by number and then by external id: a number alone proves nothing.</summary>
    private async Task<HashSet<string>> ThereAsync(List<Item> items, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> ids = await client.SearchAsync(
            Model, OdooDomain.In(Probe, items.Select(i => (string)i.Plan.Values[Probe]!)), context: context, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return [];
        }

        JsonElement? names = await client.CallAsync(
            new OdooCall { Model = Model, Method = "get_external_id", Ids = [.. ids], Context = context, IsRead = true }, cancellationToken).ConfigureAwait(false);
        return names is { ValueKind: JsonValueKind.Object } found
            ? [.. found.EnumerateObject().Select(p => p.Value.GetString() ?? "")]
            : [];
    }

    private async Task<List<Outcome>> MakeAsync(List<Item> items, OdooContext context, CancellationToken cancellationToken)
    {
        OdooLoadResult loaded = await client.LoadAsync(
            Model, items[0].Rows.Columns, [.. items.SelectMany(i => i.Rows.Rows)], context, cancellationToken).ConfigureAwait(false);
        if (!loaded.Succeeded || loaded.Ids.Count != items.Count)
        {
            // Nothing of it was kept.
            return await EachAsync(items, cancellationToken).ConfigureAwait(false);
        }

        items.ForEach(i => i.IsLoaded = true);
        faults.Reached(ErpFaultPoint.Loaded);
        List<Outcome> outcomes = [];
        Dictionary<long, Item> drafts = items.Zip(loaded.Ids).ToDictionary(p => p.Second, p => p.First);
        foreach ((long id, OdooRecord record) in await ReadAsync(drafts, context, cancellationToken).ConfigureAwait(false))
        {
            Item item = drafts[id];
            if (Expectation.Difference(item.Plan.Expect, record) is string difference)
            {
                drafts.Remove(id);
                await client.TakeAwayAsync(item.Plan, id, context, cancellationToken).ConfigureAwait(false);
                outcomes.Add(ErpOutcomes.Unexpected(item.Dispatch, difference));
            }
        }

        IReadOnlyDictionary<string, CaseReason> closed = await locks.ClosedAsync([.. drafts.Values.Select(i => i.Plan)], cancellationToken).ConfigureAwait(false);
        foreach ((long id, Item item) in drafts.Where(d => closed.ContainsKey(d.Value.Plan.Key)).ToList())
        {
            drafts.Remove(id);
            await client.TakeAwayAsync(item.Plan, id, context, cancellationToken).ConfigureAwait(false);
            outcomes.Add(ErpOutcomes.Refused(item.Dispatch, closed[item.Plan.Key]));
        }

        faults.Reached(ErpFaultPoint.Verified);

        if (drafts.Count == 0)
        {
            return outcomes;
        }

        foreach (string method in items[0].Plan.Calls)
        {
            await client.CallAsync(new OdooCall { Model = Model, Method = method, Ids = [.. drafts.Keys], Context = context }, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.Called);
        }

        foreach ((long id, OdooRecord record) in await ReadAsync(drafts, context, cancellationToken).ConfigureAwait(false))
        {
            Item item = drafts[id];
            outcomes.Add(ErpOutcomes.Done(
                item.Dispatch, system, id, ErpOutcomes.Values(record, item.Plan.Read), replayed: false, ErpOutcomes.Differs(item.Dispatch, item.Plan, record)));
        }

        return outcomes;
    }

    private async Task<List<(long Id, OdooRecord Record)>> ReadAsync(Dictionary<long, Item> drafts, OdooContext context, CancellationToken cancellationToken)
    {
        string[] fields = [.. drafts.Values.SelectMany(i => StepwiseExecutor.Fields(i.Plan)).Distinct()];
        OdooReadResult read = await client.ReadAsync(Model, [.. drafts.Keys], fields, context, cancellationToken).ConfigureAwait(false);
        return [.. read.Records.Select(r => (r.Id, r))];
    }

    private sealed class Item(Dispatch dispatch, DocumentPlan plan)
    {
        public Dispatch Dispatch => dispatch;

        public DocumentPlan Plan => plan;

        public LoadRows Rows { get; } = new(plan);

        public bool IsLoaded { get; set; }
    }
}

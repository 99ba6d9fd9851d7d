using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Makes many customers with plain calls: looked up by their external ids, those that are new loaded in one call for each set of fields,
/// all read in one. Whoever Odoo refuses goes alone, and the others without him.
/// </summary>
internal sealed class CustomerBatch(string system, IOdooClient client, StepwiseExecutor alone, ExternalIdFinder finder, IFaultPoints faults)
{
    private const string Model = "res.partner";

    /// <summary>Whether nothing is done to it but to make it.</summary>
    public static bool Takes(DocumentPlan plan) => plan is { Model: Model, IsCall: false, Calls.Count: 0, Reconcile.Count: 0, Expect.Count: 0, ExpectAfter.Count: 0 };

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (IGrouping<long, Item> company in dispatches.Select(d => new Item(d)).GroupBy(i => i.Plan.Company))
        {
            List<Item> items = [.. company];
            try
            {
                await TogetherAsync(items, new OdooContext { AllowedCompanyIds = [company.Key] }, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                items.ForEach(i => i.Outcome ??= ErpOutcomes.Failed(i.Dispatch, e));
            }

            foreach (Item item in items)
            {
                outcomes.Add(item.Outcome ?? await alone.SendAsync(item.Dispatch, cancellationToken).ConfigureAwait(false));
            }
        }

        return outcomes;
    }

    /// <summary>What has neither an id nor an outcome afterwards goes alone.</summary>
    private async Task TogetherAsync(List<Item> items, OdooContext context, CancellationToken cancellationToken)
    {
        if (items.Count == 1)
        {
            return;
        }

        Dictionary<string, long?> there = await finder.FindAsync(Model, [.. items.Select(i => i.Plan.Key)], cancellationToken).ConfigureAwait(false);
        items.ForEach(i => (i.Id, i.WasThere) = (there.GetValueOrDefault(i.Plan.Key), there.GetValueOrDefault(i.Plan.Key) is not null));
        foreach (IGrouping<string, Item> like in items.Where(i => there.TryGetValue(i.Plan.Key, out long? id) && id is null).GroupBy(i => string.Join('|', i.Rows.Columns)))
        {
            await LoadAsync([.. like], context, cancellationToken).ConfigureAwait(false);
        }

        List<Item> made = [.. items.Where(i => i.Id is not null)];
        if (made.Count == 0)
        {
            return;
        }

        OdooReadResult read = await client.ReadAsync(
            Model, [.. made.Select(i => i.Id!.Value).Distinct()], [.. made.SelectMany(i => i.Plan.Read).Distinct()], context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, OdooRecord> records = read.Records.ToDictionary(r => r.Id);
        foreach (Item item in made.Where(i => records.ContainsKey(i.Id!.Value)))
        {
            item.Outcome = ErpOutcomes.Done(
                item.Dispatch, system, item.Id!.Value, ErpOutcomes.Values(records[item.Id.Value], item.Plan.Read), replayed: item.WasThere);
        }
    }

    private async Task LoadAsync(List<Item> items, OdooContext context, CancellationToken cancellationToken)
    {
        while (items.Count > 1)
        {
            OdooLoadResult loaded;
            try
            {
                loaded = await client.LoadAsync(Model, items[0].Rows.Columns, [.. items.SelectMany(i => i.Rows.Rows)], context, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                // Refused as a whole, it does not say because of whom; anything else is told of all.
                items.ForEach(i => i.Outcome = ErpOutcomes.Failed(i.Dispatch, e) is { Status: not OutcomeStatus.Refused } failed ? failed : null);
                return;
            }

            if (loaded.Succeeded && loaded.Ids.Count == items.Count)
            {
                items.Zip(loaded.Ids).ToList().ForEach(p => p.First.Id = p.Second);
                faults.Reached(ErpFaultPoint.Loaded);
                return;
            }

            if (loaded.Kind == ErrorKind.Transient)
            {
                ConnectorException busy = new(ErrorKind.Transient, "Somebody else changed the same partners meanwhile; Odoo wrote nothing of it.");
                items.ForEach(i => i.Outcome = ErpOutcomes.Failed(i.Dispatch, busy));
                return;
            }

            List<Item> others = Others(items, loaded);
            if (others.Count == items.Count || loaded.Errors.Any(e => !e.NamesRows))
            {
                return;
            }

            items = others;
        }
    }

    /// <summary>Those whom no error names. Nothing of the call was kept.</summary>
    private static List<Item> Others(List<Item> items, OdooLoadResult loaded)
    {
        List<Item> others = [];
        int row = 0;
        foreach (Item item in items)
        {
            int next = row + item.Rows.Rows.Count;
            if (!loaded.Errors.Any(e => e.FromRow < next && e.ToRow >= row))
            {
                others.Add(item);
            }

            row = next;
        }

        return others;
    }

    private sealed class Item
    {
        public Item(Dispatch dispatch)
        {
            Dispatch = dispatch;
            Plan = DocumentPlan.Parse(dispatch.Payload);
            Rows = new LoadRows(Plan);
        }

        public Dispatch Dispatch { get; }

        public DocumentPlan Plan { get; }

        public LoadRows Rows { get; }

        public long? Id { get; set; }

        public bool WasThere { get; set; }

        public Outcome? Outcome { get; set; }
    }
}

namespace Odoo.Connectors.Benchmarks;

/// <summary>What a posted document costs: commits, calls, time.</summary>
internal static class Ledger
{
    private const int Batch = 50;
    private const int Documents = 500;

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        List<Bar> bars = [];
        foreach ((bool action, string way, double commits, double calls) in new[] { (true, "effect action", 4.0, 2.0), (false, "step by step", 8.0, 8.0) })
        {
            await using LedgerRig rig = new(action);

            // The customers and what is looked up in Odoo once are there before the documents are counted.
            await rig.RunAsync(Billing.Invoices(0, Batch, Batch));
            (long commitsBefore, int callsBefore) = (rig.Commits, rig.Calls);
            await rig.RunAsync(Billing.Invoices(Batch, Batch, Batch));
            bars.Add(Bar.Ceiling($"commits per document, {way}", (rig.Commits - commitsBefore) / (double)Batch, commits));
            bars.Add(Bar.Ceiling($"calls to Odoo per {Batch} documents, {way}", rig.Calls - callsBefore, calls));
            if (action)
            {
                double took = await rig.RunAsync(Billing.Invoices(1_000, Documents, Batch));
                bars.Add(Bar.Floor("documents posted per second, accepted one by one, 50 customers", Documents * 1e3 / took, 100));
                double hot = await rig.RunAsync(Billing.Invoices(10_000, 200, 1));
                bars.Add(Bar.Floor("documents posted per second, one hot lane", 200 * 1e3 / hot, 40));
                IReadOnlyList<Sync.Delivery> again = [.. Billing.Invoices(1_000, Documents, Batch).Select(d => d with { DedupeKey = $"again {d.DedupeKey}" })];
                double absorbed = await rig.RunAsync(again);
                bars.Add(Bar.Floor("absorbed events per second, under new event ids, accepted one by one", Documents * 1e3 / absorbed, 2_000));
            }
        }

        return bars;
    }
}

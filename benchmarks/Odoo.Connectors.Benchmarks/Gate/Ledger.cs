namespace Odoo.Connectors.Benchmarks;

/// <summary>What a posted document costs: commits, calls, time.</summary>
internal static class Ledger
{
    private const int Batch = 50;
    private const int Documents = 500;
    private const int AtOnce = 50;
    private const int Rounds = 7;

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
                (_, double took) = await rig.RunAsync(Billing.Invoices(1_000, Documents, Batch), AtOnce);
                bars.Add(Bar.Floor($"documents posted per second, {AtOnce} webhooks at once, 50 customers", Documents * 1e3 / took, 100));
                (_, double hot) = await rig.RunAsync(Billing.Invoices(10_000, 200, 1), AtOnce);
                bars.Add(Bar.Floor($"documents posted per second, {AtOnce} webhooks at once, one hot lane", 200 * 1e3 / hot, 40));
                Samples absorbing = await AbsorbAsync(rig);
                bars.Add(Bar.Floor($"absorbed events per second, new ids for what is posted, {AtOnce} webhooks at once", Documents * 1e3 / absorbing.Median(0), 2_000));
                bars.Add(Bar.Told("of these, accepted per second", Documents * 1e3 / absorbing.Median(1)));
                bars.Add(Bar.Told("of these, decided per second", Documents * 1e3 / absorbing.Median(2)));
            }
        }

        return bars;
    }

    /// <summary>Milliseconds of everything, of accepting and of deciding what is posted already. The first rounds compile what they run and are not counted.</summary>
    private static async Task<Samples> AbsorbAsync(LedgerRig rig)
    {
        Samples took = new(3);
        for (int round = -2; round < Rounds; round++)
        {
            IReadOnlyList<Sync.Delivery> again = [.. Billing.Invoices(1_000, Documents, Batch).Select(d => d with { DedupeKey = $"again {round} {d.DedupeKey}" })];
            (double accepting, double all) = await rig.RunAsync(again, AtOnce);
            if (round >= 0)
            {
                took.Add(0, all);
                took.Add(1, accepting);
                took.Add(2, all - accepting);
            }
        }

        return took;
    }
}

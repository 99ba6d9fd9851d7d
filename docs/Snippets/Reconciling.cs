using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

/// <summary>Comparing sources with the books.</summary>
internal static class Reconciling
{
    public static void Configure(IConnectorsBuilder builder)
    {
        #region reconciliation-add
        builder.AddReconciliation(o =>
        {
            o.Sources.Add("stripe-us");
            o.Schedule = "30 3 * * *";
            o.TimeZone = "Europe/Brussels";
            o.AutoAccept.Add(DiscrepancyKind.Missing); // what no webhook told is booked by morning
        });
        #endregion
    }

    public static void WithLimits(IConnectorsBuilder builder)
    {
        #region reconciliation-rules
        builder.AddReconciliation(o => o.AutoAcceptRules.Add(new AutoAcceptRule
        {
            Name = "small-payments",
            Kinds = [DiscrepancyKind.Missing, DiscrepancyKind.State],
            RecordKinds = [RecordKinds.Payment],
            LargestAmounts = { ["EUR"] = 500m, ["USD"] = 500m },
            MostPerRun = 50,
        }));
        #endregion
    }

    public static async Task RunAsync(IReconciliation reconciliation, string by, CancellationToken cancellationToken)
    {
        #region reconciliation-run
        ReconciliationReport report = await reconciliation.RunAsync(
            new ReconciliationScope { Source = "stripe-us", Kinds = [RecordKinds.Invoice, RecordKinds.Payment] }, by, cancellationToken);
        foreach (Discrepancy each in report.Discrepancies.Where(d => d.Correction == Correction.TellAgain))
        {
            ReplayResult preview = await reconciliation.PreviewAsync("stripe-us", each.Key, cancellationToken);
            Console.WriteLine($"{each}: {string.Join(", ", preview.Effects.Where(e => e.State is null).Select(e => $"{e.Plan} {e.Kind}"))}");
        }

        int told = await reconciliation.AcceptAsync("stripe-us", [.. report.Discrepancies.Select(d => d.Key)], by, cancellationToken);

        await using StreamWriter page = File.CreateText("reconciliation.html");
        await report.WriteHtmlAsync(page, cancellationToken);
        #endregion
        Console.WriteLine(told);
    }
}

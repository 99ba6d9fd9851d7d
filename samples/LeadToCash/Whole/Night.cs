using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>What goes wrong one afternoon, and the night in which the books are compared with billing: found, previewed, mended, compared again.</summary>
internal sealed class Night(Stage stage, Office office)
{
    private IReconciliation Reconciliation => stage.Service<IReconciliation>();

    public async Task PlayAsync(string vat, CancellationToken cancellationToken)
    {
        await stage.HappensUnheardAsync("2026-07-01T10:00", "Another training is invoiced and paid, and the webhooks get lost", () => stage.Billing.InvoiceOnce("prod_WHTRAIN", 15000, vat, byTransfer: false), cancellationToken);
        Report.Chapter("An invoice of March is entered in Odoo once more, by hand");
        await office.EnterAgainAsync(ExternalId(1));
        Report.Chapter("The workshop's price is changed in Odoo, from 300.00 to 280.00");
        await office.RepriceAsync(ExternalId(6), 280);
        Report.Chapter("The training's invoice is set back to draft in Odoo");
        await office.ToDraftAsync(ExternalId(7));

        ReconciliationReport found = await CompareAsync("The night: billing and books are compared", cancellationToken);
        Found(found, "Amount invoice", "Duplicate invoice", "Missing invoice", "Missing payment", "Unposted invoice");
        foreach (Discrepancy each in found.Discrepancies.Where(d => d.Correction == Correction.TellAgain))
        {
            ReplayResult preview = await Reconciliation.PreviewAsync("stripe", each.Key, cancellationToken);
            Report.Line($"would be booked for {each.Subject}: {string.Join(", ", preview.Effects.Where(e => e.State is null && e.Plan != "nothing").Select(e => e.Kind))}");
        }

        int accepted = await Reconciliation.AcceptAsync("stripe", [.. found.Discrepancies.Select(d => d.Key)], "night shift", cancellationToken);
        await stage.DrainAsync(cancellationToken);
        Report.Chapter($"{accepted} corrections are accepted and booked; the copy is cancelled, the price put back, the draft posted by hand");
        await office.CancelCopyAsync();
        await office.RepriceAsync(ExternalId(6), 300);
        await office.PostAsync(ExternalId(7));

        Found(await CompareAsync("The next night: compared again", cancellationToken));
    }

    private async Task<ReconciliationReport> CompareAsync(string title, CancellationToken cancellationToken)
    {
        ReconciliationReport report = await Reconciliation.RunAsync(new ReconciliationScope { Source = "stripe" }, "night shift", cancellationToken);
        Report.Chapter($"{title}: {report}");
        foreach (Discrepancy each in report.Discrepancies)
        {
            Report.Line($"{each.Kind} {each.Subject}: {(each.Correction == Correction.TellAgain ? "to be told again" : "to be mended by hand")}");
        }

        return report;
    }

    private void Found(ReconciliationReport report, params string[] expected) => stage.Checks.Add(new Check(
        expected.Length == 0 ? "Discrepancies of the second run" : "Discrepancies of the first run", Listed(expected), Listed(report.Discrepancies.Select(d => $"{d.Kind} {d.Subject.Kind}"))));

    private static string Listed(IEnumerable<string> found) => string.Join(", ", found.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";

    private string ExternalId(int place) => $"oc_stripe.invoice_{(string)stage.Billing.Invoice(place)["id"]!}";
}

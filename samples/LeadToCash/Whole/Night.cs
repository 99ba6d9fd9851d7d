using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>What goes wrong one afternoon, and the night in which the books are compared with Chargebee and with Stripe: found, previewed, mended, compared again.</summary>
internal sealed class Night(Stage stage, Office office)
{
    private IReconciliation Reconciliation => stage.Service<IReconciliation>();

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await stage.HappensUnheardAsync("2026-07-01T10:00", "Another training is invoiced and paid, and the webhooks get lost", () => stage.Billing.InvoiceOnce("training-EUR", 15000), cancellationToken);
        string payout = $"oc_stripe.payout_{(string)stage.Billing.Payouts[^1]["id"]!}";
        Report.Chapter("An invoice of March is entered in Odoo once more, by hand");
        await office.EnterAgainAsync("oc_chargebee.invoice_INV-1");
        Report.Chapter("The training's price is changed in Odoo, from 120.00 to 110.00");
        await office.RepriceAsync("oc_chargebee.invoice_INV-8", 110);
        Report.Chapter("A payout is set back to draft in Odoo");
        await office.ToDraftAsync(payout);

        await CompareAsync("chargebee", "The night", cancellationToken, "Amount invoice", "Duplicate invoice", "Missing invoice", "Missing payment");
        await CompareAsync("stripe", "The night", cancellationToken, "Missing payment", "Unposted payout");
        await PreviewAsync("chargebee", cancellationToken);
        await PreviewAsync("stripe", cancellationToken);
        int accepted = await AcceptAsync("chargebee", cancellationToken) + await AcceptAsync("stripe", cancellationToken);
        await stage.DrainAsync(cancellationToken);
        Report.Chapter($"{accepted} corrections are accepted and booked; the copy is cancelled, the price put back, the payout posted by hand");
        await office.CancelCopyAsync();
        await office.RepriceAsync("oc_chargebee.invoice_INV-8", 120);
        await office.PostAsync(payout);

        await NothingDiffersAsync("The next night", cancellationToken);
    }

    /// <summary>Compares the books with both.</summary>
    public async Task NothingDiffersAsync(string night, CancellationToken cancellationToken)
    {
        await CompareAsync("chargebee", night, cancellationToken);
        await CompareAsync("stripe", night, cancellationToken);
    }

    private async Task PreviewAsync(string source, CancellationToken cancellationToken)
    {
        foreach (Discrepancy each in (await Reconciliation.LatestAsync(source, cancellationToken))!.Discrepancies.Where(d => d.Correction == Correction.TellAgain))
        {
            ReplayResult preview = await Reconciliation.PreviewAsync(source, each.Key, cancellationToken);
            Report.Line($"would be booked for {each.Subject}: {string.Join(", ", preview.Effects.Where(e => e.State is null && e.Plan != "nothing").Select(e => e.Kind))}");
        }
    }

    private async Task<int> AcceptAsync(string source, CancellationToken cancellationToken) => await Reconciliation.AcceptAsync(
        source, [.. (await Reconciliation.LatestAsync(source, cancellationToken))!.Discrepancies.Select(d => d.Key)], "night shift", cancellationToken);

    private async Task CompareAsync(string source, string night, CancellationToken cancellationToken, params string[] expected)
    {
        ReconciliationReport report = await Reconciliation.RunAsync(new ReconciliationScope { Source = source }, "night shift", cancellationToken);
        Report.Chapter($"{night}: {report}");
        foreach (Discrepancy each in report.Discrepancies)
        {
            Report.Line($"{each.Kind} {each.Subject}: {(each.Correction == Correction.TellAgain ? "to be told again" : "to be mended by hand")}");
        }

        stage.Checks.Add(new Check($"{night}: discrepancies of the books and {source}", Listed(expected), Listed(report.Discrepancies.Select(d => $"{d.Kind} {d.Subject.Kind}"))));
        if (expected.Length == 0)
        {
            // By sum: each kind of each month, in number, tax and total.
            stage.Checks.Add(new Check($"{night}: sums of the books that are not those of {source}", "none", Listed(report.Totals.Where(t => !t.IsEqual).Select(t => $"{t.Kind} {t.Month:yyyy-MM}"))));
        }
    }

    private static string Listed(IEnumerable<string> found) => string.Join(", ", found.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";
}

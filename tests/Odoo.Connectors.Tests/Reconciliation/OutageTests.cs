using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>Webhooks of two days were lost: a run brings what happened into the books.</summary>
public sealed class OutageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outage_OfTwoDays_IsMadeUpForByOneRunAndNothingTwice()
    {
        MonthClock clock = new(TimeProvider.System.GetUtcNow().AddDays(-10));
        StripeSite site = new(clock: clock);
        await using ReconciledWorld world = new(site, o => (o.AutoAccept as List<DiscrepancyKind>)!.AddRange([DiscrepancyKind.Missing, DiscrepancyKind.State]), hasGateway: true, hasContracts: true);
        await world.StartAsync();
        string paid = site.Invoice(3), gone = site.Invoice(4), credited = site.Invoice(5), disputed = site.Invoice(6);
        site.Pay(credited);
        site.Pay(disputed);
        await world.DrainAsync();
        Assert.True((await world.RunAsync()).IsClean);

        clock.AdvanceTo(clock.GetUtcNow().AddDays(1));
        site.Pay(paid);
        site.Void(gone);
        site.TakeBack(credited, 12.10m);
        // 6 times 10.00 and 21 %.
        site.Stripe.Dispute((string)site.Stripe.All("charge").Single(c => (long)c["amount"]! == 7260)["id"]!);
        clock.AdvanceTo(clock.GetUtcNow().AddDays(1));
        string subscription = site.Subscribe(2), other = site.Invoice(7, site.Other);
        ReconciliationReport lost = await world.RunAsync();

        // The subscription with its invoice and payment, the other customer's invoice, a payment, a credit note with its refund, the dispute; what became of two.
        Assert.Equal(
            ["contract", "creditnote", "dispute", "invoice", "invoice", "payment", "payment", "refund"],
            lost.Discrepancies.Where(d => d.Kind == DiscrepancyKind.Missing).Select(d => d.Subject.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(
            new[] { paid, gone }.Order(StringComparer.Ordinal), lost.Discrepancies.Where(d => d.Kind == DiscrepancyKind.State).Select(d => d.Subject.Id).Order(StringComparer.Ordinal));
        Assert.Equal((10, 10), (lost.Discrepancies.Count, lost.Accepted));
        await world.DrainAsync();
        ReconciliationReport after = await world.RunAsync();
        Assert.True(after.IsClean, string.Join('\n', after.Discrepancies));
        Assert.Empty(await world.Hub.Cases.ListAsync(CaseFilter.Open, cancellationToken: Cancel));
        // Odoo wrote the disputed invoice just now, the dispute is of yesterday by billing's clock: it still says why the invoice is open.
        ReconciliationReport recent = await world.Reconciliation.RunAsync(new ReconciliationScope { Source = "stripe", From = TimeProvider.System.GetUtcNow().AddHours(-1) }, "ann", Cancel);
        Assert.True(recent.IsClean, string.Join('\n', recent.Discrepancies));
        Assert.True(recent is { Expected: 0, Booked: > 6 }, $"{recent.Expected} and {recent.Booked}");
        Assert.Equal(("paid", 0m), await StateAsync(world, paid));
        Assert.Equal(("reversed", 0m), await StateAsync(world, gone));
        Assert.Equal(("not_paid", 72.60m), await StateAsync(world, disputed));
        Assert.Equal(("not_paid", 84.70m), await StateAsync(world, other));
        Assert.NotNull(await world.Books.FindAsync($"oc_stripe.contract_{subscription}", "id"));
        // 5, 6, 3 and 2 times 10.00 and 21 % came in, 12.10 went back.
        Assert.Equal((193.60m, 12.10m), (await SumAsync(world, "inbound"), await SumAsync(world, "outbound")));
        Assert.Equal(6, (await world.Books.SearchReadAsync("account.move", [new JsonArray("move_type", "=", "out_invoice")], "id")).Count);
    }

    private static async Task<(string State, decimal Open)> StateAsync(ReconciledWorld world, string invoice)
    {
        JsonObject move = (await world.Books.FindAsync($"oc_stripe.{RecordKinds.Invoice}_{invoice}", "payment_state", "amount_residual"))!;
        return ((string)move["payment_state"]!, (decimal)move["amount_residual"]!);
    }

    private static async Task<decimal> SumAsync(ReconciledWorld world, string type) =>
        (await world.Books.SearchReadAsync("account.payment", [new JsonArray("payment_type", "=", type)], "amount")).Sum(p => (decimal)p!["amount"]!);
}

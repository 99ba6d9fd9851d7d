using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>Payouts and contracts, where they differ.</summary>
public sealed class OtherKindsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Payouts_ThatDiffer_AreFoundAndTheMissingOneIsToldAgain()
    {
        MonthClock clock = new(TimeProvider.System.GetUtcNow().AddDays(-40));
        StripeSite site = new(new StripeEmulatorOptions { PayoutInterval = TimeSpan.FromDays(1) }, clock);
        await using ReconciledWorld world = new(site, hasGateway: true);
        await world.StartAsync();
        string first = PayOut(), drafted = PayOut(), moved = PayOut();
        await world.DrainAsync();
        ReconciliationReport before = await world.RunAsync();
        Assert.True(before.IsClean, string.Join('\n', before.Discrepancies.Select(d => $"{d} {d.Cause}").Concat((await world.Hub.Cases.ListAsync(CaseFilter.Open, cancellationToken: Cancel)).Select(c => c.Reason.Message))));
        // Of each an invoice, a payment and a payout, and two customers; both companies have the one of them that has documents.
        Assert.Equal((9 + 2, 9 + 2), (before.Expected, before.Booked));

        string missing = PayOut();
        await world.CallAsync("account.move", "button_draft", new JsonArray(await EntryAsync(drafted)));
        await world.EditAsync(await EntryAsync(moved), new JsonObject { ["date"] = "2026-01-31" });
        long clearing = await AccountAsync(MonthGateway.Clearing), fees = await AccountAsync(MonthGateway.Fees);
        JsonNode made = (await world.CallAsync("account.move", "create", new JsonObject
        {
            ["move_type"] = "entry", ["ref"] = "po_gone", ["date"] = "2026-03-01",
            ["line_ids"] = new JsonArray(Line(clearing, 5, 0), Line(fees, 0, 5)),
        }))!;
        long extra = made is JsonArray ids ? (long)ids[0]! : (long)made;
        await world.CallAsync("account.move", "action_post", new JsonArray(extra));
        await world.CallAsync("ir.model.data", "create", new JsonObject { ["module"] = "oc_stripe", ["name"] = "payout_po_gone", ["model"] = "account.move", ["res_id"] = extra });

        ReconciliationReport report = await world.RunAsync();
        Assert.Equal(
            [$"Missing {missing}", "Extra po_gone", $"Date {moved}", $"Unposted {drafted}"],
            report.Discrepancies.Where(d => d.Subject.Kind == RecordKinds.Payout).Select(d => $"{d.Kind} {d.Subject.Id}"));
        Assert.Equal(6, report.Discrepancies.Count);
        Assert.Equal(3, await world.Reconciliation.AcceptAsync("stripe", [.. report.Discrepancies.Select(d => d.Key)], "ann", Cancel));
        await world.DrainAsync();
        Assert.Equal(["po_gone", moved, drafted], (await world.RunAsync()).Discrepancies.Select(d => d.Subject.Id));
        Assert.NotEqual(await EntryAsync(first), await EntryAsync(missing));

        string PayOut()
        {
            site.Pay(site.Invoice(1));
            clock.AdvanceTo(clock.GetUtcNow().AddDays(5));
            return (string)site.Stripe.All("payout")[^1]["id"]!;
        }

        async Task<long> EntryAsync(string payout) => (long)(await world.Books.FindAsync($"oc_stripe.payout_{payout}", "id"))!["id"]!;

        async Task<long> AccountAsync(string code) => (long)(await world.Books.SearchReadAsync("account.account", [new JsonArray("code", "=", code)], "id"))[0]!["id"]!;

        static JsonNode Line(long account, int debit, int credit) =>
            new JsonArray(0, 0, new JsonObject { ["account_id"] = account, ["name"] = "By hand", ["debit"] = debit, ["credit"] = credit });
    }

    [Fact]
    public async Task Disputes_ThatDiffer_AreFoundAndTheOnesThatWentOnAreToldAgain()
    {
        StripeSite site = new();
        await using ReconciledWorld world = new(site, hasGateway: true);
        await world.StartAsync();
        // 10.00, 20.00 … and 21 % each.
        string[] charges = [.. Enumerable.Range(1, 5).Select(Charge)];
        string won = site.Stripe.Dispute(charges[0]), lost = site.Stripe.Dispute(charges[1]), moved = site.Stripe.Dispute(charges[2]), gone = site.Stripe.Dispute(charges[3]);
        await world.DrainAsync();
        ReconciliationReport before = await world.RunAsync(RecordKinds.Dispute);
        Assert.True(before is { IsClean: true, Expected: 4, Booked: 4 }, string.Join('\n', before.Discrepancies));
        PositionTotal total = Assert.Single(before.Totals);
        // 10.00, 20.00, 30.00 and 40.00 with 21 %; fees are not what the customer owes again.
        Assert.Equal((121m, 121m, 4, 4), (total.ExpectedGross, total.BookedGross, total.ExpectedCount, total.BookedCount));

        site.Stripe.CloseDispute(won, won: true);
        site.Stripe.CloseDispute(lost, won: false);
        string missing = site.Stripe.Dispute(charges[4]);
        // Where invoices alone are compared, the invoice says it, and the dispute is told again. 50.00 and 21 %.
        Discrepancy open = Assert.Single((await world.RunAsync(RecordKinds.Invoice)).Discrepancies, d => d.Expected!.Gross == 60.50m);
        Assert.Equal((DiscrepancyKind.State, missing, Correction.TellAgain), (open.Kind, open.Expected!.ToldAs!.Id, open.Correction));
        await world.EditAsync(await EntryAsync(moved), new JsonObject { ["date"] = "2026-01-31" });
        await world.CallAsync("account.move", "button_draft", new JsonArray(await EntryAsync(gone)));
        ReconciliationReport report = await world.RunAsync(RecordKinds.Dispute);

        // A lost one stays as it is booked.
        Assert.Equal(
            [("Missing", missing, Correction.TellAgain), ("Date", moved, Correction.ByHand), ("State", won, Correction.TellAgain), ("Unposted", gone, Correction.ByHand)],
            report.Discrepancies.Select(d => (d.Kind.ToString(), d.Subject.Id, d.Correction)));
        Assert.Equal(2, await world.Reconciliation.AcceptAsync("stripe", [.. report.Discrepancies.Select(d => d.Key)], "ann", Cancel));
        await world.DrainAsync();
        Assert.Equal([moved, gone], (await world.RunAsync(RecordKinds.Dispute)).Discrepancies.Select(d => d.Subject.Id));

        string Charge(int quantity)
        {
            site.Pay(site.Invoice(quantity));
            return (string)site.Stripe.All("charge").Single(c => (long)c["amount"]! == quantity * 1210)["id"]!;
        }

        async Task<long> EntryAsync(string dispute) => (long)(await world.Books.FindAsync($"oc_stripe.chargeback_{dispute}", "id"))!["id"]!;
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("chargebee")]
    public async Task Terms_ThatDiffer_AreFoundAndWhatTheSourceKnowsBetterIsToldAgain(string platform)
    {
        BilledSite site = platform == "stripe" ? new StripeSite() : new ChargebeeSite();
        await using ReconciledWorld world = new(site, hasContracts: true);
        await world.StartAsync();
        string kept = site.Subscribe(1), amended = site.Subscribe(2), ended = site.Subscribe(3), edited = site.Subscribe(4), repriced = site.Subscribe(5), cancelled = site.Subscribe(6);
        await world.DrainAsync();
        ReconciliationReport before = await world.RunAsync(RecordKinds.Contract);
        Assert.True(before is { IsClean: true, Expected: 6, Booked: 6 }, string.Join('\n', before.Discrepancies));

        // Nobody told: two seats became seven, and one ended. By persons in Odoo: other seats, another price, an order that was cancelled.
        string later = site.SubscribeLater();
        site.Amend(amended, 7);
        await site.EndAsync(ended);
        await WriteAsync(edited, new JsonObject { ["product_uom_qty"] = 9 });
        await WriteAsync(repriced, new JsonObject { ["price_unit"] = 10.5m });
        await world.CallAsync("sale.order", "action_cancel", new JsonArray(await OrderAsync(cancelled)));
        ReconciliationReport report = await world.RunAsync(RecordKinds.Contract);

        // One that has not begun may have an order or none.
        Assert.DoesNotContain(later, report.Discrepancies.Select(d => d.Subject.Id));
        // What Stripe's subscriptions were before is told by their events alone, which are gone: its lists mend no terms.
        Correction terms = platform == "stripe" ? Correction.ByHand : Correction.TellAgain;
        Assert.Equal(
            new[]
            {
                (amended, DiscrepancyKind.Amount, "Quantity of CONTRACT-PLAN", "7", "2", terms), (ended, DiscrepancyKind.State, null, null, null, Correction.TellAgain),
                (edited, DiscrepancyKind.Amount, "Quantity of CONTRACT-PLAN", "4", "9", Correction.ByHand), (repriced, DiscrepancyKind.Amount, "Price of CONTRACT-PLAN", "10", "10.5", Correction.ByHand),
                (cancelled, DiscrepancyKind.State, null, null, null, Correction.ByHand),
            }.OrderBy(d => d.Item1, StringComparer.Ordinal),
            report.Discrepancies.Select(d => (d.Subject.Id, d.Kind, d.Field, d.SourceValue, d.LedgerValue, d.Correction)).OrderBy(d => d.Id, StringComparer.Ordinal));
        int told = await world.Reconciliation.AcceptAsync(platform, [.. report.Discrepancies.Select(d => d.Key)], "ann", Cancel);
        await world.DrainAsync();

        string[] left = [.. (await world.RunAsync(RecordKinds.Contract)).Discrepancies.Select(d => d.Subject.Id).Order(StringComparer.Ordinal)];
        Assert.Equal(platform == "stripe" ? (1, 4) : (2, 3), (told, left.Length));
        Assert.DoesNotContain(ended, left);
        Assert.Equal(platform == "stripe", left.Contains(amended));
        Assert.DoesNotContain(kept, left);

        async Task<long> OrderAsync(string subscription) => (long)(await world.Books.FindAsync($"oc_{platform}.contract_{subscription}", "id"))!["id"]!;

        async Task WriteAsync(string subscription, JsonObject values)
        {
            JsonArray lines = await world.Books.SearchReadAsync("sale.order.line", [new JsonArray("order_id", "=", await OrderAsync(subscription))], "id");
            await world.CallAsync("sale.order.line", "write", new JsonArray((long)lines[0]!["id"]!), values);
        }
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("chargebee")]
    public async Task Contracts_ThatDiffer_AreFoundAndTheMissingOneIsToldAgain(string platform)
    {
        BilledSite site = platform == "stripe" ? new StripeSite() : new ChargebeeSite();
        await using ReconciledWorld world = new(site, hasContracts: true);
        await world.StartAsync();
        site.Invoice(1, site.Other);
        string others = site.Subscribe(2), kept = site.Subscribe(3);
        await world.DrainAsync();
        ReconciliationReport before = await world.RunAsync(RecordKinds.Contract);
        Assert.True(before is { IsClean: true, Expected: 2, Booked: 2 }, string.Join('\n', before.Discrepancies));

        string missing = site.Subscribe(4);
        long other = await world.PartnerOfAsync(site.Other);
        await world.CallAsync("sale.order", "write", new JsonArray((long)(await OrderAsync(others))!["id"]!), new JsonObject { ["partner_id"] = other });
        JsonNode made = (await world.CallAsync("sale.order", "create", new JsonObject { ["partner_id"] = other }))!;
        await world.CallAsync("ir.model.data", "create", new JsonObject
        {
            ["module"] = $"oc_{platform}", ["name"] = "contract_sub_gone", ["model"] = "sale.order", ["res_id"] = made is JsonArray ids ? (long)ids[0]! : (long)made,
        });

        ReconciliationReport report = await world.RunAsync(RecordKinds.Contract);
        Assert.Equal([$"Missing {missing}", "Extra sub_gone", $"WrongCustomer {others}"], report.Discrepancies.Select(d => $"{d.Kind} {d.Subject.Id}"));
        Assert.Equal(1, await world.Reconciliation.AcceptAsync(platform, [.. report.Discrepancies.Select(d => d.Key)], "ann", Cancel));
        await world.DrainAsync();
        Assert.Equal(["sub_gone", others], (await world.RunAsync(RecordKinds.Contract)).Discrepancies.Select(d => d.Subject.Id));
        Assert.NotNull(await OrderAsync(missing));
        Assert.NotNull(await OrderAsync(kept));

        Task<JsonObject?> OrderAsync(string subscription) => world.Books.FindAsync($"oc_{platform}.contract_{subscription}", "id");
    }
}

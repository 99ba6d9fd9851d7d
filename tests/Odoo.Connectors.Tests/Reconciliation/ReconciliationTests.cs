using System.Text.Json.Nodes;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Reconciliation;

public sealed class ReconciliationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("stripe")]
    [InlineData("chargebee")]
    public async Task Run_OfEveryKindOne_FindsExactlyThoseAndNothingElse(string platform)
    {
        await using ReconciledWorld world = new(platform == "stripe" ? new StripeSite() : new ChargebeeSite());
        await world.StartAsync();
        string paid = world.Site.Invoice(1), amount = world.Site.Invoice(3), tax = world.Site.Invoice(4), currency = world.Site.Invoice(5), date = world.Site.Invoice(6), state = world.Site.Invoice(7),
            twice = world.Site.Invoice(8), company = world.Site.Invoice(9, isTaxed: false), customer = world.Site.Invoice(10), draft = world.Site.Invoice(11);
        world.Site.Invoice(2);
        world.Site.Invoice(12, world.Site.Other);
        world.Site.Pay(paid);
        // What was taken back at its source has documents of its own in Odoo: 12.10 are given back, a void one is reversed.
        world.Site.TakeBack(paid, 12.10m);
        world.Site.Void(world.Site.Invoice(20));
        // The rule is wrong for one while it is booked, and right again afterwards.
        world.Misrouted.Add(company);
        await world.DrainAsync();
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        ReconciliationReport before = await world.RunAsync();
        Assert.True(before.IsClean, string.Join('\n', before.Discrepancies));
        // 13 invoices, a payment, its refund and credit note, and customers, whom both companies have: one more where who pays no tax is another.
        int customers = platform == "stripe" ? 2 : 3;
        Assert.Equal((16 + customers, 16 + (2 * customers)), (before.Expected, before.Booked));
        world.Misrouted.Clear();

        // Never told.
        string missing = world.Site.Invoice(13), unlinked = world.Site.Invoice(14);
        // By persons in Odoo.
        await world.EditAsync(await world.MoveAsync(amount), line: new JsonObject { ["price_unit"] = 11 });
        await world.EditAsync(await world.MoveAsync(tax), line: new JsonObject { ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())) });
        long usd = (long)(await world.Books.SearchReadAsync("res.currency", [new JsonArray("name", "=", "USD")], "id"))[0]!["id"]!;
        await world.EditAsync(await world.MoveAsync(currency), new JsonObject { ["currency_id"] = usd });
        await world.EditAsync(await world.MoveAsync(date), new JsonObject { ["invoice_date"] = "2026-01-31" });
        await world.EditAsync(await world.MoveAsync(draft), post: false);
        await world.EditAsync(await world.MoveAsync(customer), new JsonObject { ["partner_id"] = await world.PartnerOfAsync(world.Site.Other) });
        await world.ByHandAsync(await world.PartnerOfAsync(world.Site.Customer), world.Site.NumberOf(twice), 80);
        await world.ByHandAsync(await world.PartnerOfAsync(world.Site.Customer), world.Site.NumberOf(unlinked), 140);
        await world.ByHandAsync(await world.PartnerOfAsync(world.Site.Customer), "of another business", 77);
        long extra = await world.ByHandAsync(await world.PartnerOfAsync(world.Site.Customer), null, 5);
        await world.CallAsync("ir.model.data", "create", new JsonObject { ["module"] = $"oc_{platform}", ["name"] = "invoice_in_gone", ["model"] = "account.move", ["res_id"] = extra });
        // Paid past its source's knowledge of how, where there is such a thing: nobody told.
        IReadOnlyList<string> payments = world.Site.PayElsewhere(state);

        ReconciliationReport report = await world.RunAsync();

        Assert.Equal(
            [
                .. payments.Select(p => $"Missing {p}").Append($"Missing {missing}").Order(StringComparer.Ordinal), "Extra in_gone", $"Amount {amount}", $"Tax {tax}", $"Currency {currency}", $"Date {date}", $"State {state}", $"Duplicate {twice}", $"Unlinked {unlinked}",
                $"WrongCompany {company}", $"WrongCustomer {customer}", $"Unposted {draft}",
            ],
            report.Discrepancies.OrderBy(d => d.Kind).ThenBy(d => d.Subject.Id, StringComparer.Ordinal).Select(d => $"{d.Kind} {d.Subject.Id}"));
        Assert.Empty(report.InFlight);
        // 11.00 for 10.00, three times, and 21 % of the 3.00; 21 % of 40.00 that are not there.
        Assert.Equal([3.63m, -8.40m], report.Discrepancies.Where(d => d.Difference is not null).Select(d => d.Difference!.Value));
        // The hand-made ones that are nobody's: 77.00.
        Assert.Equal(1, report.Foreign);
        IReadOnlyList<CaseInfo> cases = await world.Hub.Cases.ListAsync(new CaseFilter { Status = CaseStatus.Open, Cause = "reconciliation", System = platform }, cancellationToken: Cancel);
        Assert.Equal(report.Discrepancies.Select(d => d.Subject.ToString()), cases.Select(c => c.Subject));
    }

    [Fact]
    public async Task Missing_AfterAnOutage_IsPreviewedAndAcceptedAndBookedOnce()
    {
        await using ReconciledWorld world = new(new StripeSite());
        await world.StartAsync();
        string known = world.Site.Invoice(1);
        await world.DrainAsync();
        string missing = world.Site.Invoice(2);
        world.Site.Pay(known);

        ReconciliationReport report = await world.RunAsync();
        Assert.Equal(["Missing invoice", "Missing payment", "State invoice"], report.Discrepancies.Select(d => $"{d.Kind} {d.Subject.Kind}"));
        Assert.All(report.Discrepancies, d => Assert.Equal(Correction.TellAgain, d.Correction));
        string key = report.Discrepancies[0].Key;
        ReplayResult preview = await world.Reconciliation.PreviewAsync("stripe", key, Cancel);
        Assert.Equal((ReplayDecision.Effects, false), (preview.Decision, preview.IsCommitted));
        Assert.Contains(preview.Effects, e => e is { Target: "odoo-be", Kind: EffectKinds.Invoice, Plan: "send" });
        Assert.Null(await world.Books.FindAsync($"oc_stripe.invoice_{missing}", "id"));

        int told = await world.Reconciliation.AcceptAsync("stripe", [.. report.Discrepancies.Select(d => d.Key)], "ann", Cancel);
        ReconciliationReport during = await world.RunAsync();
        await world.DrainAsync();
        ReconciliationReport after = await world.RunAsync();

        Assert.Equal(3, told);
        // Told, and not decided yet.
        Assert.True(during.IsClean, string.Join('\n', during.Discrepancies));
        Assert.Equal(report.Discrepancies.Select(d => d.Key), during.InFlight.OrderBy(d => d.Kind).ThenBy(d => d.Subject.Kind).Select(d => d.Key));
        Assert.True(after.IsClean, string.Join('\n', after.Discrepancies));
        Assert.Empty(after.InFlight);
        Assert.Equal(2, (await world.Books.SearchReadAsync("account.move", [new JsonArray("move_type", "=", "out_invoice")], "id")).Count);
        Assert.Single(await world.Books.SearchReadAsync("account.payment", [], "id"));
        Assert.Empty(await world.Hub.Cases.ListAsync(CaseFilter.Open, cancellationToken: Cancel));
        Assert.Equal(0, await world.Reconciliation.AcceptAsync("stripe", [key], "ann", Cancel));
    }

    [Fact]
    public async Task BookedOnceAndGone_IsNotToldAgain()
    {
        await using ReconciledWorld world = new(new StripeSite());
        await world.StartAsync();
        string invoice = world.Site.Invoice(1);
        await world.DrainAsync();
        long move = await world.MoveAsync(invoice);
        await world.CallAsync("account.move", "button_draft", new JsonArray(move));
        await world.CallAsync("account.move", "unlink", new JsonArray(move));

        Discrepancy gone = Assert.Single((await world.RunAsync()).Discrepancies);

        Assert.Equal((DiscrepancyKind.Missing, Correction.ByHand, $"it was odoo-be/invoice/{move}"), (gone.Kind, gone.Correction, gone.Cause));
    }

    [Fact]
    public async Task ChangedWithinTheSettleWindow_IsInFlight()
    {
        await using ReconciledWorld world = new(new StripeSite(), o => o.SettleWindow = TimeSpan.FromMinutes(15));
        await world.StartAsync();
        world.Site.Invoice(1);
        await world.DrainAsync();
        string young = world.Site.Invoice(2);

        ReconciliationReport report = await world.RunAsync();

        Assert.True(report.IsClean);
        Assert.Equal([$"Missing stripe/invoice/{young}"], report.InFlight.Select(d => d.ToString()));
        Assert.Empty(await world.Hub.Cases.ListAsync(CaseFilter.Open, cancellationToken: Cancel));
    }
}

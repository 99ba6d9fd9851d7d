using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Reconciliation;

public sealed class ReconciliationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OfEveryKindOne_FindsExactlyThoseAndNothingElse()
    {
        await using ReconciledWorld world = new();
        await world.StartAsync();
        string paid = world.Invoice(1), amount = world.Invoice(3), tax = world.Invoice(4), currency = world.Invoice(5), date = world.Invoice(6), state = world.Invoice(7),
            twice = world.Invoice(8), company = world.Invoice(9, isTaxed: false), customer = world.Invoice(10), draft = world.Invoice(11);
        world.Invoice(2);
        world.Invoice(12, world.Other);
        world.Pay(paid);
        // What was taken back at its source has documents of its own in Odoo: 12.10 are given back, a void one is reversed.
        world.TakeBack(paid, 12.10m);
        world.Stripe.Post($"invoices/{world.Invoice(20)}/void");
        // The rule is wrong for one while it is booked, and right again afterwards.
        world.Misrouted.Add(company);
        await world.DrainAsync();
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        ReconciliationReport before = await world.RunAsync();
        Assert.True(before.IsClean, string.Join('\n', before.Discrepancies));
        // 13 invoices, a payment, its refund and credit note, two customers, whom both companies have.
        Assert.Equal((18, 16 + (2 * 2)), (before.Expected, before.Booked));
        world.Misrouted.Clear();

        // Never told.
        string missing = world.Invoice(13), unlinked = world.Invoice(14);
        // By persons in Odoo.
        await world.EditAsync(await world.MoveAsync(amount), line: new JsonObject { ["price_unit"] = 11 });
        await world.EditAsync(await world.MoveAsync(tax), line: new JsonObject { ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())) });
        long usd = (long)(await world.Books.SearchReadAsync("res.currency", [new JsonArray("name", "=", "USD")], "id"))[0]!["id"]!;
        await world.EditAsync(await world.MoveAsync(currency), new JsonObject { ["currency_id"] = usd });
        await world.EditAsync(await world.MoveAsync(date), new JsonObject { ["invoice_date"] = "2026-01-31" });
        await world.EditAsync(await world.MoveAsync(draft), post: false);
        await world.EditAsync(await world.MoveAsync(customer), new JsonObject { ["partner_id"] = await world.PartnerOfAsync(world.Other) });
        await world.ByHandAsync(await world.PartnerOfAsync(world.Customer), world.NumberOf(twice), 80);
        await world.ByHandAsync(await world.PartnerOfAsync(world.Customer), world.NumberOf(unlinked), 140);
        await world.ByHandAsync(await world.PartnerOfAsync(world.Customer), "of another business", 77);
        long extra = await world.ByHandAsync(await world.PartnerOfAsync(world.Customer), null, 5);
        await world.CallAsync("ir.model.data", "create", new JsonObject { ["module"] = "oc_stripe", ["name"] = "invoice_in_gone", ["model"] = "account.move", ["res_id"] = extra });
        // Paid past Stripe's knowledge of how: nobody told.
        world.Stripe.Post($"invoices/{state}/pay", ("paid_out_of_band", "true"));

        ReconciliationReport report = await world.RunAsync();

        Assert.Equal(
            [
                $"Missing {missing}", "Extra in_gone", $"Amount {amount}", $"Tax {tax}", $"Currency {currency}", $"Date {date}", $"State {state}", $"Duplicate {twice}", $"Unlinked {unlinked}",
                $"WrongCompany {company}", $"WrongCustomer {customer}", $"Unposted {draft}",
            ],
            report.Discrepancies.Select(d => $"{d.Kind} {d.Subject.Id}"));
        Assert.Empty(report.InFlight);
        // 11.00 for 10.00, three times, and 21 % of the 3.00; 21 % of 40.00 that are not there.
        Assert.Equal([3.63m, -8.40m], report.Discrepancies.Where(d => d.Difference is not null).Select(d => d.Difference!.Value));
        // The hand-made ones that are nobody's: 77.00.
        Assert.Equal(1, report.Foreign);
        IReadOnlyList<CaseInfo> cases = await world.Hub.Cases.ListAsync(new CaseFilter { Status = CaseStatus.Open, Cause = "reconciliation", System = "stripe" }, cancellationToken: Cancel);
        Assert.Equal(report.Discrepancies.Select(d => d.Subject.ToString()), cases.Select(c => c.Subject));
    }

    [Fact]
    public async Task Missing_AfterAnOutage_IsPreviewedAndAcceptedAndBookedOnce()
    {
        await using ReconciledWorld world = new();
        await world.StartAsync();
        string known = world.Invoice(1);
        await world.DrainAsync();
        string missing = world.Invoice(2);
        world.Pay(known);

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
        await using ReconciledWorld world = new();
        await world.StartAsync();
        string invoice = world.Invoice(1);
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
        await using ReconciledWorld world = new(o => o.SettleWindow = TimeSpan.FromMinutes(15));
        await world.StartAsync();
        world.Invoice(1);
        await world.DrainAsync();
        string young = world.Invoice(2);

        ReconciliationReport report = await world.RunAsync();

        Assert.True(report.IsClean);
        Assert.Equal([$"Missing stripe/invoice/{young}"], report.InFlight.Select(d => d.ToString()));
        Assert.Empty(await world.Hub.Cases.ListAsync(CaseFilter.Open, cancellationToken: Cancel));
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>A payout leaves nothing of what it settles on the clearing account, or is not booked.</summary>
public sealed class PayoutTests
{
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Payout_OfEverything_LeavesTheClearingAccountEmpty(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Invoice[] invoices = [.. Enumerable.Range(1, 4).Select(i => Cash.Invoice(bench, customer, $"in_{i}"))];
        Payment[] payments = [.. invoices.Take(3).Select((invoice, i) => Given.Payment(bench, invoice, $"py_{i + 1}"))];
        // In pieces, as Odoo cannot pay two invoices in part with one payment.
        Payment pieces = Cash.OnAccount(bench, customer, "py_4", 100m, (invoices[3], 60m));
        Refund refund = Cash.Refund(bench, payments[2], "re_1", 50m);
        Dispute dispute = Cash.Dispute(bench, payments[1], "dp_1", 121m, fee: 15m);
        Dispute won = Cash.Dispute(bench, payments[0], "dp_2", 121m);
        await bench.PostAsync(
            [
                Given.ToSend(customer), .. invoices.Select(i => Given.ToSend(i, customer)), .. payments.Select(p => Given.ToSend(p, customer)), Given.ToSend(pieces, customer),
                Cash.Refunded(refund, customer), Cash.ChargedBack(dispute, customer), Cash.ChargedBack(won, customer), Cash.Won(won, customer),
            ]);

        // 3 x (121 - 3.76) + (100 - 3.15) - 50 - (121 + 15) - 121 + 121 - 7.90 of its own
        // = 351.72 + 96.85 - 50 - 136 - 7.90 = 254.67; fees 3 x 3.76 + 3.15 + 7.90 = 22.33, and 15 with the dispute.
        Payout payout = Cash.Payout(
            bench, "po_1", 254.67m,
            [
                .. payments.Select(p => Cash.Line(PayoutLineKind.Payment, p.Ref, 121m, 3.76m)), Cash.Line(PayoutLineKind.Payment, pieces.Ref, 100m, 3.15m),
                Cash.Line(PayoutLineKind.Refund, refund.Ref, -50m), Cash.Line(PayoutLineKind.Dispute, dispute.Ref, -121m, 15m),
                Cash.Line(PayoutLineKind.Dispute, won.Ref, -121m), Cash.Line(PayoutLineKind.DisputeWon, won.Ref, 121m), Cash.Line(PayoutLineKind.Fee, null, -7.90m),
            ]);
        Assert.Equal(277m, await till.BalanceAsync(till.Clearing)); // 3 x 121 + 100 - 50 - 136
        await bench.PostAsync(Cash.PaidOut(payout));

        await bench.AssertNoCasesAsync();
        Assert.Equal((0m, 0m), (await till.BalanceAsync(till.Clearing), await till.OpenAsync(till.Clearing)));
        Assert.Equal((254.67m, 37.33m), (await till.BalanceAsync(till.Bank), await till.BalanceAsync(till.Fees)));
        Assert.Equal([(till.Bank, 254.67m, 0m), (till.Fees, 22.33m, 0m), (till.Clearing, 0m, 277m)], await till.EntryAsync(EffectKinds.Payout, payout.Ref));
        JsonObject entry = (await bench.FindAsync(EffectKinds.Payout, payout.Ref, "date", "journal_id", "state"))!;
        Assert.Equal(("2026-03-25", "posted"), ((string?)entry["date"], (string?)entry["state"]));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Payout_Negative_TakesMoneyFromTheBank(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 100m);
        Refund refund = Cash.Refund(bench, payment with { Invoice = bench.Ref(RecordKinds.Invoice, "none") }, "re_1", 100m);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(payment, customer));
        await bench.PostAsync(Cash.PaidOut(Cash.Payout(bench, "po_1", 97m, Cash.Line(PayoutLineKind.Payment, payment.Ref, 100m, 3m))));
        await bench.PostAsync(Cash.Refunded(refund, customer));
        await bench.PostAsync(Cash.PaidOut(Cash.Payout(bench, "po_2", -100m, Cash.Line(PayoutLineKind.Refund, refund.Ref, -100m))));

        await bench.AssertNoCasesAsync();
        Assert.Equal((0m, 0m), (await till.BalanceAsync(till.Clearing), await till.OpenAsync(till.Clearing)));
        Assert.Equal((-3m, 3m), (await till.BalanceAsync(till.Bank), await till.BalanceAsync(till.Fees))); // 97 - 100
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Payout_ThatDoesNotAddUp_IsACaseAndNothingIsWritten(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 100m);
        Payment elsewhere = Cash.OnAccount(bench, customer, "py_2", 40m);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(payment, customer));
        PayoutLine line = Cash.Line(PayoutLineKind.Payment, payment.Ref, 100m, 3m);
        Payout[] wrong =
        [
            Cash.Payout(bench, "po_sum", 97.01m, line),
            Cash.Payout(bench, "po_currency", 97m, line with { Fee = new Money(3m, Currency.Parse("USD")) }),
            Cash.Payout(bench, "po_other", 107m, line, Cash.Line(PayoutLineKind.Other, null, 10m)),
            Cash.Payout(bench, "po_missing", 137m, line, Cash.Line(PayoutLineKind.Payment, elsewhere.Ref, 40m)),
            Cash.Payout(bench, "po_amount", 87m, line with { Amount = Cash.Eur(90m) }),
        ];
        foreach (Payout payout in wrong)
        {
            await bench.PostAsync(Cash.PaidOut(payout));
        }

        Assert.Equal(
            ["missing-in-odoo", "payout-currencies", "payout-differs", "payout-differs", "payout-line"], (await bench.CasesAsync()).Select(c => c.Reason.Cause).Order(StringComparer.Ordinal));
        Assert.Equal((100m, 0m), (await till.BalanceAsync(till.Clearing), await till.BalanceAsync(till.Bank)));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Payout_InAnotherCurrency_LeavesNothingOpenInIt(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Money Usd(decimal amount) => new(amount, Currency.Parse("USD"));
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 0m) with { Amount = Usd(125m) };
        Payout payout = new()
        {
            Ref = bench.Ref(RecordKinds.Payout, "po_1"),
            Amount = Usd(121.25m),
            ArrivesAt = Given.Noon(2026, 7, 10),
            Lines = [new PayoutLine { Kind = PayoutLineKind.Payment, Source = payment.Ref, Amount = Usd(125m), Fee = Usd(3.75m) }],
        };
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(payment, customer));
        Assert.Equal((100m, 125m), (await till.BalanceAsync(till.Clearing), await till.BalanceAsync(till.Clearing, "amount_currency"))); // 125 / 1.25
        await bench.PostAsync(Cash.PaidOut(payout));

        await bench.AssertNoCasesAsync();
        // In both currencies: Odoo books what the rates differ.
        Assert.Equal((0m, 0m), (await till.BalanceAsync(till.Clearing, "amount_residual_currency"), await till.BalanceAsync(till.Clearing)));
        Assert.Equal((121.25m, 3.75m), (await till.BalanceAsync(till.Bank, "amount_currency"), await till.BalanceAsync(till.Fees, "amount_currency")));
        Assert.Equal((110.23m, 3.41m), (await till.BalanceAsync(till.Bank), await till.BalanceAsync(till.Fees))); // at 1.1 in July: 110.227..., 3.409...
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Payout_WithoutAClearingAccount_IsACaseThatSaysWhatToSet(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Payment payment = Cash.OnAccount(bench, Given.Customer(bench), "py_1", 100m);
        await bench.PostAsync(Cash.PaidOut(Cash.Payout(bench, "po_1", 100m, Cash.Line(PayoutLineKind.Payment, payment.Ref, 100m))));

        CaseInfo open = Assert.Single(await bench.CasesAsync());
        Assert.Equal(("clearing-account", "Systems:odoo:GatewayJournal"), (open.Reason.Cause, open.Reason.Field));
    }
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>What Odoo does not guard against: payments entered twice, rewritten drafts, drafts that stay matched; and replies that are lost.</summary>
public sealed class PaymentTrapTests
{
    private static readonly string[] Writes = ["create", "load", "run", "action_post", "reconcile", "remove_move_reconcile"];

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_WhatAPersonRegisteredToo_IsACaseAndNoSecondPayment(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        long move = (long)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name"))!["id"]!;
        JsonObject context = new() { ["active_model"] = "account.move", ["active_ids"] = new JsonArray(move) };
        JsonNode? wizard = await bench.Odoo.CallAsync("account.payment.register", "create", [new JsonObject { ["payment_date"] = "2026-03-02" }], new JsonObject { ["context"] = context });
        await bench.Odoo.CallAsync("account.payment.register", "action_create_payments", [new JsonArray((long)wizard!)]);

        Payment payment = Given.Payment(bench, invoice, "py_1");
        await bench.PostAsync(Given.ToSend(payment, customer));

        Assert.Equal("nothing-to-reconcile", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Null(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "state"));
        Assert.Equal((0m, 0m), (await till.OwedAsync(customer), await till.BalanceAsync(till.Clearing)));
    }

    /// <summary>Enterprise posts a payment without an entry where its method has no outstanding account, and calls the invoice in_payment.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Pay_OnEnterpriseWithoutAnOutstandingAccount_IsACaseAndNoPayment(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, odoo: o => o.EnterpriseAccounting = true);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        Payment payment = Given.Payment(bench, invoice, "py_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(way == PortTarget.Action ? "nothing-to-reconcile" : "expectation-failed", reason.Cause);
        Assert.Contains("outstanding account", reason.Message, StringComparison.Ordinal);
        Assert.Null(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "state"));
        JsonObject open = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "payment_state", "amount_residual"))!;
        Assert.Equal(("not_paid", 121m), ((string?)open["payment_state"], (decimal)open["amount_residual"]!));
    }

    /// <summary>A draft under our external id that no attempt of ours left there is a person's: it is neither posted nor deleted.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Pay_DraftOfAPersonWithoutAnOutstandingAccount_IsLeftToThem(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, odoo: o => o.EnterpriseAccounting = true);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        Payment payment = Given.Payment(bench, invoice, "py_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        JsonArray columns = ["id", "payment_type", "partner_type", "amount"];
        JsonArray rows = [new JsonArray($"oc_books.payment_{payment.Ref.Id}", "inbound", "customer", "121")];
        await bench.Odoo.CallAsync(
            "account.payment", "load", [columns, rows], new JsonObject { ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray(bench.Emulator.CompanyId) } });

        await bench.PostAsync(Given.ToSend(payment, customer));

        Assert.Single(await bench.CasesAsync());
        Assert.Equal("draft", (string?)(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "state"))!["state"]);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_OfAPaymentThatAPersonPutBack_IsACaseAsTheInvoiceStaysMatched(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        Payment payment = Given.Payment(bench, invoice, "py_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));
        long id = (long)(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "state"))!["id"]!;
        await till.CallAsync("account.payment", "action_draft", [new JsonArray(id)]);
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref)); // Odoo's draft still pays

        Dispute dispute = Cash.Dispute(bench, payment, "dp_1", 121m);
        await bench.PostAsync(Cash.ChargedBack(dispute, customer));

        Assert.Equal("nothing-to-take-back", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Null(await bench.FindAsync(EffectKinds.Chargeback, dispute.Ref, "state"));
    }

    /// <summary>Every write of a story loses its reply once, or never arrives; the books are those of the story without faults.</summary>
    [Theory]
    [InlineData(PortTarget.Action, EmulatorFault.DropReply)]
    [InlineData(PortTarget.Steps, EmulatorFault.DropReply)]
    [InlineData(PortTarget.Action, EmulatorFault.DropRequest)]
    [InlineData(PortTarget.Steps, EmulatorFault.DropRequest)]
    public async Task Money_WithEveryReplyLostOnce_IsBookedOnce(string way, EmulatorFault fault)
    {
        await using Till till = await Till.OpenAsync(way, o => o.WriteOffLimit = 0.50m);
        (PortBench bench, Customer customer) = till;
        Invoice[] invoices = [.. Enumerable.Range(1, 4).Select(i => Cash.Invoice(bench, customer, $"in_{i}"))];
        await bench.PostAsync([Given.ToSend(customer), .. invoices.Select(i => Given.ToSend(i, customer))]);
        ConcurrentDictionary<string, bool> hit = [];
        bench.Emulator.OnCall = call => Writes.Contains(call.Method) && hit.TryAdd($"{call.Model}.{call.Method} {call.Arguments}", true) ? fault : EmulatorFault.None;

        Payment near = Given.Payment(bench, invoices[0], "py_near", 120.60m);
        Payment pieces = Cash.OnAccount(bench, customer, "py_pieces", 160m, (invoices[1], 100m), (invoices[2], 60m));
        Payment disputed = Given.Payment(bench, invoices[3], "py_disputed");
        Dispute part = Cash.Dispute(bench, disputed, "dp_1", 50m, fee: 15m);
        // 120.60 + 160 + 121 - (50 + 15) + 50 = 386.60; the fees of the payout are 1.60, the dispute's 15.
        Payout payout = Cash.Payout(
            bench, "po_1", 385m,
            Cash.Line(PayoutLineKind.Payment, near.Ref, 120.60m, 1.60m), Cash.Line(PayoutLineKind.Payment, pieces.Ref, 160m), Cash.Line(PayoutLineKind.Payment, disputed.Ref, 121m),
            Cash.Line(PayoutLineKind.Dispute, part.Ref, -50m, 15m), Cash.Line(PayoutLineKind.DisputeWon, part.Ref, 50m));
        await bench.PostEachAsync(
            [[Given.ToSend(near, customer), Given.ToSend(pieces, customer), Given.ToSend(disputed, customer), Cash.ChargedBack(part, customer), Cash.Won(part, customer), Cash.PaidOut(payout)]],
            TimeSpan.FromSeconds(60));

        await bench.AssertNoCasesAsync();
        Assert.True(hit.Count >= 8, string.Join('\n', hit.Keys));
        Assert.Equal(
            [("paid", 0m), ("partial", 21m), ("partial", 61m), ("paid", 0m)],
            [await till.PaidAsync(invoices[0].Ref), await till.PaidAsync(invoices[1].Ref), await till.PaidAsync(invoices[2].Ref), await till.PaidAsync(invoices[3].Ref)]);
        Assert.Equal([60m, 100m], await till.AmountsAsync(pieces.Ref));
        Assert.Equal((0m, 0m, 82m), (await till.BalanceAsync(till.Clearing), await till.OpenAsync(till.Clearing), await till.OwedAsync(customer))); // 21 + 61
        Assert.Equal((385m, 16.60m, 0.40m), (await till.BalanceAsync(till.Bank), await till.BalanceAsync(till.Fees), await till.BalanceAsync(till.Differences)));
        Assert.DoesNotContain(bench.Emulator.Calls, c => c is { Model: "account.payment", Method: "write" }); // a rewritten draft loses its account
    }

    [Fact]
    public async Task Preflight_OfPayments_NamesWhatIsMissing()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps, o =>
        {
            o.GatewayJournal = "BNK1";
            o.PaymentJournals["card"] = "NONE";
            o.FeeAccount = "659999";
        });

        IReadOnlyList<string> missing = await bench.CheckAsync();

        Assert.Equal(3, missing.Count);
        Assert.Contains(missing, m => m.Contains("code 'NONE'", StringComparison.Ordinal) && m.Contains("Systems:odoo:PaymentJournals:card", StringComparison.Ordinal));
        Assert.Contains(missing, m => m.Contains("'BNK1' do not share one outstanding account", StringComparison.Ordinal));
        Assert.Contains(missing, m => m.Contains("code '659999'", StringComparison.Ordinal) && m.Contains("Systems:odoo:FeeAccount", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("WriteOffAccount", "0.5")]
    [InlineData("WriteOffLimit", "-1")]
    public void Options_OfPayments_SayWhatToSet(string setting, string limit)
    {
        OdooErpOptions options = new() { WriteOffLimit = decimal.Parse(limit, System.Globalization.CultureInfo.InvariantCulture) };

        Assert.Contains($"Systems:odoo:{setting} must be", new OdooErpOptionsValidator().Validate("odoo", options).FailureMessage, StringComparison.Ordinal);
    }
}

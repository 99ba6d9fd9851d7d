using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>Somebody works in Odoo on the same money at the same time: what is not as it must be in the end is told, never taken for done.</summary>
public sealed class MeddledTests
{
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Pay_MatchedOtherwiseBeforeItWasNoted_IsACase(string way)
    {
        using Crash crash = new();
        await using Till till = await Till.OpenAsync(way, hub: h => h.Services.AddSingleton<IFaultPoints>(crash));
        PortBench bench = till.Bench;
        (Customer customer, Invoice[] invoices) = await till.InvoicedAsync(3);
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 181m, (invoices[0], 60m), (invoices[1], 121m));
        crash.At(FaultPoint.Answered, crash.Hits[FaultPoint.Answered] + 1);
        await bench.CrashAsync(crash, Given.ToSend(payment, customer));
        Assert.True(crash.Happened);
        Assert.Equal(("partial", 61m), await till.PaidAsync(invoices[0].Ref)); // booked, and the hub does not know

        await RematchAsync(bench, till, payment, invoices[0], invoices[2]);
        await bench.DrainAsync();

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(("allocation-differs", "allocations"), (reason.Cause, reason.Field));
        Assert.Contains("pays 0 of 'oc_books.invoice_in_1' instead of 60", reason.Message, StringComparison.Ordinal);
        Assert.Equal([181m], await till.AmountsAsync(payment.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Allocate_ToWhatIsPaidOtherwise_IsACaseAndTheMoneyStaysOnAccount(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice[] invoices) = await till.InvoicedAsync(1);
        Payment early = Cash.OnAccount(bench, customer, "py_1", 121m);
        await bench.PostAsync(Given.ToSend(early, customer), Given.ToSend(Given.Payment(bench, invoices[0], "py_2"), customer));
        await bench.PostAsync(Cash.Allocated(early with { Invoice = invoices[0].Ref }, early.Ref, customer));

        Assert.Equal("allocation-differs", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Equal((("paid", 0m), -121m), (await till.PaidAsync(invoices[0].Ref), await till.OwedAsync(customer)));
    }

    /// <summary>An entry that is put back cannot be matched: Odoo refuses, and what takes back is in the books.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Chargeback_WhosePaymentIsPutBackMeanwhile_IsInOdooAndACaseWithItsWords(string way)
    {
        Meddler meddler = new(ErpFaultPoint.Unmatched);
        await using Till till = await Till.OpenAsync(way, hub: h => h.Services.AddSingleton<IFaultPoints>(meddler));
        PortBench bench = till.Bench;
        (Customer customer, Invoice[] invoices) = await till.InvoicedAsync(1);
        Payment payment = Given.Payment(bench, invoices[0], "py_1");
        await bench.PostAsync(Given.ToSend(payment, customer));
        long entry = await EntryAsync(bench, payment);
        meddler.Meddle = () => till.CallAsync("account.move", "button_draft", [new JsonArray(entry)]);
        Dispute dispute = Cash.Dispute(bench, payment, "dp_1", 121m);
        await bench.PostAsync(Cash.ChargedBack(dispute, customer));

        CaseInfo open = Assert.Single(await bench.CasesAsync());
        Assert.Equal("unfinished-in-odoo", open.Reason.Cause);
        Assert.Contains("posted entries", open.ServerText.Reveal(), StringComparison.Ordinal);
        Assert.Equal("posted", (string?)(await bench.FindAsync(EffectKinds.Chargeback, dispute.Ref, "state"))!["state"]);
    }

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Chargeback_WhosePaymentIsMatchedMeanwhile_IsInOdooAndACaseThatSaysHowMuchIsOpen(string way)
    {
        Meddler meddler = new(ErpFaultPoint.Unmatched);
        await using Till till = await Till.OpenAsync(way, hub: h => h.Services.AddSingleton<IFaultPoints>(meddler));
        PortBench bench = till.Bench;
        (Customer customer, Invoice[] invoices) = await till.InvoicedAsync(2);
        Payment payment = Given.Payment(bench, invoices[0], "py_1");
        await bench.PostAsync(Given.ToSend(payment, customer));
        meddler.Meddle = () => AssignAsync(bench, till, payment, invoices[1]);
        Dispute dispute = Cash.Dispute(bench, payment, "dp_1", 121m);
        await bench.PostAsync(Cash.ChargedBack(dispute, customer));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(("unfinished-in-odoo", "amount"), (reason.Cause, reason.Field));
        Assert.Contains("121 of that found nothing", reason.Message, StringComparison.Ordinal);
        Assert.Equal([("not_paid", 121m), ("paid", 0m)], [await till.PaidAsync(invoices[0].Ref), await till.PaidAsync(invoices[1].Ref)]);
        Assert.Equal(242m, await till.OwedAsync(customer)); // 2 x 121 - 121 + 121
    }

    /// <summary>Enterprise posts a payment of several documents without an entry, and no expectation of the effect action sees it.</summary>
    [Theory]
    [InlineData(PortTarget.Action, "payment-without-entry")]
    [InlineData(PortTarget.Steps, "expectation-failed")]
    public async Task Pay_SeveralOnEnterpriseWithoutAnOutstandingAccount_IsACase(string way, string cause)
    {
        await using PortBench bench = await PortBench.StartAsync(way, odoo: o => o.EnterpriseAccounting = true);
        Customer customer = Given.Customer(bench);
        Invoice[] invoices = [Cash.Invoice(bench, customer, "in_1"), Cash.Invoice(bench, customer, "in_2")];
        await bench.PostAsync([Given.ToSend(customer), .. invoices.Select(i => Given.ToSend(i, customer))]);
        await bench.PostAsync(Given.ToSend(Cash.OnAccount(bench, customer, "py_1", 242m, (invoices[0], 121m), (invoices[1], 121m)), customer));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(cause, reason.Cause);
        Assert.Contains("outstanding account", reason.Message, StringComparison.Ordinal);
    }

    private static async Task<long> EntryAsync(PortBench bench, Payment payment) => (long)(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "move_id"))!["move_id"]![0]!;

    private static async Task<JsonObject> ReceivableAsync(PortBench bench, long move) => (JsonObject)Assert.Single(await bench.Odoo.SearchReadAsync(
        "account.move.line", [new JsonArray("move_id", "=", move), new JsonArray("account_type", "=", "asset_receivable")], "matched_debit_ids"))!;

    /// <summary>A person lets the payment pay a document with what is open of it.</summary>
    private static async Task<JsonNode?> AssignAsync(PortBench bench, Till till, Payment payment, Invoice to)
    {
        long line = (long)(await ReceivableAsync(bench, await EntryAsync(bench, payment)))["id"]!;
        return await till.CallAsync("account.move", "js_assign_outstanding_line", [new JsonArray(await DocumentAsync(bench, to)), line]);
    }

    /// <summary>A person takes the payment from one document and gives it to another.</summary>
    private static async Task RematchAsync(PortBench bench, Till till, Payment payment, Invoice from, Invoice to)
    {
        long owed = (long)(await ReceivableAsync(bench, await DocumentAsync(bench, from)))["id"]!;
        JsonNode match = Assert.Single(await bench.Odoo.SearchReadAsync("account.partial.reconcile", [new JsonArray("debit_move_id", "=", owed)], "amount"))!;
        await till.CallAsync("account.move", "js_remove_outstanding_partial", [new JsonArray(await DocumentAsync(bench, from)), (long)match["id"]!]);
        await AssignAsync(bench, till, payment, to);
    }

    private static async Task<long> DocumentAsync(PortBench bench, Invoice invoice) => (long)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name"))!["id"]!;

    private sealed class Meddler(string at) : IFaultPoints
    {
        public Func<Task<JsonNode?>>? Meddle { get; set; }

        public void Reached(string point)
        {
            if (point == at && Meddle is { } meddle)
            {
                Meddle = null;
                meddle().GetAwaiter().GetResult();
            }
        }
    }
}

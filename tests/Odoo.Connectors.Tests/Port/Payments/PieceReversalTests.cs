using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>What pays several documents goes back, whole or in part: as one payment or as one for each, exactly what went back is open again.</summary>
public sealed class PieceReversalTests
{
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_OfAPaymentInPieces_OpensAllItPaid_AndWonPaysItAgain(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PiecesAsync(bench, 170m);
        Dispute dispute = Cash.Dispute(bench, paid.Payment, "dp_1", 170m, fee: 15m);
        await bench.PostAsync(Cash.ChargedBack(dispute, paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("not_paid", 121m), ("not_paid", 121m)], await paid.StatesAsync(till));
        Assert.Equal(
            [("Customers", 10m, 0m), ("Customers", 100m, 0m), ("Customers", 60m, 0m), (till.Clearing, 0m, 170m), (till.Fees, 15m, 0m), (till.Clearing, 0m, 15m)],
            await till.EntryAsync(EffectKinds.Chargeback, dispute.Ref));
        Assert.Equal((242m, -15m, 15m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing), await till.OpenAsync(till.Clearing))); // 2 x 121; 170 - 170 - 15

        await bench.PostAsync(Cash.Won(dispute, paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("partial", 21m), ("partial", 61m)], await paid.StatesAsync(till)); // 121 - 100, 121 - 60
        Assert.Equal((72m, 155m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing))); // 242 - 170, 170 - 15
        Assert.Equal([10m, 60m, 100m], await till.AmountsAsync(paid.Payment.Ref));
    }

    /// <summary>Odoo links the entry that takes back with one of them only.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_OfAPaymentInPieces_EachIsReadAsReversed(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PiecesAsync(bench, 160m);
        await bench.PostAsync(Cash.ChargedBack(Cash.Dispute(bench, paid.Payment, "dp_1", 160m), paid.Customer));

        JsonArray pieces = await bench.Odoo.SearchReadAsync("account.payment", [new JsonArray("memo", "=", paid.Payment.Ref.Id)], "amount");
        Assert.Equal(2, pieces.Count);
        IReader reader = bench.Services.GetServices<IConnectedSystem>().OfType<IReader>().Single(r => r.Name == "odoo");
        foreach (JsonNode? piece in pieces)
        {
            ExternalRef read = new("odoo", RecordKinds.Payment, piece!["id"]!.ToString());
            BookedPayment booked = (BookedPayment)reader.Decode(read, (await reader.ReadAsync(read, TestContext.Current.CancellationToken))!);
            Assert.Equal((MoneyState.Reversed, 0), (booked.State, booked.Allocations.Count));
        }
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_OfAPartOfAPaymentInPieces_OpensTheInvoiceItNames(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PiecesAsync(bench, 170m);
        await bench.PostAsync(Cash.ChargedBack(Cash.Dispute(bench, paid.Payment, "dp_1", 40m) with { Invoice = paid.Two.Ref }, paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("partial", 21m), ("partial", 91m)], await paid.StatesAsync(till)); // 10 was on account, 30 of the 60 are gone: 61 + 30
        Assert.Equal((112m, 130m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing))); // 72 + 40, 170 - 40
        Assert.Equal(130m, await till.OpenAsync(till.Clearing));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Reversal_OfPartsOfOnePaymentOfSeveralInvoices_OpensExactlyThem(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PaidAsync(bench, 181m, 60m, 121m);
        Assert.Equal([181m], await till.AmountsAsync(paid.Payment.Ref));
        await bench.PostAsync(Cash.Reversed(Back(bench, paid, "rv_1", 50m, paid.Two), paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("partial", 61m), ("partial", 50m)], await paid.StatesAsync(till)); // the other is as it was
        Assert.Equal((111m, 131m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing))); // 242 - 181 + 50, 181 - 50

        // 71 are left of the second: the rest is of the only other one.
        await bench.PostAsync(Cash.Reversed(Back(bench, paid, "rv_2", 80m, paid.Two), paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("partial", 70m), ("not_paid", 121m)], await paid.StatesAsync(till)); // 61 + 9
        Assert.Equal((191m, 51m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing))); // 111 + 80, 131 - 80

        PaymentReversal beyond = Back(bench, paid, "rv_3", 51.01m, paid.One);
        await bench.PostAsync(Cash.Reversed(beyond, paid.Customer));

        Assert.Equal("reversal-differs", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Null(await bench.FindAsync(EffectKinds.PaymentReversal, beyond.Ref, "state"));
        Assert.Equal(191m, await till.OwedAsync(paid.Customer));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Reversal_OfAPartOfSeveralThatNamesNone_IsACaseAndNothingIsWritten(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PaidAsync(bench, 181m, 60m, 121m);
        PaymentReversal part = Back(bench, paid, "rv_1", 60m, null);
        await bench.PostAsync(Cash.Reversed(part, paid.Customer));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(("partial-reversal", "invoice"), (reason.Cause, reason.Field));
        Assert.Null(await bench.FindAsync(EffectKinds.PaymentReversal, part.Ref, "state"));
        Assert.Equal([("partial", 61m), ("paid", 0m)], await paid.StatesAsync(till));

        // All of it needs no name.
        await bench.PostAsync(Cash.Reversed(Back(bench, paid, "rv_2", 181m, null), paid.Customer));
        Assert.Equal([("not_paid", 121m), ("not_paid", 121m)], await paid.StatesAsync(till));
        Assert.Equal((242m, 0m, 0m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing), await till.OpenAsync(till.Clearing)));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Reversal_OfWhatADisputeTookBack_IsACaseAndNothingIsWritten(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PiecesAsync(bench, 160m);
        await bench.PostAsync(Cash.ChargedBack(Cash.Dispute(bench, paid.Payment, "dp_1", 160m), paid.Customer));
        PaymentReversal again = Back(bench, paid, "rv_1", 160m, null);
        await bench.PostAsync(Cash.Reversed(again, paid.Customer));

        Assert.Equal("reversal-differs", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Null(await bench.FindAsync(EffectKinds.PaymentReversal, again.Ref, "state"));
        Assert.Equal((242m, 0m, 0m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing), await till.OpenAsync(till.Clearing)));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Reversal_InAnotherCurrency_LeavesNothingInEither(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PaidAsync(bench, 160m, 100m, 60m, "USD");
        Assert.Equal((128m, 160m), (await till.BalanceAsync(till.Clearing), await till.BalanceAsync(till.Clearing, "amount_currency"))); // 100 / 1.25 + 60 / 1.25
        await bench.PostAsync(Cash.Reversed(Back(bench, paid, "rv_1", 33.33m, paid.One), paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("partial", 54.33m), ("partial", 61m)], await paid.StatesAsync(till)); // 21 + 33.33
        Assert.Equal(101.34m, await till.BalanceAsync(till.Clearing)); // 33.33 / 1.25 = 26.664
        await bench.PostAsync(Cash.Reversed(Back(bench, paid, "rv_2", 126.67m, null), paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([("not_paid", 121m), ("not_paid", 121m)], await paid.StatesAsync(till));
        Assert.Equal((0m, 0m), (await till.BalanceAsync(till.Clearing), await till.BalanceAsync(till.Clearing, "amount_currency")));
        Assert.Equal(193.60m, await till.OwedAsync(paid.Customer)); // 2 x 121 / 1.25
    }

    /// <summary>66.66 / 1.25 is 53.33, and 33.33 / 1.25 twice 26.66: the cent between them is taken back too.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Reversal_InAnotherCurrencyOfTwoDocuments_IsThePaymentToTheCent(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PaidAsync(bench, 66.66m, 33.33m, 33.33m, "USD", 33.33m);
        Assert.Equal(53.33m, await till.BalanceAsync(till.Clearing));
        PaymentReversal all = Back(bench, paid, "rv_1", 66.66m, null);
        await bench.PostAsync(Cash.Reversed(all, paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(
            [("Customers", 26.66m, 0m), ("Customers", 26.67m, 0m), (till.Clearing, 0m, 53.33m)], (await till.EntryAsync(EffectKinds.PaymentReversal, all.Ref)).OrderBy(l => l.Debit == 0m).ThenBy(l => l.Debit));
        Assert.Equal([("not_paid", 33.33m), ("not_paid", 33.33m)], await paid.StatesAsync(till));
        Assert.Equal((0m, 0m, 0m), (await till.BalanceAsync(till.Clearing), await till.BalanceAsync(till.Clearing, "amount_currency"), await till.OpenAsync(till.Clearing)));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Refund_OfAPaymentInPieces_IsOnePayment(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PiecesAsync(bench, 160m);
        Refund refund = Cash.Refund(bench, paid.Payment with { Invoice = paid.One.Ref }, "re_1", 160m);
        await bench.PostAsync(Cash.Refunded(refund, paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([160m], await till.AmountsAsync(refund.Ref));
        Assert.Equal((242m, 0m), (await till.OwedAsync(paid.Customer), await till.BalanceAsync(till.Clearing))); // 242 - 160 + 160
    }

    /// <summary>What is on account of a payment in pieces is in the last of them.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Allocation_OfTheRestOfAPaymentInPieces_PaysTheLaterInvoice(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PiecesAsync(bench, 170m);
        Invoice later = Cash.Invoice(bench, paid.Customer, "in_3");
        await bench.PostAsync(
            Given.ToSend(later, paid.Customer),
            Cash.Allocated(paid.Payment with { Allocations = [new PaymentAllocation(later.Ref, Cash.Eur(10m))] }, paid.Payment.Ref, paid.Customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("partial", 111m), await till.PaidAsync(later.Ref)); // 121 - 10
        Assert.Equal([("partial", 21m), ("partial", 61m)], await paid.StatesAsync(till));
    }

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Chargeback_OfAPaymentWithoutAnOutstandingAccount_NamesTheField(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Paid paid = await PaidAsync(bench, 181m, 60m, 121m);
        long id = (long)(await bench.FindAsync(EffectKinds.Payment, paid.Payment.Ref, "state"))!["id"]!;
        await till.CallAsync("account.payment", "write", [new JsonArray(id), new JsonObject { ["outstanding_account_id"] = false }]);
        Dispute dispute = Cash.Dispute(bench, paid.Payment, "dp_1", 181m);
        await bench.PostAsync(Cash.ChargedBack(dispute, paid.Customer));

        CaseReason reason = Assert.Single(await bench.CasesAsync()).Reason;
        Assert.Equal(("outstanding-account", "outstanding_account_id"), (reason.Cause, reason.Field));
        Assert.Null(await bench.FindAsync(EffectKinds.Chargeback, dispute.Ref, "state"));
        Assert.Equal([("partial", 61m), ("paid", 0m)], await paid.StatesAsync(till));
    }

    internal static PaymentReversal Back(PortBench bench, Paid paid, string id, decimal amount, Invoice? invoice) => new()
    {
        Ref = bench.Ref(RecordKinds.PaymentReversal, id),
        Customer = paid.Customer.Ref,
        Of = paid.Payment.Ref,
        Amount = paid.Payment.Amount with { Amount = amount },
        Invoice = invoice?.Ref,
        ReversedAt = Given.Noon(2026, 3, 12),
    };

    /// <summary>100 of one and 60 of the other, which Odoo cannot express as one payment; the rest is on account.</summary>
    internal static Task<Paid> PiecesAsync(PortBench bench, decimal amount) => PaidAsync(bench, amount, 100m, 60m);

    private static async Task<Paid> PaidAsync(PortBench bench, decimal amount, decimal one, decimal two, string currency = "EUR", decimal? untaxed = null)
    {
        Customer customer = Given.Customer(bench);
        Invoice[] invoices =
        [
            .. ((string[])["in_1", "in_2"]).Select(id => untaxed is decimal gross
                ? Bill.Invoice(bench, customer, id, currency, gross, gross, [("vat0", 0m)], Bill.Line(currency, 1m, gross, gross, ("vat0", 0m)))
                : Bill.Invoice(bench, customer, id, currency, 100m, 121m, [("vat21", 21m)], Bill.Line(currency, 1m, 100m, 100m, ("vat21", 21m)))),
        ];
        Money In(decimal value) => new(value, Currency.Parse(currency));
        Payment payment = Cash.OnAccount(bench, customer, "py_1", amount) with
        {
            Amount = In(amount), Allocations = [new PaymentAllocation(invoices[0].Ref, In(one)), new PaymentAllocation(invoices[1].Ref, In(two))],
        };
        await bench.PostAsync([Given.ToSend(customer), .. invoices.Select(i => Given.ToSend(i, customer)), Given.ToSend(payment, customer)]);
        return new Paid(customer, invoices[0], invoices[1], payment);
    }

    internal sealed record Paid(Customer Customer, Invoice One, Invoice Two, Payment Payment)
    {
        public async Task<(string State, decimal Open)[]> StatesAsync(Till till) => [await till.PaidAsync(One.Ref), await till.PaidAsync(Two.Ref)];
    }
}

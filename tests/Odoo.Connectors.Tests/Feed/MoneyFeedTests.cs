using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Settlement = Odoo.Connectors.Model.Settlement;

namespace Odoo.Connectors.Tests;

/// <summary>Documents, payments and bank transfers booked in Odoo by people.</summary>
public sealed class MoneyFeedTests
{
    private static readonly Currency Eur = Currency.Parse("EUR");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoice_PaidInPartByAPaymentAndTheRestByATransfer_TellsEachStepAndByWhom()
    {
        await using FeedBench bench = FeedBench.Start();
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 200m, "2026-02-05", "2026-03-07");
        await bench.PollAsync();
        DocumentStatus open = bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice);
        Assert.Equal((DocumentState.Open, Of(200m), Of(200m), 0), (open.State, open.Gross, open.Open, open.Settlements.Count));
        Assert.Equal((new DateOnly(2026, 2, 5), new DateOnly(2026, 3, 7), $"{partner}"), (open.IssuedOn, open.DueOn, open.Customer.Id));

        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        long payment = await bench.PayAsync(invoice, 80m, "2026-03-10");
        await bench.NewsAsync();
        DocumentStatus partly = bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice);
        Settlement first = Assert.Single(partly.Settlements);
        Assert.Equal((DocumentState.PartlyPaid, Of(120m)), (partly.State, partly.Open));
        Assert.Equal((new ExternalRef("odoo", RecordKinds.Payment, $"{payment}"), Of(80m), new DateOnly(2026, 3, 10)), (first.By, first.Amount, first.On));
        BookedPayment booked = bench.Last<BookedPayment>(RecordKinds.Payment, payment);
        Assert.Equal((Of(80m), new DateOnly(2026, 3, 10), $"{partner}", (ExternalRef?)null), (booked.Amount, booked.On, booked.Customer!.Id, booked.Source));
        Allocation part = Assert.Single(booked.Allocations);
        Assert.Equal((new ExternalRef("odoo", RecordKinds.Invoice, $"{invoice}"), (Money?)Of(80m), open.Number), (part.Document, part.Amount, part.Number));

        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        long entry = await bench.TransferAsync(partner, 120m, "2026-03-20", invoice);
        await bench.NewsAsync();
        DocumentStatus paid = bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice);
        Assert.Equal((DocumentState.Paid, Of(0m)), (paid.State, paid.Open));
        Assert.Equal([$"{payment}", $"entry-{entry}"], paid.Settlements.Select(s => s.By.Id));
        BookedPayment transfer = (BookedPayment)bench.Recorder.Changes.Last(c => c.Subject.Id == $"entry-{entry}").Record!;
        Assert.Equal((Of(120m), MoneyState.Paid, "SEPA 4711", $"{partner}"), (transfer.Amount, transfer.State, transfer.Memo, transfer.Customer!.Id));
        Assert.Equal((Money?)Of(120m), Assert.Single(transfer.Allocations).Amount);
        Assert.Empty(await bench.NewsAsync());
    }

    /// <summary>A transfer of 100 pays 60 and 40 of two invoices: the amounts stand in the matchings only.</summary>
    [Fact]
    public async Task Transfer_ForTwoInvoices_SaysHowMuchOfWhich()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Matches]);
        long partner = await bench.CustomerAsync();
        long one = await bench.DocumentAsync(partner, 60m, "2026-02-05", "2026-02-20");
        long two = await bench.DocumentAsync(partner, 75m, "2026-02-06", "2026-03-07");
        await bench.TransferAsync(partner, 100m, "2026-03-10", one, two);
        BookedPayment transfer = (BookedPayment)Assert.Single(await bench.NewsAsync()).Record!;
        Assert.Equal([($"{one}", (Money?)Of(60m)), ($"{two}", (Money?)Of(40m))], transfer.Allocations.Select(a => (a.Document.Id, a.Amount)));
    }

    /// <summary>125 USD are 100 EUR at the rate of the day (recorded): what is paid of the invoice is told in its own currency.</summary>
    [Fact]
    public async Task Transfer_InAnotherCurrencyThanTheInvoice_PaysInTheInvoicesCurrency()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Documents, OdooStreams.Matches]);
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 125m, "2026-03-20", "2026-04-20", currency: "USD");
        long entry = await bench.TransferAsync(partner, 100m, "2026-03-20", invoice);
        await bench.PollAsync();
        Money dollars = new(125m, Currency.Parse("USD"));
        BookedPayment transfer = (BookedPayment)bench.Recorder.Changes.Last(c => c.Subject.Id == $"entry-{entry}").Record!;
        Assert.Equal((Of(100m), (Money?)dollars), (transfer.Amount, Assert.Single(transfer.Allocations).Amount));
        Assert.Equal(dollars, Assert.Single(bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice).Settlements).Amount);
    }

    /// <summary>Money on account says nothing of an invoice until it is matched; matching it need not touch the payment itself.</summary>
    [Fact]
    public async Task Payment_OnAccountMatchedLater_ComesWithItsInvoice()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Matches]);
        long partner = await bench.CustomerAsync();
        long payment = await OnAccountAsync(bench, partner, 100m);
        Assert.Empty(await bench.NewsAsync());

        long invoice = await bench.DocumentAsync(partner, 60m, "2026-02-05", "2026-02-20");
        await bench.ReconcileAsync((await bench.ReadAsync("account.payment", payment, "move_id")).GetReference("move_id")!.Id, invoice);
        await bench.NewsAsync();
        BookedPayment told = bench.Last<BookedPayment>(RecordKinds.Payment, payment);
        Allocation only = Assert.Single(told.Allocations);
        Assert.Equal((Of(100m), $"{invoice}", (Money?)Of(60m)), (told.Amount, only.Document.Id, only.Amount));
    }

    [Fact]
    public async Task Payment_OnAccount_IsTold()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Payments]);
        await OnAccountAsync(bench, await bench.CustomerAsync(), 100m);
        BookedPayment told = (BookedPayment)Assert.Single(await bench.NewsAsync()).Record!;
        Assert.Equal((Of(100m), MoneyState.InProcess, 0), (told.Amount, told.State, told.Allocations.Count));
    }

    [Fact]
    public async Task Payment_Cancelled_PaysNothingAndItsInvoiceIsOpen()
    {
        await using FeedBench bench = FeedBench.Start();
        long invoice = await bench.DocumentAsync(await bench.CustomerAsync(), 60m, "2026-02-05", "2026-02-20");
        long payment = await bench.PayAsync(invoice, 60m, "2026-03-10");
        await bench.PollAsync();
        Assert.Equal(DocumentState.Paid, bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice).State);

        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        await bench.CallAsync("account.payment", "action_cancel", payment);
        await bench.NewsAsync();
        BookedPayment cancelled = bench.Last<BookedPayment>(RecordKinds.Payment, payment);
        DocumentStatus open = bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice);
        Assert.Equal((MoneyState.Cancelled, 0, DocumentState.Open, Of(60m)), (cancelled.State, cancelled.Allocations.Count, open.State, open.Open));
    }

    /// <summary>A chargeback keeps history: the payment's entry is reversed, and the payment still calls itself paid (recorded).</summary>
    [Fact]
    public async Task Payment_ItsEntryReversed_IsReversedThoughItSaysPaid()
    {
        await using FeedBench bench = FeedBench.Start();
        long invoice = await bench.DocumentAsync(await bench.CustomerAsync(), 60m, "2026-02-05", "2026-02-20");
        long payment = await bench.PayAsync(invoice, 60m, "2026-03-10");
        await bench.PollAsync();

        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        long entry = (await bench.ReadAsync("account.payment", payment, "move_id")).GetReference("move_id")!.Id;
        long reversal = await ReverseAsync(bench, entry);
        Assert.Equal(entry, (await bench.ReadAsync("account.move", reversal, "reversed_entry_id")).GetReference("reversed_entry_id")!.Id);
        await bench.NewsAsync();
        // Its own word is worth nothing, whatever it is.
        Assert.NotEqual("canceled", (await bench.ReadAsync("account.payment", payment, "state")).GetString("state"));
        BookedPayment back = bench.Last<BookedPayment>(RecordKinds.Payment, payment);
        Assert.Equal((MoneyState.Reversed, 0), (back.State, back.Allocations.Count));
        Assert.Equal(DocumentState.Open, bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice).State);
    }

    [Fact]
    public async Task CreditNote_OfTheWholeInvoice_ReversesItAndSaysSo()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Documents]);
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 60m, "2026-02-05", "2026-02-20");
        long note = await bench.DocumentAsync(partner, 60m, "2026-03-05", "2026-03-05", "out_refund", reverses: invoice);
        await bench.PollAsync();
        DocumentStatus reversed = bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice);
        DocumentStatus credit = bench.Last<DocumentStatus>(RecordKinds.CreditNote, note);
        Assert.Equal((DocumentState.Reversed, new ExternalRef("odoo", RecordKinds.CreditNote, $"{note}")), (reversed.State, Assert.Single(reversed.Settlements).By));
        Assert.Equal((DocumentState.Paid, Of(60m), Of(0m), new ExternalRef("odoo", RecordKinds.Invoice, $"{invoice}")), (credit.State, credit.Gross, credit.Open, credit.Reverses));
    }

    /// <summary>
    /// As recorded of a server that shows "in payment": the payment has no entry, is registered on its invoice, and the invoice's
    /// residual stays.
    /// </summary>
    [Fact]
    public async Task Payment_WithoutAnEntry_IsRegisteredOnItsInvoiceWithoutAnAmount()
    {
        await using FeedBench bench = FeedBench.Start();
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 100m, "2026-02-05", "2026-02-20");
        long payment = await OnAccountAsync(bench, partner, 100m, p =>
        {
            p["invoice_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(invoice)));
            p["outstanding_account_id"] = false;
        });
        await bench.WriteAsync("account.move", invoice, new JsonObject { ["payment_state"] = "in_payment" });
        await bench.PollAsync();
        BookedPayment registered = bench.Last<BookedPayment>(RecordKinds.Payment, payment);
        DocumentStatus status = bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice);
        Allocation only = Assert.Single(registered.Allocations);
        Assert.Equal((MoneyState.InProcess, $"{invoice}", (Money?)null), (registered.State, only.Document.Id, only.Amount));
        Assert.Equal((DocumentState.InPayment, Of(100m)), (status.State, status.Open));
    }

    /// <summary>button_draft does not take the matching back (recorded): the draft still holds its payment.</summary>
    [Fact]
    public async Task Invoice_PaidAndPutBackToDraft_IsADraftThatHoldsItsPayment()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Documents]);
        long invoice = await bench.DocumentAsync(await bench.CustomerAsync(), 60m, "2026-02-05", "2026-02-20");
        long payment = await bench.PayAsync(invoice, 60m, "2026-03-10");
        await bench.CallAsync("account.move", "button_draft", invoice);
        await bench.PollAsync();
        DocumentStatus draft = bench.Last<DocumentStatus>(RecordKinds.Invoice, invoice);
        Assert.Equal((DocumentState.Draft, $"{payment}"), (draft.State, Assert.Single(draft.Settlements).By.Id));
    }

    [Fact]
    public async Task Refund_PaidOut_IsARefundForItsCreditNote()
    {
        await using FeedBench bench = FeedBench.Start();
        long partner = await bench.CustomerAsync();
        long note = await bench.DocumentAsync(partner, 60m, "2026-03-05", "2026-03-05", "out_refund");
        long refund = await bench.PayAsync(note, 60m, "2026-03-10");
        await bench.PollAsync();
        BookedPayment money = bench.Last<BookedPayment>(RecordKinds.Refund, refund);
        Allocation only = Assert.Single(money.Allocations);
        Assert.Equal((Of(60m), new ExternalRef("odoo", RecordKinds.CreditNote, $"{note}"), (Money?)Of(60m)), (money.Amount, only.Document, only.Amount));
        Assert.Equal(new ExternalRef("odoo", RecordKinds.Refund, $"{refund}"), Assert.Single(bench.Last<DocumentStatus>(RecordKinds.CreditNote, note).Settlements).By);
    }

    /// <summary>A payment that we booked in several pieces is one payment of its source, whichever piece is told: none of them was entered by hand.</summary>
    [Theory]
    [InlineData("payment_py_1")]
    [InlineData("payment_py_1.2")]
    [InlineData("payment_py_1.12")]
    public async Task Payment_BookedInPieces_NamesItsSourceInEach(string name)
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Payments]);
        long payment = await OnAccountAsync(bench, await bench.CustomerAsync(), 40m);
        await bench.Person.CreateAsync("ir.model.data", new JsonObject { ["module"] = "oc_billing_eu", ["name"] = name, ["model"] = "account.payment", ["res_id"] = payment }, bench.Company, Cancel);
        Assert.Equal(new ExternalRef("billing-eu", RecordKinds.Payment, "py_1"), ((BookedPayment)Assert.Single(await bench.NewsAsync()).Record!).Source);
    }

    private static async Task<long> OnAccountAsync(FeedBench bench, long partner, decimal amount, Action<JsonObject>? change = null)
    {
        JsonObject values = new()
        {
            ["payment_type"] = "inbound", ["partner_type"] = "customer", ["partner_id"] = partner, ["amount"] = amount, ["date"] = "2026-03-10", ["journal_id"] = await bench.JournalAsync("bank"),
        };
        change?.Invoke(values);
        long payment = await bench.Person.CreateAsync("account.payment", values, bench.Company, Cancel);
        await bench.CallAsync("account.payment", "action_post", payment);
        return payment;
    }

    /// <summary>What the reversal wizard makes of a posted entry (recorded): the opposite entry, posted and matched with it instead of with the invoice.</summary>
    private static async Task<long> ReverseAsync(FeedBench bench, long entry)
    {
        IReadOnlyList<OdooRecord> lines = await bench.Person.SearchReadAsync(
            "account.move.line", OdooDomain.Where("move_id", "=", entry), ["account_id", "account_type", "debit", "credit", "partner_id"], null, bench.Company, Cancel);
        await bench.CallAsync("account.move.line", "remove_move_reconcile", lines.Single(l => l.GetString("account_type") == "asset_receivable").Id);
        long reversal = await bench.Person.CreateAsync(
            "account.move",
            new JsonObject
            {
                ["move_type"] = "entry", ["journal_id"] = await bench.JournalAsync("bank"), ["date"] = "2026-03-20", ["reversed_entry_id"] = entry,
                ["line_ids"] = new JsonArray([.. lines.Select(l => (JsonNode)new JsonArray(0, 0, new JsonObject
                {
                    ["account_id"] = l.GetReference("account_id")!.Id, ["debit"] = l.GetDecimal("credit"), ["credit"] = l.GetDecimal("debit"), ["partner_id"] = l.GetReference("partner_id")!.Id,
                }))]),
            },
            bench.Company, Cancel);
        await bench.CallAsync("account.move", "action_post", reversal);
        await bench.ReconcileAsync(entry, reversal);
        return reversal;
    }

    private static Money Of(decimal amount) => new(amount, Eur);
}

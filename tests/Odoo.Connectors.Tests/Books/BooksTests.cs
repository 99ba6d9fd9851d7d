using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests;

/// <summary>What customers owe, as a real Odoo answered for the same bookings (contract scenario balance-ageing).</summary>
public sealed class BooksTests
{
    private static readonly Currency Eur = Currency.Parse("EUR");
    private static readonly Currency Usd = Currency.Parse("USD");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>100 is due since 65 days on 10 April, 120 since 34, 300 since 6; 30 is to the customer's credit, 125 USD is not due: 490 EUR and 590 in the books, as recorded.</summary>
    [Fact]
    public async Task Receivables_AsRecorded_OpenOverdueAndAged()
    {
        await using FeedBench bench = FeedBench.Start([]);
        Recorded story = await RecordedAsync(bench);
        Receivables owed = await OwedAsync(bench, story.Partner);
        Assert.Equal((new DateOnly(2026, 4, 10), 2, 0), (owed.AsOf, owed.Currencies.Count, owed.HeldByDrafts.Count));
        CurrencyReceivables eur = owed.Currencies[0];
        Assert.Equal((Of(490m), Of(490m), Of(0m), Of(520m), Of(30m), Of(0m)), (eur.Open, eur.OpenInBooks, eur.NotDue, eur.Overdue, eur.Credits, eur.InPayment));
        Assert.Equal([(1, (int?)30, Of(300m)), (31, 60, Of(120m)), (61, 90, Of(100m)), (91, null, Of(0m))], eur.Aged.Select(a => (a.FromDays, a.ToDays, a.Amount)));
        Assert.Equal(
            [($"{story.A}", 65, Of(100m)), ($"{story.B}", 34, Of(120m)), ($"{story.Credit}", 26, Of(-30m)), ($"{story.C}", 6, Of(300m))],
            eur.Items.Select(i => (i.Document.Id, i.DaysOverdue, i.Open)));
        CurrencyReceivables usd = owed.Currencies[1];
        Money dollars = new(125m, Usd);
        Assert.Equal((dollars, Of(100m), dollars, new Money(0m, Usd)), (usd.Open, usd.OpenInBooks, usd.NotDue, usd.Overdue));
    }

    /// <summary>The lines as recorded, from 1 February: 100 before, then 300, 600, 520 after the payment, 490 after the credit.</summary>
    [Fact]
    public async Task Statement_AsRecorded_RunsFromTheOpeningToTheClosingBalance()
    {
        await using FeedBench bench = FeedBench.Start([]);
        Recorded story = await RecordedAsync(bench);
        AccountStatement statement = (await bench.Books.StatementAsync(Customer(story.Partner), new DateOnly(2026, 2, 1), new DateOnly(2026, 3, 31), Cancel))!;
        CurrencyStatement eur = statement.Currencies[0];
        Assert.Equal((Eur, Of(100m), Of(490m)), (eur.Currency, eur.Opening, eur.Closing));
        Assert.Equal(
            [(new DateOnly(2026, 2, 5), Of(200m), Of(300m)), (new DateOnly(2026, 3, 5), Of(300m), Of(600m)), (new DateOnly(2026, 3, 10), Of(-80m), Of(520m)), (new DateOnly(2026, 3, 15), Of(-30m), Of(490m))],
            eur.Entries.Select(e => (e.On, e.Amount, e.Balance)));
        Assert.Equal(
            [(RecordKinds.Invoice, $"{story.B}"), (RecordKinds.Invoice, $"{story.C}"), (RecordKinds.Payment, $"{story.Payment}"), (RecordKinds.CreditNote, $"{story.Credit}")],
            eur.Entries.Select(e => (e.Document.Kind, e.Document.Id)));
        CurrencyStatement usd = statement.Currencies[1];
        Assert.Equal((Usd, 0m, 125m), (usd.Currency, usd.Opening.Amount, usd.Closing.Amount));
    }

    [Fact]
    public async Task Statement_OfDaysWithoutEntries_IsTheBalance()
    {
        await using FeedBench bench = FeedBench.Start([]);
        Recorded story = await RecordedAsync(bench);
        AccountStatement statement = (await bench.Books.StatementAsync(Customer(story.Partner), new DateOnly(2026, 3, 16), new DateOnly(2026, 3, 19), Cancel))!;
        CurrencyStatement only = Assert.Single(statement.Currencies);
        Assert.Equal((Of(490m), 0, Of(490m)), (only.Opening, only.Entries.Count, only.Closing));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Books.StatementAsync(Customer(story.Partner), new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 1), Cancel));
    }

    /// <summary>At 22:30 UTC it is the next day in Brussels: what was due on the 10th is overdue by one day.</summary>
    [Fact]
    public async Task Receivables_LateInTheEvening_AreReckonedInTheCompanysDay()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        await bench.DocumentAsync(partner, 10m, "2026-04-01", "2026-04-10");
        CurrencyReceivables before = Assert.Single((await OwedAsync(bench, partner)).Currencies);
        bench.HubClock.MoveTo(new DateTimeOffset(2026, 4, 10, 22, 30, 0, TimeSpan.Zero));
        CurrencyReceivables after = Assert.Single((await OwedAsync(bench, partner)).Currencies);
        Assert.Equal((0, Of(10m), 1, Of(10m)), (before.Items[0].DaysOverdue, before.NotDue, after.Items[0].DaysOverdue, after.Overdue));
    }

    /// <summary>As recorded of a server that shows "in payment" without an entry: the residual stays, and it is no longer for dunning.</summary>
    [Fact]
    public async Task Receivables_InPaymentWithoutAnEntry_SayHowMuchOfTheOpenIs()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 100m, "2026-02-05", "2026-02-20");
        await bench.DocumentAsync(partner, 11m, "2026-02-06", "2026-02-20");
        await bench.WriteAsync("account.move", invoice, new JsonObject { ["payment_state"] = "in_payment" });
        CurrencyReceivables eur = Assert.Single((await OwedAsync(bench, partner)).Currencies);
        Assert.Equal((Of(111m), Of(100m)), (eur.Open, eur.InPayment));
        Assert.Equal([true, false], eur.Items.OrderByDescending(i => i.Open.Amount).Select(i => i.IsInPayment));
    }

    /// <summary>button_draft leaves the matching (recorded): the invoice is not owed, and the payment is not free either.</summary>
    [Fact]
    public async Task Receivables_PaidInvoicePutBackToDraft_IsNamed()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 60m, "2026-02-05", "2026-02-20");
        await bench.PayAsync(invoice, 60m, "2026-03-10");
        await bench.CallAsync("account.move", "button_draft", invoice);
        Receivables owed = await OwedAsync(bench, partner);
        Assert.Equal(new ExternalRef("odoo", RecordKinds.Invoice, $"{invoice}"), Assert.Single(owed.HeldByDrafts));
        Assert.Empty(owed.Currencies);
    }

    /// <summary>The receivable of a contact's invoice is booked on its company.</summary>
    [Fact]
    public async Task Receivables_OfAContact_AreThoseOfItsCompany()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long contact = await bench.Person.CreateAsync("res.partner", new JsonObject { ["name"] = "Ann", ["parent_id"] = partner }, bench.Company, Cancel);
        await bench.DocumentAsync(partner, 60m, "2026-02-05", "2026-02-20");
        IReadOnlyDictionary<ExternalRef, Receivables> owed = await bench.Books.ReceivablesAsync([Customer(contact), Customer(999_999), new ExternalRef("crm", "customer", "none")], Cancel);
        Assert.Equal($"{partner}", Assert.Single(owed).Value.Customer.Id);
        Assert.Equal(Of(60m), owed[Customer(contact)].Currencies[0].Open);
    }

    [Fact]
    public async Task Receivables_OfManyCustomers_TakeAFewCalls()
    {
        await using FeedBench bench = FeedBench.Start([]);
        List<ExternalRef> customers = [];
        for (int i = 1; i <= 30; i++)
        {
            long partner = await bench.CustomerAsync($"Customer {i}");
            await bench.DocumentAsync(partner, i, "2026-02-05", "2026-02-20");
            customers.Add(Customer(partner));
        }

        await bench.Books.ReceivablesAsync([customers[0]], Cancel);
        int before = bench.Odoo.Calls.Count;
        IReadOnlyDictionary<ExternalRef, Receivables> owed = await bench.Books.ReceivablesAsync(customers, Cancel);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => Of(i)), customers.Select(c => owed[c].Currencies[0].Open));
        Assert.True(bench.Odoo.Calls.Count - before <= 8, $"{bench.Odoo.Calls.Count - before} calls for 30 customers");
    }

    /// <summary>By the reference of the source: the external id tells, with and without the company's own chart of ids beside it.</summary>
    [Fact]
    public async Task Documents_BySourceReference_TellWhereTheyStand()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 60m, "2026-02-05", "2026-02-20");
        long payment = await bench.PayAsync(invoice, 20m, "2026-03-10");
        await NameAsync(bench, "account.move", invoice, "oc_stripe", "invoice_in_1");
        await NameAsync(bench, "account.payment", payment, "oc_stripe", "payment_py_1");
        ExternalRef atStripe = new("stripe", RecordKinds.Invoice, "in_1");
        ExternalRef own = new("odoo", RecordKinds.Invoice, $"{invoice}");
        IReadOnlyDictionary<ExternalRef, DocumentStatus> found = await bench.Books.DocumentsAsync([atStripe, own, atStripe with { Id = "in_2" }], Cancel);
        Assert.Equal(2, found.Count);
        Assert.Equal((own, atStripe, DocumentState.PartlyPaid, Of(40m)), (found[atStripe].Ref, found[atStripe].Source, found[atStripe].State, found[own].Open));
        Assert.Equal(new ExternalRef("stripe", RecordKinds.Payment, "py_1"), Assert.Single(found[own].Settlements).Source);

        ExternalRef paid = new("stripe", RecordKinds.Payment, "py_1");
        BookedPayment money = Assert.Single(await bench.Books.PaymentsAsync([paid], Cancel)).Value;
        Assert.Equal((paid, atStripe, (Money?)Of(20m)), (money.Source, Assert.Single(money.Allocations).Source, money.Allocations[0].Amount));
    }

    [Fact]
    public async Task ChangedDocuments_SinceAWatermark_AreThoseThatChanged()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long one = await bench.DocumentAsync(partner, 60m, "2026-02-05", "2026-02-20");
        long two = await bench.DocumentAsync(partner, 70m, "2026-02-05", "2026-02-20");
        (List<string> all, string? watermark) = await ChangedAsync(bench, null);
        Assert.Equal([$"{one}", $"{two}"], all);
        bench.OdooClock.Move(TimeSpan.FromMinutes(10));
        await bench.PayAsync(two, 70m, "2026-03-10");
        (List<string> changed, watermark) = await ChangedAsync(bench, watermark);
        Assert.Equal([$"{two}"], changed);
        Assert.Empty((await ChangedAsync(bench, watermark)).Ids);
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => ChangedAsync(bench, "yesterday"));
        Assert.Equal((ErrorKind.Configuration, "watermark"), (e.Kind, e.Field));
    }

    private static async Task<(List<string> Ids, string? Watermark)> ChangedAsync(FeedBench bench, string? watermark)
    {
        List<string> ids = [];
        await foreach (ChangedDocuments page in bench.Books.ChangedDocumentsAsync(watermark, Cancel))
        {
            ids.AddRange(page.Documents.Select(d => d.Ref.Id));
            watermark = page.Watermark;
        }

        return (ids, watermark);
    }

    private static Task NameAsync(FeedBench bench, string model, long id, string module, string name) => bench.Person.CreateAsync(
        "ir.model.data", new JsonObject { ["module"] = module, ["name"] = name, ["model"] = model, ["res_id"] = id }, bench.Company, Cancel);

    private static async Task<Receivables> OwedAsync(FeedBench bench, long partner) => (await bench.Books.ReceivablesAsync([Customer(partner)], Cancel))[Customer(partner)];

    private static async Task<Recorded> RecordedAsync(FeedBench bench)
    {
        long partner = await bench.CustomerAsync();
        long a = await bench.DocumentAsync(partner, 100m, "2026-01-05", "2026-02-04");
        long b = await bench.DocumentAsync(partner, 200m, "2026-02-05", "2026-03-07");
        long c = await bench.DocumentAsync(partner, 300m, "2026-03-05", "2026-04-04");
        long payment = await bench.PayAsync(b, 80m, "2026-03-10");
        long credit = await bench.DocumentAsync(partner, 30m, "2026-03-15", "2026-03-15", "out_refund");
        await bench.DocumentAsync(partner, 125m, "2026-03-20", "2026-04-20", currency: "USD");
        return new Recorded(partner, a, b, c, payment, credit);
    }

    private static ExternalRef Customer(long id) => new("odoo", RecordKinds.Customer, $"{id}");

    private static Money Of(decimal amount) => new(amount, Eur);

    private sealed record Recorded(long Partner, long A, long B, long C, long Payment, long Credit);
}

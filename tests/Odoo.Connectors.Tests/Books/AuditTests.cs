using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests;

/// <summary>The books as an auditor takes them: every amount by arithmetic, every sum against its parts. Today is 10 April 2026.</summary>
public sealed class AuditTests
{
    private static readonly Currency Eur = Currency.Parse("EUR");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Powers of two, so that each sum has one reading: today 1; 1 and 30 days 2 + 4; 31 and 60 days 8 + 16; 61 and 90 days 32 + 64; 91 days 128.</summary>
    [Fact]
    public async Task Aged_OnTheEdgesOfItsBuckets_HoldsEachDocumentOnce()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        string[] due = ["2026-04-10", "2026-04-09", "2026-03-11", "2026-03-10", "2026-02-09", "2026-02-08", "2026-01-10", "2026-01-09"];
        for (int i = 0; i < due.Length; i++)
        {
            await bench.DocumentAsync(partner, 1 << i, "2026-01-02", due[i]);
        }

        CurrencyReceivables eur = Assert.Single((await OwedAsync(bench, partner)).Currencies);
        Assert.Equal([Of(6m), Of(24m), Of(96m), Of(128m)], eur.Aged.Select(a => a.Amount));
        Assert.Equal((Of(1m), Of(254m), Of(255m), Of(0m)), (eur.NotDue, eur.Overdue, eur.Open, eur.Credits));
        AssertSums(eur);
    }

    /// <summary>JPY has no decimals, KWD three. 160 JPY and 0.330 KWD are one euro; a part of each document is paid.</summary>
    [Theory]
    [InlineData("JPY", "160", "10000", "3333", "6667", "41.67")] // 10000 / 160 = 62.50, 3333 / 160 = 20.83; 62.50 - 20.83
    [InlineData("KWD", "0.33", "12.345", "2.346", "9.999", "30.30")] // 12.345 / 0.33 = 37.41, 2.346 / 0.33 = 7.11; 37.41 - 7.11
    public async Task PartialPayment_InACurrencyOfNoOrThreeDecimals_LeavesTheRestToTheMinorUnit(string code, string rate, string total, string paid, string open, string inBooks)
    {
        await using FeedBench bench = FeedBench.Start([]);
        await RateAsync(bench, code, "2026-01-15", Number(rate));
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, Number(total), "2026-02-01", "2026-03-01", currency: code);
        long payment = await bench.PayAsync(invoice, Number(paid), "2026-03-10");

        Currency currency = Currency.Parse(code);
        CurrencyReceivables owed = Assert.Single((await OwedAsync(bench, partner)).Currencies);
        Assert.Equal((new Money(Number(open), currency), Of(Number(inBooks))), (owed.Open, owed.OpenInBooks));
        Assert.Equal((new Money(Number(open), currency), 40), (owed.Overdue, Assert.Single(owed.Items).DaysOverdue));
        AssertSums(owed);

        CurrencyStatement statement = Assert.Single((await StatementAsync(bench, partner, "2026-03-01", "2026-04-10")).Currencies);
        Assert.Equal((new Money(Number(total), currency), new Money(Number(open), currency)), (statement.Opening, statement.Closing));
        StatementEntry only = Assert.Single(statement.Entries);
        Assert.Equal((new ExternalRef("odoo", RecordKinds.Payment, $"{payment}"), new Money(-Number(paid), currency)), (only.Document, only.Amount));
    }

    /// <summary>
    /// 100.00 owed, 40.00 on account; a credit note of 30.00 of which 20.00 settle an invoice: 10.00 of it are left. 100 - 40 - 10 = 50.
    /// </summary>
    [Fact]
    public async Task MoneyOnAccountAndCreditInPart_AreCreditsAndInNoBucket()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        await bench.DocumentAsync(partner, 100m, "2026-02-01", "2026-03-01");
        long settled = await bench.DocumentAsync(partner, 20m, "2026-02-01", "2026-03-01");
        long credit = await bench.DocumentAsync(partner, 30m, "2026-02-15", "2026-02-15", "out_refund");
        await bench.ReconcileAsync(settled, credit);
        long payment = await bench.Person.CreateAsync("account.payment", new JsonObject
        {
            ["payment_type"] = "inbound", ["partner_type"] = "customer", ["partner_id"] = partner, ["amount"] = 40, ["date"] = "2026-03-20", ["journal_id"] = await bench.JournalAsync("bank"),
        }, bench.Company, Cancel);
        await bench.CallAsync("account.payment", "action_post", payment);

        CurrencyReceivables eur = Assert.Single((await OwedAsync(bench, partner)).Currencies);
        Assert.Equal((Of(50m), Of(100m), Of(0m), Of(50m)), (eur.Open, eur.Overdue, eur.NotDue, eur.Credits));
        Assert.Equal([Of(0m), Of(100m), Of(0m), Of(0m)], eur.Aged.Select(a => a.Amount));
        Assert.Equal(
            [(RecordKinds.CreditNote, $"{credit}", Of(-10m)), (RecordKinds.Payment, $"{payment}", Of(-40m))],
            eur.Items.Where(i => i.Open.Amount < 0m).Select(i => (i.Document.Kind, i.Document.Id, i.Open)));
        AssertSums(eur);

        // 100 + 20 - 30 - 40 = 50: matching moves nothing on the account.
        CurrencyStatement statement = Assert.Single((await StatementAsync(bench, partner, "2026-01-01", "2026-04-10")).Currencies);
        Assert.Equal((Of(0m), 4, eur.Open), (statement.Opening, statement.Entries.Count, statement.Closing));
    }

    /// <summary>The opening balance and the movements of any days make the closing balance, which opens the days after, currency by currency.</summary>
    [Fact]
    public async Task Statements_OfDaysInARow_CloseWhereTheNextOpens()
    {
        await using FeedBench bench = FeedBench.Start([]);
        await RateAsync(bench, "JPY", "2026-01-15", 160m);
        long partner = await bench.CustomerAsync();
        long one = await bench.DocumentAsync(partner, 99.99m, "2026-01-31", "2026-02-28");
        await bench.DocumentAsync(partner, 0.01m, "2026-02-01", "2026-02-28");
        await bench.DocumentAsync(partner, 5001m, "2026-02-28", "2026-03-31", currency: "JPY");
        await bench.PayAsync(one, 33.33m, "2026-03-01");
        await bench.DocumentAsync(partner, 7m, "2026-03-31", "2026-03-31", "out_refund");

        Dictionary<string, decimal> balance = [];
        foreach ((string from, string to) in ((string, string)[])[("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-10")])
        {
            foreach (CurrencyStatement each in (await StatementAsync(bench, partner, from, to)).Currencies)
            {
                Assert.Equal(balance.GetValueOrDefault(each.Currency.Code), each.Opening.Amount);
                Assert.Equal(each.Closing.Amount, each.Opening.Amount + each.Entries.Sum(e => e.Amount.Amount));
                Assert.All(each.Entries, e => Assert.InRange(e.On, DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd")));
                balance[each.Currency.Code] = each.Closing.Amount;
            }
        }

        // 99.99 + 0.01 - 33.33 - 7.00 = 59.67.
        Assert.Equal((59.67m, 5001m), (balance["EUR"], balance["JPY"]));
        Receivables owed = await OwedAsync(bench, partner);
        Assert.Equal([("EUR", 59.67m), ("JPY", 5001m)], owed.Currencies.Select(c => (c.Currency.Code, c.Open.Amount)));
    }

    /// <summary>125 USD are 100.00 at 1.25 and 125.00 on the day of payment: the customer owes nothing, and 25.00 of exchange are not his account's.</summary>
    [Fact]
    public async Task PaidAtAnotherRate_TheAccountIsEvenAndTheDifferenceOfExchangeIsNoEntry()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 125m, "2026-02-01", "2026-03-01", currency: "USD");
        await RateAsync(bench, "USD", "2026-03-10", 1m);
        await bench.PayAsync(invoice, 125m, "2026-03-10");
        Assert.Empty((await OwedAsync(bench, partner)).Currencies);
        CurrencyStatement usd = Assert.Single((await StatementAsync(bench, partner, "2026-01-01", "2026-04-10")).Currencies);
        Assert.Equal([125m, -125m], usd.Entries.Select(e => e.Amount.Amount));
        Assert.Equal((0m, 0m), (usd.Opening.Amount, usd.Closing.Amount));
    }

    /// <summary>At that instant it is 11 April in Auckland, and still the 10th in Los Angeles where it is 22:00.</summary>
    [Theory]
    [InlineData("Pacific/Auckland", "2026-04-10T12:30:00Z", 1)]
    [InlineData("America/Los_Angeles", "2026-04-11T05:00:00Z", 0)]
    public async Task DueToday_IsTheCompanysToday(string zone, string now, int overdue)
    {
        await using FeedBench bench = FeedBench.Start([], configure: o => o.TimeZone = zone);
        long partner = await bench.CustomerAsync();
        await bench.DocumentAsync(partner, 10m, "2026-04-01", "2026-04-10");
        bench.HubClock.MoveTo(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        CurrencyReceivables eur = Assert.Single((await OwedAsync(bench, partner)).Currencies);
        Assert.Equal((overdue, Of(overdue * 10m)), (Assert.Single(eur.Items).DaysOverdue, eur.Overdue));
    }

    /// <summary>A draft is not owed, nor is what was cancelled, and neither is on the statement.</summary>
    [Fact]
    public async Task DraftsAndCancelledDocuments_AreNotOwed()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long cancelled = await bench.DocumentAsync(partner, 10m, "2026-02-01", "2026-03-01");
        await bench.CallAsync("account.move", "button_cancel", cancelled);
        long draft = await bench.DocumentAsync(partner, 20m, "2026-02-01", "2026-03-01");
        await bench.CallAsync("account.move", "button_draft", draft);
        Receivables owed = await OwedAsync(bench, partner);
        Assert.Equal((0, 0), (owed.Currencies.Count, owed.HeldByDrafts.Count));
        Assert.Empty((await StatementAsync(bench, partner, "2026-01-01", "2026-04-10")).Currencies);
    }

    private static void AssertSums(CurrencyReceivables owed)
    {
        Assert.Equal(owed.Open, owed.NotDue + owed.Overdue - owed.Credits);
        Assert.Equal(owed.Open.Amount, owed.Items.Sum(i => i.Open.Amount));
        Assert.Equal(owed.Overdue.Amount, owed.Aged.Sum(a => a.Amount.Amount));
    }

    /// <summary>How many units of a currency are one euro from a day on; an inactive currency is made active.</summary>
    private static async Task RateAsync(FeedBench bench, string code, string day, decimal rate)
    {
        OdooContext everything = new() { AllowedCompanyIds = [bench.Odoo.CompanyId], ActiveTest = false };
        long currency = Assert.Single(await bench.Person.SearchAsync("res.currency", OdooDomain.Where("name", "=", code), context: everything, cancellationToken: Cancel));
        await bench.WriteAsync("res.currency", currency, new JsonObject { ["active"] = true });
        await bench.Person.CreateAsync("res.currency.rate", new JsonObject { ["currency_id"] = currency, ["name"] = day, ["rate"] = rate, ["company_id"] = bench.Odoo.CompanyId }, bench.Company, Cancel);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<AccountStatement> StatementAsync(FeedBench bench, long partner, string from, string to) =>
        (await bench.Books.StatementAsync(Customer(partner), DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd"), Cancel))!;

    private static async Task<Receivables> OwedAsync(FeedBench bench, long partner) => (await bench.Books.ReceivablesAsync([Customer(partner)], Cancel))[Customer(partner)];

    private static ExternalRef Customer(long id) => new("odoo", RecordKinds.Customer, $"{id}");

    private static Money Of(decimal amount) => new(amount, Eur);
}

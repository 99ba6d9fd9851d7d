using Microsoft.Extensions.DependencyInjection;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>What a flow reads of a customer's account: the bookings of the contract scenario balance-ageing, as <see cref="BooksTests"/> has them.</summary>
public sealed class BalanceTests
{
    private static readonly Currency s_eur = Currency.Parse("EUR");
    private static readonly Currency s_usd = Currency.Parse("USD");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>120 of 200 are due since 34 days on 10 April, 125 USD are not due; 30 are to the customer's credit. 80 came in on 10 March.</summary>
    [Fact]
    public async Task Balance_OfACustomer_IsOpenOverdueAndLastPaid()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long invoice = await bench.DocumentAsync(partner, 200m, "2026-02-05", "2026-03-07");
        await bench.PayAsync(invoice, 80m, "2026-03-10");
        await bench.DocumentAsync(partner, 30m, "2026-03-15", "2026-03-15", "out_refund");
        await bench.DocumentAsync(partner, 125m, "2026-03-20", "2026-04-20", currency: "USD");
        AccountBalance balance = (await ReadAsync(bench, partner))!;
        Assert.Equal((new ExternalRef("odoo", RecordKinds.Customer, $"{partner}"), new DateOnly(2026, 4, 10)), (balance.Customer, balance.AsOf));
        Assert.Equal(
            [new CurrencyBalance(new Money(90m, s_eur), new Money(120m, s_eur)), new CurrencyBalance(new Money(125m, s_usd), new Money(0m, s_usd))], balance.Currencies);
        Assert.Equal(new ReceivedMoney(new Money(80m, s_eur), new DateOnly(2026, 3, 10)), balance.LastPayment);
    }

    /// <summary>A line of a bank statement is money too, a credit note and a refund are none; a contact's account is its company's.</summary>
    [Fact]
    public async Task Balance_LastPayment_IsTheLatestMoneyThatCameIn()
    {
        await using FeedBench bench = FeedBench.Start([]);
        long partner = await bench.CustomerAsync();
        long contact = await bench.Person.CreateAsync("res.partner", new JsonObject { ["name"] = "Ann", ["parent_id"] = partner }, bench.Company, Cancel);
        long first = await bench.DocumentAsync(partner, 50m, "2026-02-05", "2026-03-07");
        long second = await bench.DocumentAsync(partner, 20m, "2026-02-05", "2026-03-07");
        Assert.Null((await ReadAsync(bench, partner))!.LastPayment);
        await bench.TransferAsync(partner, 50m, "2026-03-20", first);
        await bench.PayAsync(second, 20m, "2026-03-11");
        await bench.DocumentAsync(partner, 5m, "2026-04-01", "2026-04-01", "out_refund");
        AccountBalance balance = (await ReadAsync(bench, contact))!;
        Assert.Equal(new ReceivedMoney(new Money(50m, s_eur), new DateOnly(2026, 3, 20)), balance.LastPayment);
        Assert.Equal(new Money(-5m, s_eur), Assert.Single(balance.Currencies).Open);
    }

    [Fact]
    public async Task Balance_OfNobody_IsNone()
    {
        await using FeedBench bench = FeedBench.Start([]);
        Assert.Null(await ReadAsync(bench, 999_999));
        Assert.Null(await Reader(bench).ReadAsync(new ExternalRef("odoo", RecordKinds.AccountBalance, "001A"), Cancel));
    }

    private static IReader Reader(FeedBench bench) => bench.Services.GetServices<IConnectedSystem>().OfType<IReader>().Single(s => s.Name == "odoo");

    private static async Task<AccountBalance?> ReadAsync(FeedBench bench, long partner)
    {
        ExternalRef reference = new("odoo", RecordKinds.AccountBalance, $"{partner}");
        byte[]? answer = await Reader(bench).ReadAsync(reference, Cancel);
        return answer is null ? null : (AccountBalance)Reader(bench).Decode(reference, answer);
    }
}

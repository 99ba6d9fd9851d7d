using CsCheck;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>How a document's net is given out over lines and days.</summary>
public sealed class ServicePartTests
{
    private static readonly string[] s_currencies = ["EUR", "JPY", "KWD"];
    private static readonly DateOnly s_first = new(2026, 1, 1);

    /// <summary>100.00 over January to March, 90 days: 31, 59 and 90 of them are 34.44, 65.56 and 100.00.</summary>
    [Fact]
    public void EarnedBy_EndsOfMonths_IsStraightByDays()
    {
        ServicePart part = new(Of(100m), s_first, new DateOnly(2026, 4, 1));
        Assert.Equal([34.44m, 65.56m, 100m, 100m], Ends().Take(4).Select(d => part.EarnedBy(d, s_first)));
        Assert.Equal([65.56m, 34.44m, 0m], Ends().Take(3).Select(d => part.DeferredBy(d, s_first)));
    }

    /// <summary>Nothing of a document is earned before it is booked; then, at once, all of the days before.</summary>
    [Fact]
    public void EarnedBy_BookedAfterItsService_IsEarnedInTheMonthOfTheBooking()
    {
        ServicePart part = new(Of(90m), s_first, new DateOnly(2026, 4, 1));
        Assert.Equal([0m, 59m, 90m], Ends().Take(3).Select(d => part.EarnedBy(d, new DateOnly(2026, 2, 10))));
        Assert.Equal([0m, 31m, 0m], Ends().Take(3).Select(d => part.DeferredBy(d, new DateOnly(2026, 2, 10))));
    }

    /// <summary>However the days are cut, what is earned in the pieces is the whole.</summary>
    [Fact]
    public void EarnedBy_AnyDays_SumsToTheWhole() => Gen.Select(Gen.Long[-10_000_000, 10_000_000], Gen.Int[1, 800], Gen.Int[0, 60], Gen.Int[0, 2], Gen.Int[0, 900].Array[0, 12]).Sample(
        x =>
        {
            Currency currency = Currency.Parse(s_currencies[x.Item4]);
            ServicePart part = new(Money.FromMinor(x.Item1, currency), s_first.AddDays(x.Item3), s_first.AddDays(x.Item3 + x.Item2));
            decimal earned = 0m, before = 0m;
            foreach (int day in x.Item5.Append(1000).Order())
            {
                decimal now = part.EarnedBy(s_first.AddDays(day), s_first);
                Assert.Equal(now, Math.Round(now, currency.Exponent));
                Assert.Equal(part.Amount.Amount, now + part.DeferredBy(s_first.AddDays(day), s_first));
                (earned, before) = (earned + now - before, now);
            }

            Assert.Equal(part.Amount.Amount, earned);
        },
        iter: 500);

    /// <summary>Whatever the lines weigh, also below zero, their parts sum to the document's net.</summary>
    [Fact]
    public void Parts_OfAnyLines_SumToTheNet() => Gen.Select(Gen.Long[0, 1_000_000], Gen.Int[-5000, 20_000].Array[0, 8]).Sample(
        x =>
        {
            Money net = Money.FromMinor(x.Item1, Currency.Parse("EUR"));
            DocumentFact fact = new() { Lines = [.. x.Item2.Select((w, i) => new ServiceFact($"{i}", w / 100m, s_first, s_first.AddDays(i)))] };
            Assert.Equal(net.Amount, ServiceParts.Of(net, fact, null).Sum(p => p.Amount.Amount));
        },
        iter: 500);

    /// <summary>Lines of 60.00, -10.00 and 50.00 with a discount of 10.00 on the document: 90 over 100.</summary>
    [Fact]
    public void Parts_WithADiscountOnTheDocument_ShareIt()
    {
        DocumentFact fact = new() { Lines = [new("a", 60m, s_first, s_first.AddDays(30)), new("b", -10m, null, null), new("c", 50m, null, null)] };
        Assert.Equal([54m, -9m, 45m], ServiceParts.Of(Of(90m), fact, null).Select(p => p.Amount.Amount));
        Assert.Equal([60m, -10m, 50m], ServiceParts.Of(Of(100m), fact, null).Select(p => p.Amount.Amount));
    }

    /// <summary>A credit note whose lines name no days takes back those of its invoice; one that names days has its own.</summary>
    [Fact]
    public void Parts_OfACreditNote_AreOfItsOwnDaysElseOfItsInvoices()
    {
        DocumentFact invoice = new() { Lines = [new("a", 100m, s_first, s_first.AddDays(31))] };
        DocumentFact without = new() { Lines = [new("x", 40m, null, null)] };
        DocumentFact with = new() { Lines = [new("x", 40m, s_first.AddDays(10), s_first.AddDays(31))] };
        Assert.Equal(new ServicePart(Of(-40m), s_first, s_first.AddDays(31)), Assert.Single(ServiceParts.Of(Of(-40m), without, invoice)));
        Assert.Equal(new ServicePart(Of(-40m), s_first.AddDays(10), s_first.AddDays(31)), Assert.Single(ServiceParts.Of(Of(-40m), with, invoice)));
        Assert.Equal(new ServicePart(Of(-40m), null, null), Assert.Single(ServiceParts.Of(Of(-40m), without, null)));
    }

    private static Money Of(decimal amount) => new(amount, Currency.Parse("EUR"));

    private static IEnumerable<DateOnly> Ends() => Enumerable.Range(1, 12).Select(m => s_first.AddMonths(m).AddDays(-1));
}

using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>What is kept of what is told, and what is in no number.</summary>
public sealed class ToldRecordsTests
{
    private static readonly RevenueScope s_scope = new()
    {
        From = new DateOnly(2026, 1, 1), Months = 2, Measures = [RevenueMeasure.Pipeline, RevenueMeasure.MrrEnd], ReportingCurrency = Currency.Parse("JPY"),
    };

    private static readonly string[] s_polls = ["2026-01-05T12:00:00Z", "2026-01-06T12:00:00Z"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// A deal that is deleted in February is in January's pipeline alone. A contract counts from its owner, whoever else tells of one, and of one in a currency that
    /// goes to no company it is said, though its event is parked.
    /// </summary>
    [Fact]
    public async Task Told_GoneOfOthersOrWithoutACompany_CountsAsFarAsItIsTrue()
    {
        await using RevenueWorld world = new();
        Deal deal = Deal(world, "d1", 5000m);
        await world.HearAsync(world.Crm, ChangeKinds.DealSeen, deal.Ref, "001", "2026-01-05T12:00:00Z", deal);
        world.MoveTo("2026-02-10T12:00:00Z");
        world.Crm.Remove(deal.Ref);
        await world.TakeAsync(world.Crm.Tell(ChangeKinds.RecordGone, deal.Ref, "001", RevenueWorld.At("2026-02-10T12:00:00Z"), null));
        Contract theirs = Contract(world.Crm, "EUR"), nowhere = Contract(world.Books, "USD");
        await world.TakeAsync(world.Crm.Tell(ChangeKinds.ContractChanged, theirs.Ref, "001", RevenueWorld.At("2026-02-10T12:00:00Z"), theirs));
        await world.Hub.AcceptAsync([world.Books.Tell(ChangeKinds.ContractChanged, nowhere.Ref, "cus", RevenueWorld.At("2026-02-10T12:00:00Z"), nowhere)], Cancel);
        await world.Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel);
        Assert.Equal("unrouted", Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Cause);

        RevenueReport report = await world.Revenue.ReportAsync(s_scope with { ReportingCurrency = null }, Cancel);
        Assert.Equal([(1, 5000m)], report.Figures.Select(f => (f.Month.Month, f.Amount.Amount)));
        Assert.Equal([new RevenueGap(RevenueGapKind.NoCompany, nowhere.Ref, null)], report.Gaps);
    }

    /// <summary>
    /// The process ends around the commit that keeps a version, at another point for each deal. Each is told again and counts once: a deal of 1,000 and a multiple
    /// of 100 for each point, and a second version of each with 5,000 more.
    /// </summary>
    [Fact]
    public async Task Told_WhileTheProcessEndsAtEachPoint_CountsOnceAndAsTold()
    {
        string[] points = [FaultPoint.BeforeAccept, FaultPoint.Accepted, FaultPoint.BeforeDecided, FaultPoint.Decided];
        await using RevenueWorld world = new();
        decimal expected = 0m;
        for (int i = 0; i < points.Length; i++)
        {
            decimal first = 1000m + (100m * i), second = first + 5000m;
            foreach ((string at, decimal amount) in ((string, decimal)[])[($"2026-01-{5 + (2 * i):00}T12:00:00Z", first), ($"2026-01-{6 + (2 * i):00}T12:00:00Z", second)])
            {
                Deal deal = Deal(world, $"d{i}", amount);
                Delivery told = world.Crm.Tell(ChangeKinds.DealSeen, deal.Ref, "001", RevenueWorld.At(at), deal);
                world.MoveTo(at);
                using Crash crash = new();
                crash.At(points[i], 1);
                await world.RestartAsync(crash);
                try
                {
                    await world.Hub.AcceptAsync([told], crash.Token);
                    await world.Hub.DrainAsync(TimeSpan.FromSeconds(20), crash.Token);
                }
                catch (OperationCanceledException) when (crash.Happened)
                {
                    await world.RestartAsync();
                }

                Assert.True(crash.Happened, $"{points[i]} was not reached");
                await world.TakeAsync(told);
            }

            expected += second;
        }

        Assert.Equal(2 * points.Length, (await world.Store.ReadAsync(t => t.History.PageAsync(RecordKinds.Deal, DateTimeOffset.MaxValue, null, 100, Cancel), Cancel)).Count);
        RevenueReport report = await world.Revenue.ReportAsync(s_scope with { Months = 1, ReportingCurrency = null, Measures = [RevenueMeasure.Pipeline] }, Cancel);
        Assert.Equal(expected, Assert.Single(report.Figures).Amount.Amount);

        // Another process says the same.
        await world.RestartAsync();
        RevenueReport again = await world.Revenue.ReportAsync(s_scope with { Months = 1, ReportingCurrency = null, Measures = [RevenueMeasure.Pipeline], KnownBy = report.KnownBy }, Cancel);
        Assert.Equal(report.Figures.Select(f => (f.Measure, f.Amount)), again.Figures.Select(f => (f.Measure, f.Amount)));
    }

    /// <summary>5000 at the host's own 170 from February on; January has no rate, and Odoo's is not taken. What a poll reads again is kept once.</summary>
    [Fact]
    public async Task Rates_OfTheHost_AreTakenAlone()
    {
        await using RevenueWorld world = new(hub => hub.AddRevenueReporting(o => o.Rates.Add(new RevenueRate { Currency = "EUR", Into = "JPY", From = new DateOnly(2026, 2, 1), Rate = 170m })));
        Deal deal = Deal(world, "d1", 5000m);
        foreach (string at in s_polls)
        {
            world.MoveTo(at);
            await world.TakeAsync(world.Crm.Tell(ChangeKinds.DealSeen, deal.Ref, "001", RevenueWorld.At(at), deal) with { DedupeKey = null });
        }

        Assert.Single(await world.Store.ReadAsync(t => t.History.PageAsync(RecordKinds.Deal, DateTimeOffset.MaxValue, null, 10, Cancel), Cancel));
        RevenueReport report = await world.Revenue.ReportAsync(s_scope, Cancel);
        Assert.Equal([(1, null, null), (2, 850_000m, 170m)], report.Figures.Select(f => (f.Month.Month, f.Converted?.Amount, f.Rate)));
        Assert.Equal([new RevenueGap(RevenueGapKind.NoRate, new ExternalRef("odoo-be", "currency", "EUR"), new DateOnly(2026, 1, 1))], report.Gaps);
    }

    [Theory]
    [InlineData("EUR", "XXY", 1)]
    [InlineData("", "EUR", 1)]
    [InlineData("USD", "EUR", 0)]
    public void Options_RateThatIsNone_IsNamed(string currency, string into, int rate)
    {
        RevenueOptions options = new() { Rates = [new RevenueRate { Currency = currency, Into = into, From = new DateOnly(2026, 1, 1), Rate = rate }] };
        Assert.Contains("Revenue:Rates:0", new RevenueOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(121)]
    public async Task Report_OfNoMonths_IsRefused(int months)
    {
        await using RevenueWorld world = new();
        Assert.Equal("Months", (await Assert.ThrowsAsync<ConnectorException>(() => world.Revenue.ReportAsync(s_scope with { Months = months }, Cancel))).Field);
    }

    private static Deal Deal(RevenueWorld world, string id, decimal amount) => new()
    {
        Ref = world.Crm.Ref(RecordKinds.Deal, id), Customer = new Customer { Ref = world.Crm.Ref(RecordKinds.Customer, "001"), Name = "Kanaal" }, Name = "Fleet", IsWon = false,
        Currency = Currency.Parse("EUR"), Stage = "open", Amount = new Money(amount, Currency.Parse("EUR")),
    };

    private static Contract Contract(StorySource source, string currency)
    {
        ExternalRef customer = source.Ref(RecordKinds.Customer, "cus");
        source.Put(customer, new Customer { Ref = customer, Name = "Name", Website = "https://cus.example" });
        return new Contract
        {
            Ref = source.Ref(RecordKinds.Contract, "sub"), Customer = customer, Status = ContractStatus.Active, Currency = Currency.Parse(currency), StartsOn = new DateOnly(2026, 1, 1),
            Recurrence = new Recurrence(1, RecurrenceUnit.Month), Terms = [new ProductLine { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = 1m, UnitPrice = 10m }],
        };
    }
}

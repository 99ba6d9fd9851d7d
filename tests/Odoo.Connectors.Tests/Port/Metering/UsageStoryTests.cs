using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.Port.GivenContract;
using static Odoo.Connectors.Tests.Port.Metering.GivenUsage;

namespace Odoo.Connectors.Tests.Port.Metering;

/// <summary>From a metering platform's lines to Odoo's invoice.</summary>
public sealed class UsageStoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>1,200 calls in April, 100 more told after its close, of which 50 are taken back later; 300 in May, 50 in June.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Lines_OfThreeMonths_AreInvoicedByOdooToTheCent(string way)
    {
        SetClock clock = new() { Day = new DateTimeOffset(2026, 4, 30, 22, 0, 0, TimeSpan.Zero) };
        await using PortBench bench = await PortBench.StartAsync(way, Calls, more: h => Billed(h, clock));
        (Contract agreed, _) = await bench.AgreedAsync();
        await TellAsync("""{"id":"a","subscription":"sub_1","meter":"api","quantity":1000,"at":"2026-04-01T00:00:00+02:00"}""", """{"id":"b","subscription":"sub_1","meter":"api","quantity":200,"at":"2026-04-30T23:59:59+02:00"}""");
        await CloseAsync(new DateTimeOffset(2026, 4, 30, 22, 30, 0, TimeSpan.Zero));

        // 1000 x 0.01 + 200 x 0.008 = 11.60.
        Assert.Equal((111.60m, 2), await bench.InvoiceAsync(agreed));

        await TellAsync("""{"id":"c","subscription":"sub_1","meter":"api","quantity":100,"at":"2026-04-30T12:00:00+02:00"}""", """{"id":"d","subscription":"sub_1","meter":"api","quantity":300,"at":"2026-05-01T00:00:00+02:00"}""");
        await CloseAsync(new DateTimeOffset(2026, 5, 31, 22, 30, 0, TimeSpan.Zero));

        // 300 x 0.01 = 3.00, and 1,300 calls in April cost 12.40, 0.80 more than was told.
        Assert.Equal((3.80m, 2), await bench.InvoiceAsync(agreed));

        await TellAsync("""{"id":"e","subscription":"sub_1","meter":"api","quantity":50,"at":"2026-04-30T12:00:00+02:00","replaces":"c"}""", """{"id":"f","subscription":"sub_1","meter":"api","quantity":50,"at":"2026-06-01T00:00:00+02:00"}""");
        await CloseAsync(new DateTimeOffset(2026, 6, 30, 22, 30, 0, TimeSpan.Zero));
        await bench.AssertNoCasesAsync();

        // 50 x 0.01 = 0.50, and April gives 50 x 0.008 = 0.40 back: as many calls, and not as much money.
        Assert.Equal((0.10m, 2), await bench.InvoiceAsync(agreed));
        Assert.Equal("Correction of API calls, 2026-04-01 to 2026-04-30: 1250 instead of 1300", (await bench.UsageLinesAsync(agreed))[^1].Name);

        async Task TellAsync(params string[] lines)
        {
            using MemoryStream body = new(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            Assert.Empty((await bench.Services.GetRequiredService<IUsageIntake>().AcceptLinesAsync("metering", body, Cancel)).Faults);
        }

        async Task CloseAsync(DateTimeOffset at)
        {
            clock.Day = at;
            await bench.Services.GetRequiredService<IUsageOperations>().CloseDueAsync(Cancel);
            await bench.DrainAsync();
        }
    }

    /// <summary>Approval of the contract takes longer than its first period: the usage waits, and is billed once the order is there.</summary>
    [Fact]
    public async Task Contract_ThatIsNotMadeYet_IsWaitedFor()
    {
        SetClock clock = new() { Day = new DateTimeOffset(2026, 4, 30, 12, 0, 0, TimeSpan.Zero) };
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, Calls, more: h => Billed(h, clock));
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 1m, 100m));
        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer) with { Hold = "its price is low" });
        await bench.Services.GetRequiredService<IUsageIntake>().AcceptBatchAsync(
            "metering", [new UsageEvent { Id = "a", Subscription = agreed.Ref, Meter = "api", Quantity = 200, At = clock.Day }], Cancel);
        clock.Day = new DateTimeOffset(2026, 5, 2, 0, 0, 0, TimeSpan.Zero);
        await bench.Services.GetRequiredService<IUsageOperations>().CloseDueAsync(Cancel);
        await bench.Hub.DrainAsync(TimeSpan.FromMilliseconds(300), Cancel);

        CaseInfo held = Assert.Single(await bench.CasesAsync());
        Assert.Equal("approval", held.Reason.Cause);
        await bench.Hub.Cases.ApproveAsync(held.Id, "anna", Cancel);
        await bench.DrainAsync();
        await bench.AssertNoCasesAsync();
        Assert.Equal((102m, 2), await bench.InvoiceAsync(agreed));
    }

    /// <summary>What the feed tells of an order are the contract's terms: usage is none of them, and no revenue of each month.</summary>
    [Fact]
    public async Task Feed_OfAnOrderWithUsage_TellsTheTermsAlone()
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, Calls, more: Metered);
        (Contract agreed, _) = await bench.AgreedAsync();
        await bench.PostAsync(ToBill(Total(agreed, 4, 200m, Correction(3, 0m, 100m))));
        JsonNode order = (await bench.OrderAsync(agreed.Ref, "name"))["id"]!;
        ExternalRef reference = new("odoo", RecordKinds.Contract, order.ToJsonString());
        IReader odoo = (IReader)bench.Services.GetServices<IConnectedSystem>().Single(s => s.Name == "odoo");
        Contract told = (Contract)odoo.Decode(reference, await odoo.ReadAsync(reference, Cancel));
        Assert.Equal([("si_1", 1m)], told.Terms.Select(t => (t.Id, t.Quantity)));
    }

    private static void Billed(IConnectorsBuilder hub, SetClock clock)
    {
        hub.Services.AddSingleton<TimeProvider>(clock);
        hub.AddUsage(o =>
        {
            o.System = PostSource.System;
            o.Meters["api"] = new UsageMeterOptions { TimeZone = "Europe/Brussels", Target = "odoo", TargetName = "calls" };
        });
    }

    /// <summary>The real clock, set to a day of the story and running on from there: the hub's waits are timed by it.</summary>
    private sealed class SetClock : TimeProvider
    {
        private TimeSpan _offset;

        public DateTimeOffset Day
        {
            get => GetUtcNow();
            set => _offset = value - System.GetUtcNow();
        }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;
    }
}

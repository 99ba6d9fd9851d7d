using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;
using static Odoo.Connectors.Stores.Tests.Usage.UsageRig;

namespace Odoo.Connectors.Stores.Tests.Usage;

/// <summary>Periods begin and end in the company's time zone.</summary>
public sealed class UsagePeriodTests
{
    [Theory]
    [InlineData("Europe/Brussels", UsagePeriodKind.Month, "2026-10-31T22:59:59Z", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z")]
    [InlineData("Europe/Brussels", UsagePeriodKind.Month, "2026-10-31T23:00:00Z", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z")]
    [InlineData("Europe/Brussels", UsagePeriodKind.Day, "2026-10-25T00:30:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("Asia/Tokyo", UsagePeriodKind.Day, "2026-11-03T15:00:00Z", "2026-11-03T15:00:00Z", "2026-11-04T15:00:00Z")]
    [InlineData("America/Havana", UsagePeriodKind.Day, "2026-11-01T05:30:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    [InlineData("America/Santiago", UsagePeriodKind.Day, "2026-09-06T04:00:00Z", "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z")]
    public async Task Accept_AtTheEdgesOfPeriods_CountsByTheZone(string zone, UsagePeriodKind period, string at, string start, string end)
    {
        await using UsageRig rig = new(StoreKind.Sqlite, o =>
        {
            (o.Meters["calls"].TimeZone, o.Meters["calls"].Period) = (zone, period);
        });
        await rig.AcceptAsync(Event("a", at: at));
        UsageTotal total = Assert.Single(await rig.TotalsAsync());
        Assert.Equal((At(start), At(end)), (total.Period.Start, total.Period.End));
    }

    [Theory]
    [InlineData("2026-01-31", 1, RecurrenceUnit.Month, "2026-11-20T10:00:00Z", "2026-10-30T23:00:00Z", "2026-11-29T23:00:00Z")]
    [InlineData("2026-01-31", 1, RecurrenceUnit.Month, "2026-10-30T22:59:59Z", "2026-09-29T22:00:00Z", "2026-10-30T23:00:00Z")]
    [InlineData("2026-12-15", 3, RecurrenceUnit.Month, "2026-11-20T10:00:00Z", "2026-09-14T22:00:00Z", "2026-12-14T23:00:00Z")]
    [InlineData("2025-11-20", 1, RecurrenceUnit.Year, "2026-11-19T23:00:00Z", "2026-11-19T23:00:00Z", "2027-11-19T23:00:00Z")]
    [InlineData("2026-11-18", 2, RecurrenceUnit.Week, "2026-11-17T22:59:00Z", "2026-11-03T23:00:00Z", "2026-11-17T23:00:00Z")]
    [InlineData("2026-11-01", 10, RecurrenceUnit.Day, "2026-10-21T23:00:00Z", "2026-10-21T22:00:00Z", "2026-10-31T23:00:00Z")]
    public async Task Accept_ByTerm_CountsInTheSubscriptionsTerm(string first, int count, RecurrenceUnit unit, string at, string start, string end)
    {
        await using UsageRig rig = new(StoreKind.Sqlite, o =>
        {
            o.Window = TimeSpan.FromDays(420);
            (o.Meters["calls"].TimeZone, o.Meters["calls"].Period) = ("Europe/Brussels", UsagePeriodKind.Term);
        });
        Assert.Equal("subscription", Assert.Single((await rig.AcceptAsync(Event("a", at: at))).Faults).Field);
        await rig.Operations.SetTermAsync(Subscription("sub_1"), DateOnly.ParseExact(first, "O", System.Globalization.CultureInfo.InvariantCulture), new Recurrence(count, unit), Cancel);
        Assert.Equal(1, (await rig.Operations.RetryRejectedAsync("anna", Cancel)).Added);
        UsageTotal total = Assert.Single(await rig.TotalsAsync());
        Assert.Equal((At(start), At(end)), (total.Period.Start, total.Period.End));
    }

    [Theory]
    [InlineData(2, RecurrenceUnit.Year)]
    [InlineData(13, RecurrenceUnit.Month)]
    [InlineData(0, RecurrenceUnit.Day)]
    public async Task SetTerm_LongerThanAYearOrNone_IsRefused(int count, RecurrenceUnit unit)
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(
            () => rig.Operations.SetTermAsync(Subscription("s"), new DateOnly(2026, 1, 1), new Recurrence(count, unit), Cancel));
        Assert.Equal((ErrorKind.Validation, "every"), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Options_ThatCannotHold_AreNamed()
    {
        await using UsageRig rig = new(StoreKind.Sqlite, o =>
        {
            (o.BatchSize, o.MaxBodyBytes, o.MostAhead, o.Interval, o.Window) = (0, 1, TimeSpan.FromDays(2), TimeSpan.Zero, TimeSpan.FromDays(66));
            o.ApiKeys.Add("short");
            o.Meters["a/b"] = new UsageMeterOptions
            {
                Aggregation = (UsageAggregation)9, Period = (UsagePeriodKind)9, Late = (LateUsage)9, TimeZone = "Nowhere", CloseAfter = TimeSpan.FromDays(36),
            };
        });
        OptionsValidationException e = Assert.Throws<OptionsValidationException>(() => rig.One.GetRequiredService<IOptions<UsageOptions>>().Value);
        foreach (string field in new[]
        {
            "BatchSize", "MaxBodyBytes", "ApiKeys", "MostAhead", "Interval", "Meters:a/b must have a name", "Meters:a/b:Aggregation", "Meters:a/b:Period", "Meters:a/b:Late", "Meters:a/b:TimeZone", "Meters:a/b:CloseAfter",
            "Window must be at least 66",
        })
        {
            Assert.Contains($"Usage:{field}", e.Message, StringComparison.Ordinal);
        }
    }
}

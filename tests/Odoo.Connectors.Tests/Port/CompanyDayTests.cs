using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>An instant is a day of the company. The offsets from UTC are written down here, as the zones' rules give them for 2026.</summary>
public sealed class CompanyDayTests
{
    private const string Eu = "4 5 6 7 8 9 10";
    private const string Us = "4 5 6 7 8 9 10 11";
    private const string Australia = "1 2 3 4 11 12";
    private const string NewZealand = "1 2 3 4 10 11 12";

    /// <summary>Zone, minutes from UTC in winter and in summer, and the months whose first day begins in summer time.</summary>
    private static readonly (string Zone, int Winter, int Summer, string Months)[] Zones =
    [
        ("Pacific/Pago_Pago", -660, 0, ""), ("Pacific/Honolulu", -600, 0, ""), ("America/Los_Angeles", -480, -420, Us), ("America/Phoenix", -420, 0, ""),
        ("America/New_York", -300, -240, Us), ("America/Bogota", -300, 0, ""), ("America/St_Johns", -210, -150, Us), ("America/Sao_Paulo", -180, 0, ""),
        ("UTC", 0, 0, ""), ("Europe/London", 0, 60, Eu), ("Europe/Brussels", 60, 120, Eu), ("Africa/Johannesburg", 120, 0, ""),
        ("Europe/Istanbul", 180, 0, ""), ("Asia/Dubai", 240, 0, ""), ("Asia/Karachi", 300, 0, ""), ("Asia/Kolkata", 330, 0, ""),
        ("Asia/Kathmandu", 345, 0, ""), ("Asia/Yangon", 390, 0, ""), ("Asia/Shanghai", 480, 0, ""), ("Asia/Tokyo", 540, 0, ""),
        ("Australia/Lord_Howe", 630, 660, Australia), ("Pacific/Auckland", 720, 780, NewZealand), ("Pacific/Chatham", 765, 825, NewZealand), ("Pacific/Kiritimati", 840, 0, ""),
    ];

    [Fact]
    public void DayOf_EveryMonthEndIn24Zones_ChangesAtTheCompanysMidnight()
    {
        Assert.Equal(24, Zones.Length);
        foreach ((string zone, int winter, int summer, string months) in Zones)
        {
            CompanyCalendar calendar = new(zone);
            for (int month = 1; month <= 12; month++)
            {
                // Midnight there, read as UTC, less what the zone is ahead of UTC.
                int offset = months.Split(' ').Contains(month.ToString(CultureInfo.InvariantCulture)) ? summer : winter;
                DateOnly first = new(month == 1 ? 2027 : 2026, month, 1);
                DateTimeOffset midnight = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(-offset);
                Assert.Equal((zone, first), (zone, calendar.DayOf(midnight)));
                Assert.Equal((zone, first.AddDays(-1)), (zone, calendar.DayOf(midnight.AddTicks(-1))));
            }
        }
    }

    /// <summary>Days of 23, 24.5 and 25 hours: their first instant and the one after their last.</summary>
    [Theory]
    [InlineData("Europe/Brussels", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Europe/Brussels", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z")]
    [InlineData("Pacific/Auckland", "2026-09-27", "2026-09-26T12:00:00Z", "2026-09-27T11:00:00Z")]
    public void DayOf_DaysThatTheClockIsSet_HaveTheirOwnLength(string zone, string day, string from, string until)
    {
        CompanyCalendar calendar = new(zone);
        DateOnly expected = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(expected, calendar.DayOf(Instant(from)));
        Assert.Equal(expected, calendar.DayOf(Instant(until).AddTicks(-1)));
        Assert.Equal(expected.AddDays(1), calendar.DayOf(Instant(until)));
        Assert.Equal(expected, calendar.DayOf(Instant(from).ToOffset(TimeSpan.FromHours(-11))));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Post_InvoicesAroundMidnightInAuckland_AreOfTheCompanysDays(string way)
    {
        // 13 hours ahead until 5 April: there the 1st of April begins at 11:00 UTC of the 31st of March.
        await using PortBench bench = await PortBench.StartAsync(way, o => o.TimeZone = "Pacific/Auckland");
        Customer customer = Given.Customer(bench);
        Invoice before = Given.Invoice(bench, customer, "in_1", Given.Line(1m, 100m, 21m)) with { IssuedAt = Instant("2026-03-31T10:59:59Z") };
        Invoice after = Given.Invoice(bench, customer, "in_2", Given.Line(1m, 100m, 21m)) with { IssuedAt = Instant("2026-03-31T11:00:00Z") };

        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(before, customer), Given.ToSend(after, customer));

        await bench.AssertNoCasesAsync();
        JsonObject march = (await bench.FindAsync(EffectKinds.Invoice, before.Ref, "invoice_date", "date"))!;
        JsonObject april = (await bench.FindAsync(EffectKinds.Invoice, after.Ref, "invoice_date", "date"))!;
        Assert.Equal(("2026-03-31", "2026-03-31"), ((string?)march["invoice_date"], (string?)march["date"]));
        Assert.Equal(("2026-04-01", "2026-04-01"), ((string?)april["invoice_date"], (string?)april["date"]));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>What becomes overdue at midnight, when nobody writes anything. The hub's clock begins on 10 April 2026, 12:00 in Brussels.</summary>
public sealed class OverdueFeedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoice_NotPaidWhenItFallsDue_IsToldOnceOnTheDayAfter()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Overdue]);
        long partner = await bench.CustomerAsync();
        long before = await bench.DocumentAsync(partner, 30m, "2026-03-01", "2026-04-09");
        long today = await bench.DocumentAsync(partner, 50m, "2026-03-11", "2026-04-10");
        long paid = await bench.DocumentAsync(partner, 70m, "2026-03-12", "2026-04-10");
        await bench.DocumentAsync(partner, 90m, "2026-03-13", "2026-04-13");
        await bench.PayAsync(paid, 70m, "2026-04-10");

        Change first = Assert.Single(await bench.NewsAsync());
        Assert.Equal((ChangeKinds.DocumentStatus, $"{before}"), (first.Kind, first.Subject.Id));

        // 10 April, 23:30 in Brussels, and half an hour past midnight.
        bench.HubClock.Move(TimeSpan.FromHours(11.5));
        Assert.Empty(await bench.NewsAsync());
        bench.HubClock.Move(TimeSpan.FromHours(1));
        Change second = Assert.Single(await bench.NewsAsync());
        Assert.Equal(($"{today}", DocumentState.Open, $"{partner}"), (second.Subject.Id, ((DocumentStatus)second.Record!).State, ((DocumentStatus)second.Record!).Customer.Id));
        bench.HubClock.Move(TimeSpan.FromHours(2));
        Assert.Empty(await bench.NewsAsync());
    }

    /// <summary>More than a page fell due on one day: none is left out, none is told twice, and a pass from a day begins there.</summary>
    [Fact]
    public async Task Invoices_MoreThanAPage_AreAllTold()
    {
        await using FeedBench bench = FeedBench.Start([OdooStreams.Overdue], configure: o => o.Feed.StartAt = new DateTimeOffset(2026, 4, 2, 22, 0, 0, TimeSpan.Zero));
        long partner = await bench.CustomerAsync();
        await bench.DocumentAsync(partner, 1m, "2026-03-01", "2026-04-02");
        List<long> due = [];
        for (int i = 0; i < 203; i++)
        {
            due.Add(await bench.Person.CreateAsync("account.move", Invoice(partner, "2026-04-03"), bench.Company, Cancel));
        }

        await bench.CallAsync("account.move", "action_post", [.. due]);
        IReadOnlyList<Change> told = await bench.NewsAsync();
        Assert.Equal(due.Select(d => $"{d}").Order(StringComparer.Ordinal), told.Select(c => c.Subject.Id).Order(StringComparer.Ordinal));
    }

    private static JsonObject Invoice(long partner, string due) => new()
    {
        ["move_type"] = "out_invoice", ["partner_id"] = partner, ["invoice_date"] = "2026-03-03", ["invoice_date_due"] = due,
        ["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
        {
            ["name"] = "a", ["quantity"] = 1, ["price_unit"] = 5m, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())),
        })),
    };
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Vendors.Tests.Chargebee;
using Odoo.Connectors.Testing.Vendors.Tests.Stripe;

namespace Odoo.Connectors.Testing.Vendors.Tests;

/// <summary>Many subscriptions that renew, and all their invoices read page by page. EMULATOR_RECORDS names another number, such as 100000.</summary>
public sealed class BillingScaleTests
{
    private static readonly int Records = int.Parse(Environment.GetEnvironmentVariable("EMULATOR_RECORDS") ?? "500", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Chargebee_ManySubscriptions_AreRenewedAndReadOnceEach()
    {
        await using var site = new Site();
        Timed("subscribe", () =>
        {
            for (int number = 1; number <= Records; number++)
            {
                site.Emulator.Post("customers", ("id", $"c{number}"));
                site.Emulator.SetCard($"c{number}");
                site.Emulator.Post($"customers/c{number}/subscription_for_items", ("id", $"s{number}"), ("subscription_items[item_price_id][0]", "seat-EUR-Monthly"));
            }
        });
        Timed("renew", () => site.GoTo(2026, 10, 2));

        List<string> seen = [];
        string? offset = null;
        Stopwatch watch = Stopwatch.StartNew();
        do
        {
            JsonObject page = await site.GetAsync($"invoices?limit=100&sort_by[asc]=updated_at{(offset is null ? "" : $"&offset={Uri.EscapeDataString(offset)}")}");
            seen.AddRange(page.Rows("list").Select(row => row!["invoice"].Text("id")!));
            offset = page.Text("next_offset");
        }
        while (offset is not null);
        Tell("list", watch);

        Assert.Equal(2 * Records, seen.Distinct().Count());
        Assert.Equal(2 * Records, seen.Count);
    }

    [Fact]
    public async Task Stripe_ManySubscriptions_AreRenewedAndReadOnceEach()
    {
        await using var account = new Account();
        Timed("subscribe", () =>
        {
            for (int number = 1; number <= Records; number++)
            {
                string customer = Account.Id(account.Emulator.Post("customers", ("name", $"c{number}")));
                account.Emulator.Post("subscriptions", ("customer", customer), ("items[0][price]", account.Seat));
            }
        });
        Timed("renew", () => account.GoTo(2026, 10, 2));

        List<string> seen = [];
        string after = "";
        Stopwatch watch = Stopwatch.StartNew();
        for (bool more = true; more;)
        {
            JsonObject page = await account.GetAsync($"invoices?limit=100{after}");
            seen.AddRange(page.Texts("data", "id")!);
            more = page["has_more"]!.GetValue<bool>();
            after = $"&starting_after={seen[^1]}";
        }

        Tell("list", watch);
        Assert.Equal(2 * Records, seen.Distinct().Count());
        Assert.Equal(2 * Records, seen.Count);
    }

    private static void Timed(string what, Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        Tell(what, watch);
    }

    private static void Tell(string what, Stopwatch watch) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {Records.ToString(CultureInfo.InvariantCulture)} in {watch.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s");
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Simulation.Checks;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Simulation;

/// <summary>Six events of one subscription within one second: no order in which they come leaves another state.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task SixEventsOfOneSecond_InAll720Orders_EndInOneState()
    {
        using SqliteStore store = SqliteStore.Take();
        World world = new(1, Profile.Story, store, new Coverage(), null, keepTrace: false);
        world.Chaos.IsCalm = true;
        world.Webhooks.IsMuted = true;
        SimNode node = new(world, "a", "a");
        List<(Shop Shop, IReadOnlyList<JsonObject> Events)> subscriptions = [];
        foreach (int[] order in Orders([0, 1, 2, 3, 4, 5]))
        {
            IReadOnlyList<JsonObject> events = world.Billing.SixAtOnce();
            subscriptions.Add((world.Billing.Shops[^1], [.. order.Select(i => events[i])]));
        }

        Assert.Equal(720, subscriptions.Count);
        IWebhookIntake intake = node.Services.GetRequiredService<IWebhookIntake>();
        await node.Hub.EnsureReadyAsync(TestContext.Current.CancellationToken);
        foreach ((Shop Shop, IReadOnlyList<JsonObject> Events)[] some in subscriptions.Chunk(24))
        {
            foreach (JsonObject evt in some.SelectMany(s => s.Events))
            {
                byte[] body = Encoding.UTF8.GetBytes(evt.ToJsonString());
                string signature = StripeSignature.Create(body, world.Clock.GetUtcNow(), Wiring.WebhookSecret);
                Assert.Equal(200, (await intake.ReceiveAsync("stripe", _ => signature, body, TestContext.Current.CancellationToken)).Status);
            }

            // What is put off for a while needs the clock, which stands still unless it is moved.
            for (int round = 0; !await node.Hub.DrainAsync(TimeSpan.Zero, TestContext.Current.CancellationToken); round++)
            {
                Assert.True(world.Clock.Pass(TimeSpan.FromSeconds(15)), "no timer is left");
                Assert.True(round < 100, string.Join('\n', (await node.Hub.EventsAsync(TestContext.Current.CancellationToken)).Where(e => e.State is not ("Applied" or "Absorbed")).Take(5)));
            }
        }

        using OdooProbe odoo = new(world.Odoo);
        Dictionary<string, string> orders = odoo.Search("sale.order", [], "client_order_ref", "state").ToDictionary(
            o => (string)o["client_order_ref"]!, o => (string)o["state"]!, StringComparer.Ordinal);
        Dictionary<long, string> subscription = odoo.Search("sale.order", [], "client_order_ref").ToDictionary(o => (long)o["id"]!, o => (string)o["client_order_ref"]!);
        ILookup<string, decimal> lines = odoo.Search("sale.order.line", [], "order_id", "product_uom_qty", "product_id").ToLookup(
            l => subscription[(long)l["order_id"]![0]!],
            l => decimal.Parse(l["product_uom_qty"]!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture));
        foreach ((Shop shop, _) in subscriptions)
        {
            string state = $"{orders[shop.Subscription]} {string.Join(' ', lines[shop.Subscription].Select(q => q.ToString("0.##", CultureInfo.InvariantCulture)))}";
            Assert.Equal($"sale {shop.Seats[^1]} 1", state);
            Assert.Equal("Active", (string)world.Salesforce.Find("Account", shop.Account)!["Billing_Status__c"]!);
        }

        Assert.Equal(720, orders.Count);
        Assert.Empty(await node.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}

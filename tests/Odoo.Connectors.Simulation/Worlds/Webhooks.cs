using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>
/// The billing platform's sender: at least once, in any order, until it is told 2xx. Where nobody is posted to, it is the delay with
/// which events are listed, or the relay to the broker.
/// </summary>
internal sealed class Webhooks(World world)
{
    private int _number;

    /// <summary>Deliveries that are still on their way.</summary>
    public int OnTheirWay { get; private set; }

    /// <summary>Ids of events whose delivery was answered with 2xx, or that are where they are polled.</summary>
    public HashSet<string> Accepted { get; } = new(StringComparer.Ordinal);

    /// <summary>Every delivery there was.</summary>
    public List<JsonObject> All { get; } = [];

    /// <summary>Whether a test delivers by itself.</summary>
    public bool IsMuted { get; set; }

    public void Send(JsonObject evt)
    {
        if (IsMuted)
        {
            return;
        }

        All.Add(evt);
        int copies = world.Chaos.Has(FaultKind.Duplicate, 30) ? world.Chance.Next(2, 4) : 1;
        for (int i = 0; i < copies; i++)
        {
            SendOnce(evt, i * 3000);
        }

        if (world.Chaos.Has(FaultKind.NewEventId, 25))
        {
            JsonObject again = (JsonObject)evt.DeepClone();
            again["id"] = $"{(string)evt["id"]!}again";
            SendOnce(again, 1000);
        }
    }

    public void SendOnce(JsonObject evt, int soon)
    {
        int wait = world.Chance.Next(100, 1500) + world.Chance.Next(soon + 1);
        if (world.Chaos.Has(FaultKind.Reorder, 40))
        {
            wait += world.Chance.Next(60_000);
        }

        if (world.Chaos.Has(FaultKind.Delay, 10))
        {
            wait += world.Chance.Next(30_000, 600_000);
        }

        string id = (string)evt["id"]!;
        if (world.Profile == Profile.Polls)
        {
            // Listed late, but not later than the next polls look back.
            Later($"list {id}", wait % 240_000, id, () => world.Stripe.Put(evt));
            return;
        }

        byte[] body = Encoding.UTF8.GetBytes(evt.ToJsonString());
        if (world.Bus is { } bus)
        {
            Later($"relay {id}", wait, id, () => bus.Publish((string)evt["data"]!["object"]!["customer"]!, body));
            return;
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"hook{++_number}");
        OnTheirWay++;
        world.Scheduler.Start(name, null, async () =>
        {
            await world.Scheduler.SleepAsync(TimeSpan.FromMilliseconds(wait), $"posts {id} {(string)evt["type"]!}");
            for (int attempt = 0; await PostAsync(name, body) is not (>= 200 and < 300); attempt++)
            {
                await world.Scheduler.SleepAsync(TimeSpan.FromSeconds(Math.Min(5 << Math.Min(attempt, 6), 120)), $"posts {id} again");
            }

            Accepted.Add(id);
            OnTheirWay--;
        });
    }

    private void Later(string name, int wait, string id, Action reach)
    {
        OnTheirWay++;
        world.Scheduler.Start(name, null, async () =>
        {
            await world.Scheduler.SleepAsync(TimeSpan.FromMilliseconds(wait), "is there");
            reach();
            Accepted.Add(id);
            OnTheirWay--;
        });
    }

    private async Task<int> PostAsync(string name, byte[] body)
    {
        SimNode[] ready = [.. world.Nodes.Where(n => n.IsReady && !n.IsDead)];
        if (ready.Length == 0)
        {
            return 502;
        }

        string signature = StripeSignature.Create(body, world.Clock.GetUtcNow(), Wiring.WebhookSecret);
        return await ready[world.Chance.Next(ready.Length)].ReceiveAsync(name, signature, body);
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe;

/// <summary>What happened in the account, and what of it the webhook endpoint has not taken yet.</summary>
internal sealed class StripeEvents(StripeWorld world)
{
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(12);
    private readonly Dictionary<JsonObject, (TimeSpan Wait, DateTimeOffset NextAt, long Order)> _pending = [];
    private long _order;

    /// <summary>The call that things happen because of: its id and its idempotency key.</summary>
    public (string? Id, string? Key) Request { get; set; }

    public IEnumerable<JsonObject> Pending => _pending.OrderBy(pending => pending.Value.Order).Select(pending => pending.Key);

    /// <summary>Tells what happened, with the object as it is now and what changed values were before.</summary>
    public void Tell(string type, JsonObject about, JsonObject? before = null)
    {
        var data = new JsonObject { ["object"] = about.Copy() };
        data.Put("previous_attributes", before);
        var evt = new JsonObject
        {
            ["id"] = world.NewId("evt"),
            ["object"] = "event",
            ["api_version"] = world.Options.ApiVersion,
            ["created"] = world.Now,
            ["data"] = data,
            ["livemode"] = world.IsLive,
            ["pending_webhooks"] = 1L,
            ["request"] = new JsonObject { ["id"] = Request.Id, ["idempotency_key"] = Request.Key },
            ["type"] = type,
        };
        if (world.Options.EventRetention != TimeSpan.Zero)
        {
            world.Objects.Track(evt);
        }

        _pending[evt] = (FirstWait, world.Agenda.Now, _order++);
    }

    /// <summary>Tells an update, with the old values of the fields that differ from how it was.</summary>
    public void Updated(string type, JsonObject about, JsonObject was)
    {
        var before = new JsonObject();
        foreach ((string name, JsonNode? value) in was)
        {
            if (!JsonNode.DeepEquals(value, about[name]))
            {
                before[name] = value?.DeepClone();
            }
        }

        Tell(type, about, before);
    }

    /// <summary>What is to be posted now: what is new, and what was refused long enough ago.</summary>
    public JsonObject[] Due() => [.. Pending.Where(evt => _pending[evt].NextAt <= world.Agenda.Now)];

    /// <summary>Takes away what was accepted, and what was refused for three days.</summary>
    public void Settle(JsonObject evt, bool accepted)
    {
        if (!_pending.TryGetValue(evt, out (TimeSpan Wait, DateTimeOffset NextAt, long Order) state))
        {
            return;
        }

        DateTimeOffset next = world.Agenda.Now + state.Wait;
        if (accepted || next.ToUnixTimeSeconds() > evt.Number("created") + (long)GivenUpAfter.TotalSeconds)
        {
            evt["pending_webhooks"] = accepted ? 0L : 1L;
            _pending.Remove(evt);
            return;
        }

        _pending[evt] = (state.Wait * 2 < LongestWait ? state.Wait * 2 : LongestWait, next, state.Order);
    }
}

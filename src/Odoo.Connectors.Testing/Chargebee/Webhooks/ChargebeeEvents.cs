using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Webhooks;

/// <summary>What happened on the site, and what of it the webhook endpoint has not taken yet.</summary>
internal sealed class ChargebeeEvents(ChargebeeWorld world)
{
    private static readonly TimeSpan[] Retries =
    [
        TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(5), TimeSpan.FromDays(1), TimeSpan.FromDays(2),
    ];

    private readonly Dictionary<JsonObject, (int Attempts, DateTimeOffset NextAt, long Order)> _pending = [];
    private long _order;

    public IEnumerable<JsonObject> Pending => _pending.OrderBy(pending => pending.Value.Order).Select(pending => pending.Key);

    /// <summary>Tells what happened, with the resources as they are now.</summary>
    public void Tell(string type, params (string Kind, JsonObject? Resource)[] content)
    {
        var shown = new JsonObject();
        foreach ((string kind, JsonObject? resource) in content)
        {
            shown.Put(kind, resource is null ? null : world.Views.Of(kind, resource));
        }

        Tell(type, shown);
    }

    public void Tell(string type, JsonObject content)
    {
        var evt = new JsonObject
        {
            ["id"] = world.NewId("ev_"),
            ["occurred_at"] = world.Now,
            ["source"] = world.Source,
        };
        evt.Put("user", world.Source == "api" ? "full_access_key_v1" : world.Source == "admin_console" ? "user@example.com" : null);
        evt["object"] = "event";
        evt["api_version"] = "v2";
        evt["content"] = content;
        evt["event_type"] = type;
        evt["webhook_status"] = "scheduled";
        evt["webhooks"] = VendorJson.Array([new JsonObject { ["id"] = world.Options.WebhookId, ["webhook_status"] = "scheduled", ["object"] = "webhook" }]);
        world.Store.Add("event", evt);
        _pending[evt] = (0, world.Agenda.Now, _order++);
    }

    /// <summary>What is to be posted now: what is new, and what was refused long enough ago.</summary>
    public JsonObject[] Due() => [.. Pending.Where(evt => _pending[evt].NextAt <= world.Agenda.Now)];

    /// <summary>Takes away what was accepted, and what was refused seven times after the first.</summary>
    public void Settle(JsonObject evt, bool accepted)
    {
        if (!_pending.TryGetValue(evt, out (int Attempts, DateTimeOffset NextAt, long Order) state))
        {
            return;
        }

        bool givenUp = !accepted && state.Attempts == Retries.Length;
        if (accepted || givenUp)
        {
            _pending.Remove(evt);
        }
        else
        {
            _pending[evt] = (state.Attempts + 1, world.Agenda.Now + Retries[state.Attempts], state.Order);
        }

        string status = accepted ? "succeeded" : givenUp ? "failed" : "re_scheduled";
        evt["webhook_status"] = status;
        evt.Rows("webhooks").First()["webhook_status"] = status;
    }
}

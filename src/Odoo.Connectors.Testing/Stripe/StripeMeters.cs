using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe;

/// <summary>Meters and the events that they count.</summary>
internal sealed class StripeMeters(StripeWorld world)
{
    private const long Day = 86_400;
    private const long OldestEvent = 35 * Day;
    private const long MostAhead = 5 * 60;
    private readonly Dictionary<string, MeterEvent> _latest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MeterEvent>> _ofCustomer = new(StringComparer.Ordinal);

    public JsonObject Create(VendorFields fields)
    {
        JsonObject meter = world.New(StripeCatalogShapes.Meter, "mtr");
        meter["display_name"] = fields.Filled("display_name") ?? throw StripeRefusal.Needed("display_name");
        meter["event_name"] = fields.Filled("event_name") ?? throw StripeRefusal.Needed("event_name");
        meter["updated"] = world.Now;
        meter["default_aggregation"] = new JsonObject { ["formula"] = fields.Part("default_aggregation").Filled("formula") ?? throw StripeRefusal.Needed("default_aggregation[formula]") };
        meter["customer_mapping"] = new JsonObject { ["event_payload_key"] = fields.Part("customer_mapping").Filled("event_payload_key") ?? "stripe_customer_id", ["type"] = "by_id" };
        meter["value_settings"] = new JsonObject { ["event_payload_key"] = fields.Part("value_settings").Filled("event_payload_key") ?? "value" };
        if (world.Objects.All("billing.meter").Any(known => known.Text("event_name") == meter.Text("event_name") && known.Text("status") == "active"))
        {
            throw new StripeRefusal(400, "invalid_request_error", "There is an active meter of that event_name.", null, "event_name");
        }

        return world.Objects.Track(meter);
    }

    public JsonObject Become(JsonObject meter, string status)
    {
        meter["status"] = status;
        meter["updated"] = world.Now;
        meter.Part("status_transitions")!["deactivated_at"] = status == "inactive" ? world.Now : null;
        return meter;
    }

    /// <summary>Takes an event; whether a meter counts it shows only later.</summary>
    public JsonObject Take(VendorFields fields)
    {
        string name = fields.Filled("event_name") ?? throw StripeRefusal.Needed("event_name");
        long timestamp = fields.Number("timestamp") ?? world.Now;
        if (timestamp < world.Now - OldestEvent)
        {
            throw new StripeRefusal(400, "invalid_request_error", "The timestamp is more than 35 days in the past.", "timestamp_too_far_in_past", "timestamp");
        }

        if (timestamp > world.Now + MostAhead)
        {
            throw new StripeRefusal(400, "invalid_request_error", "The timestamp is more than 5 minutes in the future.", "timestamp_in_future", "timestamp");
        }

        JsonObject? meter = Named(name);
        IReadOnlyDictionary<string, string> payload = fields.Map("payload");
        string key = meter?.Part("value_settings")!.Text("event_payload_key") ?? "value";
        if (!long.TryParse(payload.GetValueOrDefault(key, "1"), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            throw new StripeRefusal(400, "invalid_request_error", "The value must be a positive whole number.", null, $"payload[{key}]");
        }

        string identifier = fields.Filled("identifier") ?? world.NewId("mevt");
        if (_latest.TryGetValue(identifier, out MeterEvent? known) && known.ReceivedAt > world.Now - Day)
        {
            throw new StripeRefusal(400, "invalid_request_error", $"An event already exists with identifier {identifier}.", "duplicate_meter_event", "identifier");
        }

        string customer = payload.GetValueOrDefault(meter?.Part("customer_mapping")!.Text("event_payload_key") ?? "stripe_customer_id", string.Empty);
        var taken = new MeterEvent(name, customer, value, timestamp, world.Now);
        _latest[identifier] = taken;
        if (!_ofCustomer.TryGetValue(customer, out List<MeterEvent>? of))
        {
            of = [];
            _ofCustomer[customer] = of;
        }

        of.Add(taken);
        return new JsonObject
        {
            ["created"] = world.Now,
            ["event_name"] = name,
            ["identifier"] = identifier,
            ["livemode"] = world.IsLive,
            ["object"] = "billing.meter_event",
            ["payload"] = new JsonObject(payload.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Key, part.Value))),
            ["timestamp"] = timestamp,
        };
    }

    /// <summary>Takes an event back, within a day of its receipt.</summary>
    public JsonObject Cancel(VendorFields fields)
    {
        string identifier = fields.Part("cancel").Filled("identifier") ?? throw StripeRefusal.Needed("cancel[identifier]");
        if (!_latest.TryGetValue(identifier, out MeterEvent? known) || known.Name != fields.Filled("event_name") || known.ReceivedAt <= world.Now - Day)
        {
            throw new StripeRefusal(400, "invalid_request_error", "There is no such event of the last 24 hours.", "resource_missing", "cancel[identifier]");
        }

        known.IsCanceled = true;
        return new JsonObject
        {
            ["object"] = "billing.meter_event_adjustment",
            ["cancel"] = new JsonObject { ["identifier"] = identifier },
            ["event_name"] = known.Name,
            ["livemode"] = world.IsLive,
            ["status"] = "pending",
            ["type"] = "cancel",
        };
    }

    /// <summary>What a customer used from then until before then.</summary>
    public long Used(string meter, string customer, long from, long to)
    {
        JsonObject known = world.Get("billing.meter", meter);
        MeterEvent[] counted =
        [
            .. Of(customer).Where(evt => !evt.IsCanceled && evt.Name == known.Text("event_name") && evt.Timestamp >= from && evt.Timestamp < to)
                .Where(evt => evt.ReceivedAt + (long)world.Options.MeterDelay.TotalSeconds <= world.Now)
                .OrderBy(evt => evt.Timestamp),
        ];
        return known.Part("default_aggregation")!.Text("formula") switch
        {
            "count" => counted.Length,
            "last" => counted.LastOrDefault()?.Value ?? 0,
            _ => counted.Sum(evt => evt.Value),
        };
    }

    /// <summary>Sums by hour, by day, or of all the time that was asked for; times in which nothing was used are left out.</summary>
    public JsonObject[] Summaries(string meter, string customer, long from, long to, string? window)
    {
        long step = window switch { "hour" => 3_600, "day" => Day, null => to - from, _ => throw StripeRefusal.Wrong("value_grouping_window") };
        long align = window is null ? 60 : step;
        if (from % align != 0 || to % align != 0 || from >= to)
        {
            throw StripeRefusal.Wrong("start_time");
        }

        string? name = world.Get("billing.meter", meter).Text("event_name");
        List<JsonObject> summaries = [];
        for (long start = from; start < to; start += step)
        {
            if (Of(customer).Any(evt => evt.Timestamp >= start && evt.Timestamp < start + step && evt.Name == name))
            {
                summaries.Add(new JsonObject
                {
                    ["id"] = world.NewId("mtrusg"),
                    ["object"] = "billing.meter_event_summary",
                    ["aggregated_value"] = (decimal)Used(meter, customer, start, start + step),
                    ["end_time"] = start + step,
                    ["livemode"] = world.IsLive,
                    ["meter"] = meter,
                    ["start_time"] = start,
                });
            }
        }

        summaries.Reverse();
        return [.. summaries];
    }

    private JsonObject? Named(string name) => world.Objects.All("billing.meter").FirstOrDefault(meter => meter.Text("event_name") == name && meter.Text("status") == "active");

    private List<MeterEvent> Of(string customer) => _ofCustomer.GetValueOrDefault(customer) ?? [];

    private sealed record MeterEvent(string Name, string Customer, long Value, long Timestamp, long ReceivedAt)
    {
        public bool IsCanceled { get; set; }
    }
}

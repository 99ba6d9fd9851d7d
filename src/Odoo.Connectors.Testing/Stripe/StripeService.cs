using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>Answers the reading calls of the API.</summary>
internal sealed class StripeService(StripeEmulatorOptions options, StripeObjects objects, TimeProvider clock)
{
    private static readonly string[] Paging = ["limit", "starting_after", "ending_before"];
    private static readonly string[] Ranges = ["created[gt]", "created[gte]", "created[lt]", "created[lte]"];

    public VendorAnswer Serve(VendorCall call)
    {
        VendorAnswer answer;
        try
        {
            CheckKey(call);
            answer = VendorAnswer.Json(200, Read(call));
        }
        catch (StripeRefusal refusal)
        {
            answer = refusal.ToAnswer();
        }

        return answer
            .With("Request-Id", string.Create(CultureInfo.InvariantCulture, $"req_EMULATOR{call.Sequence:D6}"))
            .With("Stripe-Version", call.Headers.GetValueOrDefault("Stripe-Version", options.ApiVersion));
    }

    private void CheckKey(VendorCall call)
    {
        string authorization = call.Headers.GetValueOrDefault("Authorization", string.Empty);
        string key = authorization.Split(' ', 2) switch
        {
            [var scheme, var token] when scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) => token,
            [var scheme, var pair] when scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) =>
                Encoding.UTF8.GetString(Convert.FromBase64String(pair)).Split(':')[0],
            _ => throw new StripeRefusal(401, "invalid_request_error", "You did not provide an API key."),
        };
        if (key != options.ApiKey)
        {
            string end = key.Length > 4 ? key[^4..] : string.Empty;
            throw new StripeRefusal(401, "invalid_request_error", $"Invalid API Key provided: sk_test_********************{end}");
        }
    }

    private JsonObject Read(VendorCall call)
    {
        string[] path = [.. call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        if (call.Method != "GET" || path is not ["v1", var first, .. var rest] || rest.Length > 2)
        {
            throw Unrecognised(call);
        }

        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(call.Query);
        if (first == "account" && rest.Length == 0)
        {
            return Account();
        }

        StripeResource resource = StripeResource.At(first) ?? throw Unrecognised(call);
        JsonObject answer = rest switch
        {
            [] => StripeLists.Page($"/v1/{resource.Path}", Filtered(resource, query), query),
            [var id] => Whole(resource, id, query),
            [var id, "lines"] when resource.Object is "invoice" or "credit_note" => Lines(resource, id, query),
            _ => throw Unrecognised(call),
        };
        Expand(answer, query);
        Shorten(answer);
        foreach (JsonNode? element in answer["data"] as JsonArray ?? [])
        {
            Shorten((JsonObject)element!);
        }

        return answer;
    }

    private JsonObject Account() => new()
    {
        ["id"] = options.AccountId,
        ["object"] = "account",
        ["business_profile"] = new JsonObject { ["name"] = "Emulated account" },
        ["charges_enabled"] = true,
        ["country"] = options.Country,
        ["default_currency"] = options.DefaultCurrency,
        ["details_submitted"] = true,
        ["payouts_enabled"] = true,
        ["type"] = "standard",
    };

    private JsonObject Whole(StripeResource resource, string id, Dictionary<string, StringValues> query)
    {
        JsonObject whole = (JsonObject)Stored(resource, id).DeepClone();
        if (resource.Object == "invoice" && Expansions(query).Any(e => e == "payments" || e.StartsWith("payments.", StringComparison.Ordinal)))
        {
            IEnumerable<JsonObject> payments = objects.All("invoice_payment").Where(p => StripePath.Read(p, "invoice") == id);
            whole["payments"] = StripeLists.Of("/v1/invoice_payments", payments, more: false);
        }

        return whole;
    }

    private JsonObject Lines(StripeResource resource, string id, Dictionary<string, StringValues> query)
    {
        JsonObject[] lines = [.. (Stored(resource, id)["lines"]?["data"] as JsonArray ?? []).Select(line => (JsonObject)line!)];
        return StripeLists.Page($"/v1/{resource.Path}/{id}/lines", lines, query);
    }

    private JsonObject Stored(StripeResource resource, string id) =>
        objects.Find(id) is { } found && found["object"]?.GetValue<string>() == resource.Object
            ? found
            : throw StripeRefusal.Missing(resource.Object, id);

    private JsonObject[] Filtered(StripeResource resource, Dictionary<string, StringValues> query)
    {
        IEnumerable<JsonObject> all = objects.All(resource.Object);
        if (resource.Object == "subscription" && !query.ContainsKey("status"))
        {
            all = all.Where(subscription => StripePath.Read(subscription, "status") != "canceled");
        }

        if (resource.Object == "event" && options.EventRetention is { } kept)
        {
            long since = (clock.GetUtcNow() - kept).ToUnixTimeSeconds();
            all = all.Where(evt => evt["created"]?.GetValue<long>() >= since);
        }

        foreach ((string name, StringValues values) in query)
        {
            if (name.StartsWith("types[", StringComparison.Ordinal) && resource.Object == "event")
            {
                continue;
            }

            if (resource.Filters.TryGetValue(name, out string? path))
            {
                all = name == "status" && values == "all" ? all : all.Where(o => StripePath.Read(o, path) == values.ToString());
            }
            else if (Ranges.Contains(name))
            {
                all = all.Where(o => InRange(o, name, values.ToString()));
            }
            else if (!Paging.Contains(name) && !name.StartsWith("expand[", StringComparison.Ordinal))
            {
                throw StripeRefusal.Unknown(name);
            }
        }

        string[] types = [.. query.Where(q => q.Key.StartsWith("types[", StringComparison.Ordinal)).SelectMany(q => q.Value.OfType<string>())];
        return [.. all.Where(o => types.Length == 0 || types.Contains(StripePath.Read(o, "type")))];
    }

    private static bool InRange(JsonObject value, string range, string text)
    {
        long created = value["created"]?.GetValue<long>() ?? 0;
        long bound = long.Parse(text, CultureInfo.InvariantCulture);
        return range switch
        {
            "created[gt]" => created > bound,
            "created[gte]" => created >= bound,
            "created[lt]" => created < bound,
            _ => created <= bound,
        };
    }

    private void Expand(JsonObject answer, Dictionary<string, StringValues> query)
    {
        foreach (string expansion in Expansions(query))
        {
            StripePath.Expand(answer, expansion.Split('.'), objects.Find);
        }
    }

    private void Shorten(JsonObject value)
    {
        foreach (string name in (string[])["lines", "items"])
        {
            if (value[name] is JsonObject list && list["data"] is JsonArray data && data.Count > options.EmbeddedListSize)
            {
                list["has_more"] = true;
                data.RemoveRange(options.EmbeddedListSize, data.Count - options.EmbeddedListSize);
            }
        }
    }

    private static IEnumerable<string> Expansions(Dictionary<string, StringValues> query) =>
        query.Where(q => q.Key.StartsWith("expand[", StringComparison.Ordinal)).SelectMany(q => q.Value.OfType<string>());

    private static StripeRefusal Unrecognised(VendorCall call) =>
        new(404, "invalid_request_error", $"Unrecognized request URL ({call.Method}: {call.Path}).");
}

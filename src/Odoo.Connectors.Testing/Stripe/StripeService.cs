using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Odoo.Connectors.Testing.Stripe;
using Odoo.Connectors.Testing.Stripe.Calls;

namespace Odoo.Connectors.Testing;

/// <summary>Answers the calls of the API: who may, how often, and by which part.</summary>
internal sealed class StripeService(StripeEmulatorOptions options, StripeObjects objects, StripeWorld world, StripeWrites writes, TimeProvider clock)
{
    private static readonly string[] Paging = ["limit", "starting_after", "ending_before"];
    private static readonly string[] Ranges = ["created[gt]", "created[gte]", "created[lt]", "created[lte]", "created_after"];
    private readonly StripeSecond _second = new(options, clock);
    private readonly StripeSearch _search = new(world);

    public VendorAnswer Serve(VendorCall call)
    {
        world.Agenda.CatchUp();
        string request = string.Create(CultureInfo.InvariantCulture, $"req_EMULATOR{call.Sequence:D6}");
        VendorAnswer answer;
        try
        {
            bool isRestricted = CheckKey(call);
            string[] path = Path(call);
            if (isRestricted && (call.Method != "GET" || !options.RestrictedResources.Contains(path[0])))
            {
                throw new StripeRefusal(403, "invalid_request_error", $"The provided key does not have the required permissions for this endpoint on account '{options.AccountId}'.");
            }

            answer = _second.IsOneTooMany() ? StripeRefusal.Of(EmulatorFault.RateLimited)
                : call.Method == "GET" ? VendorAnswer.Json(200, Read(call, path))
                : writes.Serve(call, path, request, (made, fields) => VendorAnswer.Json(200, Shown(made.Copy(), fields.Values("expand"))));
        }
        catch (StripeRefusal refusal)
        {
            answer = refusal.ToAnswer();
        }

        return answer.With("Request-Id", request).With("Stripe-Version", call.Headers.GetValueOrDefault("Stripe-Version", options.ApiVersion));
    }

    /// <summary>Whether the key is the one that may only read some resources.</summary>
    private bool CheckKey(VendorCall call)
    {
        string authorization = call.Headers.GetValueOrDefault("Authorization", string.Empty);
        string key = authorization.Split(' ', 2) switch
        {
            [var scheme, var token] when scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) => token,
            [var scheme, var pair] when scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) =>
                Encoding.UTF8.GetString(Convert.FromBase64String(pair)).Split(':')[0],
            _ => throw new StripeRefusal(401, "invalid_request_error", "You did not provide an API key."),
        };
        if (key != options.ApiKey && key != options.RestrictedApiKey)
        {
            string end = key.Length > 4 ? key[^4..] : string.Empty;
            throw new StripeRefusal(401, "invalid_request_error", $"Invalid API Key provided: sk_test_********************{end}");
        }

        return key != options.ApiKey;
    }

    private static string[] Path(VendorCall call)
    {
        string[] path = [.. call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return path is ["v1", .. var rest] && rest.Length > 0 ? rest : throw StripeRefusal.Unrecognised(call);
    }

    private JsonObject Read(VendorCall call, string[] path)
    {
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(call.Query);
        if (path is ["account"])
        {
            return Account();
        }

        (string first, string[] rest) = path is ["billing", var area, .. var below] ? ($"billing/{area}", below) : (path[0], path[1..]);
        StripeResource resource = StripeResource.At(first) ?? throw StripeRefusal.Unrecognised(call);
        JsonObject answer = rest switch
        {
            [] => StripeLists.Page($"/v1/{resource.Path}", Filtered(resource, query), query),
            ["search"] when resource.Object is "customer" => _search.Of(resource, query.GetValueOrDefault("query").ToString()),
            [var id] => Whole(resource, id, query),
            [var id, "balance_transactions"] when resource.Object is "customer" => OfCustomer("customer_balance_transaction", id, path[^1], query),
            [var id, "tax_ids"] when resource.Object is "customer" => OfCustomer("tax_id", id, path[^1], query),
            [var id, "lines"] when resource.Object is "invoice" or "credit_note" => Lines(resource, id, query),
            [var id, "event_summaries"] when resource.Object is "billing.meter" => Summaries(id, query),
            _ => throw StripeRefusal.Unrecognised(call),
        };
        return Shown(answer, Expansions(query));
    }

    private JsonObject OfCustomer(string kind, string customer, string list, Dictionary<string, StringValues> query) =>
        StripeLists.Page($"/v1/customers/{customer}/{list}", [.. world.Lookups.Of(kind, "customer", customer)], query);

    /// <summary>Tax ids are shown by those calls only that ask for them.</summary>
    private void ShowTaxIds(JsonObject customer)
    {
        if (customer["tax_ids"] is null && customer["deleted"] is null)
        {
            string id = customer.Text("id")!;
            customer["tax_ids"] = StripeLists.Of($"/v1/customers/{id}/tax_ids", world.Lookups.Of("tax_id", "customer", id), more: false);
        }
    }

    private JsonObject Shown(JsonObject answer, IEnumerable<string> expansions)
    {
        string[] all = [.. expansions];
        foreach (JsonObject customer in all.Contains("tax_ids") ? [answer] : all.Contains("data.tax_ids") ? answer.Rows("data") : [])
        {
            ShowTaxIds(customer);
        }

        foreach (string expansion in all)
        {
            StripePath.Expand(answer, expansion.Split('.'), objects.Find);
        }

        Shorten(answer);
        foreach (JsonNode? element in answer["data"] as JsonArray ?? [])
        {
            Shorten((JsonObject)element!);
        }

        return answer;
    }

    private JsonObject Summaries(string meter, Dictionary<string, StringValues> query)
    {
        long Time(string name) => long.TryParse(query.GetValueOrDefault(name).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long time) ? time : throw StripeRefusal.Needed(name);
        string? window = query.TryGetValue("value_grouping_window", out StringValues asked) ? asked.ToString() : null;
        string customer = query.TryGetValue("customer", out StringValues who) ? who.ToString() : throw StripeRefusal.Needed("customer");
        JsonObject[] all = world.Meters.Summaries(meter, customer, Time("start_time"), Time("end_time"), window);
        return StripeLists.Page($"/v1/billing/meters/{meter}/event_summaries", all, query);
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
            whole["payments"] = StripeLists.Of("/v1/invoice_payments", world.Lookups.Of("invoice_payment", "invoice", id), more: false);
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
        string? by = query.Keys.FirstOrDefault(name => name != "status" && resource.Filters.ContainsKey(name) && !(resource.Object == "balance_transaction" && name == "payout"));
        IEnumerable<JsonObject> all = by is null ? objects.All(resource.Object) : world.Lookups.Of(resource.Object, resource.Filters[by], query[by].ToString());
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
            if (name == by || (name.StartsWith("types[", StringComparison.Ordinal) && resource.Object == "event"))
            {
                continue;
            }

            if (resource.Object == "event" && name == "delivery_success")
            {
                all = all.Where(o => o["pending_webhooks"] is null || (o.Number("pending_webhooks") == 0) == (values == "true"));
            }
            else if (resource.Object == "balance_transaction" && name == "payout")
            {
                all = all.Where(o => (world.Balance.PaidOut.GetValueOrDefault(o.Text("id")!) ?? StripePath.Read(o, name)) == values.ToString());
            }
            else if (resource.Filters.TryGetValue(name, out string? path))
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
            "created[gt]" or "created_after" => created > bound,
            "created[gte]" => created >= bound,
            "created[lt]" => created < bound,
            _ => created <= bound,
        };
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
}

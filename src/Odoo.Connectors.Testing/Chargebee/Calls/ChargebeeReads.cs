using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Single resources and lists.</summary>
internal sealed class ChargebeeReads(ChargebeeWorld world)
{
    private readonly ChargebeeLists _lists = new(world);

    public JsonObject Serve(string[] path, string query, ChargebeeSubscriptionCalls subscriptions)
    {
        ChargebeeKind kind = ChargebeeKind.At(path[0])!;
        return path switch
        {
            ["contract_terms"] => throw ChargebeeRefusal.NotEmulated("GET /contract_terms"),
            [_] => List(kind, null, query),
            ["subscriptions", var id, "contract_terms"] => List(ChargebeeKind.Named("contract_term"), Of("contract_term", "subscription", id), query),
            ["subscriptions", var id, "usages"] => Usages(id, query),
            ["subscriptions", var id, "retrieve_with_scheduled_changes"] => subscriptions.WithScheduled(world.Store.Get("subscription", id)),
            ["invoices", var id, "payments"] => List(ChargebeeKind.Named("transaction"), Payments(id), query),
            [_, var id] => Wrap(kind, world.Store.Find(kind.Name, id) is { } found && IsKept(found) ? found : throw ChargebeeRefusal.NotFound(id)),
            _ => throw ChargebeeRefusal.NotEmulated($"GET /{string.Join('/', path)}"),
        };
    }

    private JsonObject Usages(string subscription, string query) => query.StartsWith("id=", StringComparison.Ordinal)
        ? Wrap(ChargebeeKind.Named("usage"), world.Store.Get("usage", Uri.UnescapeDataString(query["id=".Length..])))
        : List(ChargebeeKind.Named("usage"), Of("usage", "subscription", subscription), query);

    private bool IsKept(JsonObject value) =>
        value.Text("object") != "event" || value.Number("occurred_at") >= (world.Agenda.Now - world.Options.EventRetention).ToUnixTimeSeconds();

    private IEnumerable<JsonObject> Of(string kind, string owner, string id)
    {
        world.Store.Get(owner, id);
        return world.Store.Of(kind, $"{owner}_id", id);
    }

    private IEnumerable<JsonObject> Payments(string id)
    {
        JsonObject invoice = world.Store.Get("invoice", id);
        return invoice.Rows("linked_payments").Select(row => world.Store.Find("transaction", row.Text("txn_id"))).OfType<JsonObject>();
    }

    private JsonObject List(ChargebeeKind kind, IEnumerable<JsonObject>? of, string query)
    {
        (IReadOnlyList<JsonObject> rows, string? next) = _lists.Page(kind, of, IsKept, query);
        var page = new JsonObject { ["list"] = VendorJson.Array(rows.Select(row => Wrap(kind, row))) };
        page.Put("next_offset", next);
        return page;
    }

    private JsonObject Wrap(ChargebeeKind kind, JsonObject stored)
    {
        var wrapped = new JsonObject { [kind.Name] = world.Views.Of(kind.Name, stored) };
        if (kind.Name == "subscription")
        {
            wrapped["customer"] = world.Views.Customer(world.Subscriptions.Customer(stored));
        }

        return wrapped;
    }
}

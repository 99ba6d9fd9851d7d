using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Simulation.Checks;

/// <summary>
/// The guarantees, after everything settled: what the vendors hold is compared with what happened, by arithmetic over minor
/// units and by questions in SQL and JSON-RPC that do not go through the engine.
/// </summary>
internal sealed class Books(World world) : IDisposable
{
    private readonly OdooProbe _odoo = new(world.Odoo);

    public void Check()
    {
        Dictionary<string, long> ids = _odoo.ExternalIds();
        List<JsonObject> partners = _odoo.Search("res.partner", [], "name", "phone", "street", "website", "parent_id", "comment");
        List<JsonObject> orders = _odoo.Search("sale.order", [], "state", "client_order_ref", "partner_id");
        List<JsonObject> lines = _odoo.Search("sale.order.line", [], "order_id", "product_id", "product_uom_qty");
        List<JsonObject> products = _odoo.Search("product.product", [new JsonArray("default_code", "=", "SEAT")], "id");
        List<JsonObject> moves = _odoo.Search(
            "account.move", [new JsonArray("move_type", "in", new JsonArray("out_invoice", "out_refund"))],
            "ref", "state", "move_type", "amount_untaxed", "amount_tax", "amount_total", "amount_residual_signed", "amount_residual", "payment_state", "partner_id");
        List<JsonObject> payments = _odoo.Search("account.payment", [], "amount", "partner_id", "payment_type", "is_reconciled", "state");
        foreach (Shop shop in world.Billing.Shops)
        {
            long? partner = Customer(shop, ids, partners);
            Order(shop, ids, orders, lines, (long)products[0]["id"]!, partner);
            Documents(shop, ids, moves, payments, partner);
            Status(shop);
        }

        Counts(orders, moves, payments);
        Amendments(ids);
        Inbox();
        Ledger();
        Shadow();
        Audit();
        Echoes();
    }

    /// <summary>
    /// A status is stored once for each change, and again only after a fault, or where it was planned while the same was on its way:
    /// nobody could know yet that it would be stored.
    /// </summary>
    private void Echoes()
    {
        const string Early =
            """
            SELECT COUNT(*) FROM effect e JOIN effect p ON p.seq = (
                SELECT MAX(x.seq) FROM effect x WHERE x.target = e.target AND x.subject = e.subject AND x.state = 3 AND x.seq < e.seq)
            WHERE e.kind = 'account-status' AND e.state = 3 AND e.payload = p.payload
            AND (SELECT MIN(a.id) FROM audit a WHERE a.effect = e.key AND a.what = 'planned') < (SELECT MAX(a.id) FROM audit a WHERE a.effect = p.key AND a.what = 'applied')
            """;
        int changes = world.Billing.Shops.Sum(s => s.Statuses);
        long early = world.Store.Query(Early, r => r.GetInt64(0)).Single();
        if (world.Writes > changes + world.Doubts + early)
        {
            world.Violated("echo", $"{world.Writes} statuses were stored for {changes} changes, {world.Doubts} faults and {early} planned while the same was on its way");
        }
    }

    /// <summary>Everything that a person or a program sees of the targets, to be compared.</summary>
    public string Digest() => string.Join('\n', [
        .. _odoo.Search("res.partner", [], "name", "phone", "street", "website", "parent_id", "comment").Select(r => r.ToJsonString()),
        .. _odoo.Search("sale.order", [], "state", "client_order_ref", "partner_id").Select(r => r.ToJsonString()),
        .. _odoo.Search("sale.order.line", [], "order_id", "product_id", "product_uom_qty").Select(r => r.ToJsonString()),
        .. _odoo.Search("account.move", [], "ref", "state", "move_type", "amount_total", "amount_residual", "partner_id").Select(r => r.ToJsonString()),
        .. _odoo.Search("account.payment", [], "amount", "partner_id", "payment_type", "is_reconciled", "state").Select(r => r.ToJsonString()),
        .. world.Billing.Shops.SelectMany(s => s.Sister is { } sister ? new[] { s.Account, sister.Account } : [s.Account]).Select(a => Unstamped(world.Salesforce.Find("Account", a)!))]);

    /// <summary>To be told a value once more is no change.</summary>
    private static string Unstamped(JsonObject record)
    {
        record.Remove("LastModifiedDate");
        record.Remove("SystemModstamp");
        return record.ToJsonString();
    }

    public void Dispose() => _odoo.Dispose();

    private static decimal Major(long minor) => minor / 100m;

    private static decimal Number(JsonNode? value) => decimal.Parse(value!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static long? Id(JsonNode? reference) => reference is JsonArray pair ? (long)pair[0]! : null;

    private static string Text(JsonNode? value) => value is JsonValue v && v.TryGetValue(out string? text) ? text : "";

    private long? Customer(Shop shop, Dictionary<string, long> ids, List<JsonObject> partners)
    {
        if (!shop.IsWon && shop.Sub is null)
        {
            return null;
        }

        // Whichever account's deal was first is the partner; the other one is a second name of it, whose fields do not count.
        bool isSister = false;
        if (!ids.TryGetValue($"oc_salesforce.customer_{shop.Account}", out long id)
            && !(isSister = shop.Sister is { } other && ids.TryGetValue($"oc_salesforce.customer_{other.Account}", out id)))
        {
            world.Violated("lost", $"customer {shop.Account} is not in Odoo");
            return null;
        }

        int same = partners.Count(p => Text(p["name"]) == shop.Name && Id(p["parent_id"]) is null);
        if (same != 1)
        {
            world.Violated("double", $"{same} partners are named {shop.Name}");
        }

        JsonObject partner = partners.First(p => (long)p["id"]! == id);
        Same("owner", $"phone of {shop.Name}", (isSister ? shop.Sister!.Phone : shop.Phone) ?? "", Text(partner["phone"]));
        Same("owner", $"street of {shop.Name}", isSister ? Shop.FirstStreet : shop.Street, Text(partner["street"]));
        Accounts(shop);
        return id;
    }

    /// <summary>Two accounts of one company are one record.</summary>
    private void Accounts(Shop shop)
    {
        if (shop.Sister is { IsWon: true } sister)
        {
            int records = world.Store.Query(
                $"SELECT DISTINCT record FROM link WHERE system = 'salesforce' AND kind = 'customer' AND id IN ('{shop.Account}', '{sister.Account}')", r => r.GetString(0)).Count;
            Same("identity", $"records of {shop.Name}", "1", $"{records}");
        }
    }

    private void Order(Shop shop, Dictionary<string, long> ids, List<JsonObject> orders, List<JsonObject> lines, long seat, long? partner)
    {
        if (shop.IsWon)
        {
            Order(shop, shop.Opportunity, shop.Sub is null ? "" : shop.Subscription, shop.Seats[^1], ids, orders, lines, seat, partner);
        }

        if (shop.Sister is { IsWon: true } sister)
        {
            Order(shop, sister.Opportunity, "", sister.Seats, ids, orders, lines, seat, partner);
        }
    }

    private void Order(
        Shop shop, string deal, string subscription, int agreed, Dictionary<string, long> ids, List<JsonObject> orders, List<JsonObject> lines, long seat, long? partner)
    {
        if (!ids.TryGetValue($"oc_salesforce.contract_{deal}", out long id))
        {
            world.Violated("lost", $"deal {deal} is not in Odoo");
            return;
        }

        JsonObject order = orders.First(o => (long)o["id"]! == id);
        Same("lost", $"order of {shop.Name}", $"sale {partner}", $"{Text(order["state"])} {Id(order["partner_id"])}");
        Same("lost", $"subscription of {shop.Name}", subscription, Text(order["client_order_ref"]));
        decimal[] seats = [.. lines.Where(l => Id(l["order_id"]) == id && Id(l["product_id"]) == seat).Select(l => Number(l["product_uom_qty"]))];
        Same("lost", $"seats of {shop.Name}", agreed.ToString(CultureInfo.InvariantCulture), string.Join('+', seats.Select(s => s.ToString("0.##", CultureInfo.InvariantCulture))));
    }

    private void Documents(Shop shop, Dictionary<string, long> ids, List<JsonObject> moves, List<JsonObject> payments, long? partner)
    {
        foreach (Bill bill in shop.Bills)
        {
            bool paid = bill.PaymentIntent is not null;
            Document($"oc_stripe.invoice_{bill.Id}", bill.Number, "out_invoice", bill.Net, bill.Tax, paid, ids, moves);
            if (paid)
            {
                Payment($"oc_stripe.payment_{bill.PaymentIntent}", "inbound", bill.Gross, ids, payments);
            }

            if (bill.Refund is not null)
            {
                Document($"oc_stripe.creditnote_{bill.CreditNote}", $"{bill.Number}-CN-01", "out_refund", bill.CreditNet, bill.CreditTax, true, ids, moves);
                Payment($"oc_stripe.refund_{bill.Refund}", "outbound", bill.CreditNet + bill.CreditTax, ids, payments);
            }
        }

        decimal owed = shop.Bills.Where(b => b.PaymentIntent is null).Sum(b => Major(b.Gross));
        decimal books = moves.Where(m => Id(m["partner_id"]) == partner && partner is not null && Text(m["state"]) == "posted").Sum(m => Number(m["amount_residual_signed"]));
        Same("receivables", $"open items of {shop.Name}", owed.ToString("0.00", CultureInfo.InvariantCulture), books.ToString("0.00", CultureInfo.InvariantCulture));
    }

    private void Document(string key, string number, string type, long net, long tax, bool settled, Dictionary<string, long> ids, List<JsonObject> moves)
    {
        if (!ids.TryGetValue(key, out long id))
        {
            world.Violated("lost", $"{key} is not in Odoo");
            return;
        }

        JsonObject move = moves.First(m => (long)m["id"]! == id);
        string expected = string.Create(CultureInfo.InvariantCulture, $"posted {type} {Major(net):0.00} + {Major(tax):0.00} open {(settled ? 0 : Major(net + tax)):0.00}");
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(move["state"])} {Text(move["move_type"])} {Number(move["amount_untaxed"]):0.00} + {Number(move["amount_tax"]):0.00} open {Number(move["amount_residual"]):0.00}");
        Same("books", $"{type} {number}", expected, found);
        int same = moves.Count(m => Text(m["ref"]) == number);
        if (same != 1)
        {
            world.Violated("double", $"{same} documents carry {number}");
        }
    }

    private void Payment(string key, string type, long amount, Dictionary<string, long> ids, List<JsonObject> payments)
    {
        if (!ids.TryGetValue(key, out long id))
        {
            world.Violated("lost", $"{key} is not in Odoo");
            return;
        }

        JsonObject payment = payments.First(p => (long)p["id"]! == id);
        string expected = string.Create(CultureInfo.InvariantCulture, $"{type} {Major(amount):0.00} true");
        Same("books", key, expected, string.Create(CultureInfo.InvariantCulture, $"{Text(payment["payment_type"])} {Number(payment["amount"]):0.00} {payment["is_reconciled"]!.ToJsonString()}"));
    }

    /// <summary>Under whatever name: there are as many documents as facts.</summary>
    private void Counts(List<JsonObject> orders, List<JsonObject> moves, List<JsonObject> payments)
    {
        List<Bill> bills = [.. world.Billing.Shops.SelectMany(s => s.Bills)];
        int refunds = bills.Count(b => b.Refund is not null);
        Same("double", "orders", $"{world.Billing.Shops.Sum(s => (s.IsWon ? 1 : 0) + (s.Sister is { IsWon: true } ? 1 : 0))}", $"{orders.Count}");
        Same("double", "invoices and credit notes", $"{bills.Count + refunds}", $"{moves.Count}");
        Same("double", "payments and refunds", $"{bills.Count(b => b.PaymentIntent is not null) + refunds}", $"{payments.Count}");
    }

    /// <summary>What Odoo was told, in its own order: seats only grow, so a smaller number after a larger is an inversion.</summary>
    private void Amendments(Dictionary<string, long> ids)
    {
        foreach (Shop shop in world.Billing.Shops.Where(s => s.IsWon))
        {
            if (!ids.TryGetValue($"oc_salesforce.contract_{shop.Opportunity}", out long order))
            {
                continue;
            }

            decimal last = 0;
            foreach (EmulatorCall call in world.Odoo.Calls.Where(c => c is { Model: "sale.order", Method: "write", Applied: true }))
            {
                JsonArray arguments = (JsonArray)JsonNode.Parse(call.Arguments)!;
                if (arguments[0] is not JsonArray positional || (long?)positional[0]?[0] != order || positional[1]?["order_line"] is not JsonArray commands)
                {
                    continue;
                }

                foreach (decimal quantity in commands.OfType<JsonArray>().Select(c => c[2]?["product_uom_qty"]).OfType<JsonNode>().Select(Number).Where(q => q != 1m))
                {
                    if (quantity < last)
                    {
                        world.Violated("order", $"seats of {shop.Name} went from {last} to {quantity}");
                    }

                    last = quantity;
                }
            }
        }
    }

    private void Status(Shop shop)
    {
        string expected = shop switch
        {
            { IsWon: false } or { Sub: null } => "",
            { Status: "past_due" } => world.StatusStored("Past Due"),
            { Status: "canceled" } => world.StatusStored("Ended"),
            _ => world.StatusStored("Active"),
        };
        Same("status", $"billing status of {shop.Name}", expected, Text(world.Salesforce.Find("Account", shop.Account)!["Billing_Status__c"]));
    }

    /// <summary>2xx means it is there, once.</summary>
    private void Inbox()
    {
        Dictionary<string, int> rows = world.Store.Query("SELECT payload FROM inbox WHERE system = 'stripe'", r => (byte[])r.GetValue(0))
            .Select(p => (string)JsonNode.Parse(p)!["id"]!).GroupBy(i => i, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (string id in world.Webhooks.Accepted)
        {
            int count = rows.GetValueOrDefault(id);
            if (count != 1)
            {
                world.Violated(count == 0 ? "accepted" : "dedupe", $"{id} was accepted and is in the inbox {count} times");
            }
        }
    }

    /// <summary>Nothing hangs, and every effect that an event of the business needs has ended.</summary>
    private void Ledger()
    {
        foreach (string open in world.Store.Query(
            "SELECT key, state FROM effect WHERE state IN (0, 1, 2)", r => $"effect {r.GetString(0)} is left in state {r.GetInt64(1)}"))
        {
            world.Violated("hangs", open);
        }

        foreach (string open in world.Store.Query(
            "SELECT id, kind, subject, state FROM inbox WHERE state IN (0, 1, 2, 3)",
            r => $"event {r.GetInt64(0)} {r.GetString(1)} {r.GetString(2)} is left in state {r.GetInt64(3)}"))
        {
            world.Violated("hangs", open);
        }

        foreach (string stray in world.Store.Query(
            """
            SELECT e.key FROM effect e WHERE NOT EXISTS (SELECT 1 FROM event_effect x WHERE x.effect = e.key)
            AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.effect = e.key AND a.event IS NOT NULL)
            """,
            r => r.GetString(0)))
        {
            world.Violated("unexplained", $"{stray} comes from no event");
        }

        foreach (string twice in world.Store.Query(
            """
            SELECT kind, target_id, COUNT(*) FROM effect WHERE class = 0 AND state = 3 AND kind NOT IN ('customer', 'amendment') AND target_id IS NOT NULL
            GROUP BY target, kind, target_id HAVING COUNT(*) > 1 ORDER BY kind, target_id
            """,
            r => $"{r.GetInt64(2)} effects of kind {r.GetString(0)} made {r.GetString(1)}"))
        {
            world.Violated("double", twice);
        }

        foreach (string unlinked in world.Store.Query(
            """
            SELECT e.key FROM effect e WHERE e.class = 0 AND e.state = 3 AND e.kind <> 'amendment' AND e.target_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM link l WHERE l.system = e.target AND l.id = e.target_id)
            """,
            r => r.GetString(0)))
        {
            world.Violated("identity", $"{unlinked} was applied and its record is linked to nothing");
        }
    }

    /// <summary>Nobody touched the chain.</summary>
    private void Audit()
    {
        AuditVerification chain = world.Nodes.First(n => !n.IsDead).Hub.Audit.VerifyAsync().GetAwaiter().GetResult();
        if (!chain.IsIntact || chain.Entries == 0)
        {
            world.Violated("audit", $"{chain.Entries} entries: {string.Join("; ", chain.Faults.Take(3))}");
        }
    }

    /// <summary>The shadow of what was written is the hash of what the target holds.</summary>
    private void Shadow()
    {
        byte[] key = Convert.FromHexString(world.Store.Query("SELECT value FROM meta WHERE name = 'shadow-key'", r => r.GetString(0)).Single());
        foreach ((string id, byte[] hash) in world.Store.Query(
            "SELECT id, hash FROM shadow WHERE system = 'salesforce' AND kind = 'customer' AND field = 'Billing_Status__c'",
            r => (r.GetString(0), (byte[])r.GetValue(1))))
        {
            string? held = Text(world.Salesforce.Find("Account", id)!["Billing_Status__c"]);
            if (!Sync.Shadow.Hash(key, "Billing_Status__c", held).AsSpan().SequenceEqual(hash))
            {
                world.Violated("shadow", $"account {id} holds '{held}', which is not what the shadow remembers");
            }
        }
    }

    private void Same(string guarantee, string what, string expected, string found)
    {
        if (expected != found)
        {
            world.Violated(guarantee, $"{what}: expected '{expected}', found '{found}'");
        }
    }
}

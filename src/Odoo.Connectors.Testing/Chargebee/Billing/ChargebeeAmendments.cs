using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Changes of what a subscription is for: now, with credits for what was paid and is not used, or with the next term.</summary>
internal static class ChargebeeAmendments
{
    public static (JsonObject? Invoice, IReadOnlyList<JsonObject> Notes) Change(ChargebeeWorld world, JsonObject subscription, VendorFields fields)
    {
        JsonObject changed = subscription.Copy();
        List<JsonObject> items = ChargebeeItems.Read(world, fields);
        JsonArray list = changed.List("subscription_items");
        bool replaces = fields.Flag("replace_items_list") is true;
        bool hasPlan = items.Any(item => item.Text("item_type") == "plan");
        foreach (JsonObject known in changed.Rows("subscription_items").ToArray())
        {
            bool isGiven = items.Any(item => item.Text("item_price_id") == known.Text("item_price_id")) || (hasPlan && known.Text("item_type") == "plan");
            if (isGiven || replaces)
            {
                list.Remove(known);
            }
        }

        foreach (JsonObject item in items)
        {
            list.Add(item);
        }

        JsonObject plan = changed.Rows("subscription_items").FirstOrDefault(item => item.Text("item_type") == "plan")
            ?? throw ChargebeeRefusal.Wrong("subscription_items", "must hold a plan.");
        changed["billing_period"] = plan.Number("billing_period");
        changed["billing_period_unit"] = plan.Text("billing_period_unit");
        ChargebeeItems.Price(world, changed);
        bool prorate = fields.Flag("prorate") ?? true;
        return fields.Flag("end_of_term") is true ? Schedule(world, subscription, changed) : Now(world, subscription, changed, prorate, fields.Flag("force_term_reset") is true);
    }

    /// <summary>Takes over what was put off to the next term.</summary>
    public static void ApplyScheduled(ChargebeeWorld world, JsonObject subscription)
    {
        ChargebeeSubscriptionState state = world.Subscriptions.State(subscription);
        if (state.Scheduled is not { } changed)
        {
            return;
        }

        state.Scheduled = null;
        Take(subscription, changed);
        subscription["has_scheduled_changes"] = false;
        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_changed", subscription);
    }

    /// <summary>Gives back the unused share of what the current term was charged for; all of it when the share is one.</summary>
    public static IReadOnlyList<JsonObject> Credit(ChargebeeWorld world, JsonObject subscription, IEnumerable<string> prices, decimal share, string reason)
    {
        HashSet<string> wanted = [.. prices];
        HashSet<string> credited = world.Subscriptions.State(subscription).Credited;
        List<JsonObject> notes = [];
        foreach (JsonObject invoice in world.Store.Of("invoice", "subscription_id", subscription.Text("id")).Where(invoice => invoice.Text("status") is not ("voided" or "pending")).ToArray())
        {
            (JsonObject, long, string)[] lines =
            [
                .. invoice.Rows("line_items")
                    .Where(line => wanted.Contains(line.Text("entity_id") ?? "") && line.Number("date_to") == subscription.Number("current_term_end") && !line.Flag("metered"))
                    .Where(line => credited.Add(line.Text("id")!))
                    .Select(line => (line, Part(line, subscription, world.Now, share), $"{line.Text("description")} - Prorated Credits"))
                    .Where(line => line.Item2 > 0),
            ];
            if (lines.Length > 0)
            {
                JsonObject credit = ChargebeeCreditLines.Of(world, invoice, lines);
                string type = invoice.Number("amount_due") >= credit.Number("total") ? "adjustment" : "refundable";
                notes.Add(world.CreditNotes.Issue(invoice, credit, type, reason));
            }
        }

        return notes;
    }

    /// <summary>The share of the term that is left.</summary>
    public static decimal Left(JsonObject subscription, long now) =>
        (decimal)(subscription.Number("current_term_end") - now) / (subscription.Number("current_term_end") - subscription.Number("current_term_start"));

    private static long Part(JsonObject line, JsonObject subscription, long now, decimal share)
    {
        // A line that was charged for a part of the term is given back by what is left of that part.
        decimal left = share == 1 ? 1 : (decimal)(subscription.Number("current_term_end") - now) / (line.Number("date_to") - line.Number("date_from"));
        return ChargebeePricing.Round(line.Number("unit_amount") * left) * line.Number("quantity");
    }

    private static (JsonObject? Invoice, IReadOnlyList<JsonObject> Notes) Schedule(ChargebeeWorld world, JsonObject subscription, JsonObject changed)
    {
        world.Subscriptions.State(subscription).Scheduled = changed;
        subscription["has_scheduled_changes"] = true;
        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_changes_scheduled", subscription);
        return (null, []);
    }

    private static (JsonObject? Invoice, IReadOnlyList<JsonObject> Notes) Now(ChargebeeWorld world, JsonObject subscription, JsonObject changed, bool prorate, bool anew)
    {
        JsonObject[] before = [.. subscription.Rows("subscription_items")];
        JsonObject[] after = [.. changed.Rows("subscription_items")];
        bool runs = subscription.Text("status") is "active" or "non_renewing";
        bool reset = runs && (anew || (changed.Number("billing_period"), changed.Text("billing_period_unit")) != (subscription.Number("billing_period"), subscription.Text("billing_period_unit")));
        string[] gone = [.. before.Where(item => reset || !after.Any(same => Same(same, item))).Select(item => item.Text("item_price_id")!)];
        JsonObject[] come = [.. after.Where(item => !before.Any(same => Same(same, item)) && item["metered_quantity"] is null)];
        decimal left = runs ? Left(subscription, world.Now) : 0;
        IReadOnlyList<JsonObject> notes = runs && prorate ? Credit(world, subscription, gone, left, "subscription_change") : [];
        Take(subscription, changed);
        JsonObject? draft = null;
        if (reset)
        {
            draft = world.Subscriptions.StartTerm(subscription, world.Now, first: true);
        }
        else if (runs && prorate && come.Length > 0)
        {
            IEnumerable<ChargebeeLine> lines = come.Select(item => world.Charges.Item(subscription, item, world.Now, subscription.Number("current_term_end"), item.Text("item_type") == "charge" ? 1 : left));
            draft = world.Invoices.Draft(world.Subscriptions.Customer(subscription), subscription, lines, world.Subscriptions.Coupons(subscription), recurring: true);
            ChargebeeItems.Charged(world, subscription, draft);
        }

        ChargebeeItems.Price(world, subscription);
        world.Stamp(subscription);
        JsonObject? invoice = draft is null ? null : world.Invoices.Issue(draft);
        Tell(world, subscription, invoice, notes);
        world.Subscriptions.Plan(subscription);
        return (invoice, notes);
    }

    private static void Tell(ChargebeeWorld world, JsonObject subscription, JsonObject? invoice, IReadOnlyList<JsonObject> notes)
    {
        var content = new JsonObject
        {
            ["subscription"] = world.Views.Subscription(subscription),
            ["customer"] = world.Views.Customer(world.Subscriptions.Customer(subscription)),
        };
        content.Put("invoice", invoice?.Copy());
        content.Put("credit_notes", notes.Count == 0 ? null : VendorJson.Array(notes.Select(note => note.Copy())));
        world.Events.Tell("subscription_changed", content);
    }

    private static bool Same(JsonObject one, JsonObject two) =>
        one.Text("item_price_id") == two.Text("item_price_id") && one.Optional("quantity") == two.Optional("quantity") && one.Number("unit_price") == two.Number("unit_price");

    private static void Take(JsonObject subscription, JsonObject changed)
    {
        foreach (string field in (string[])["subscription_items", "billing_period", "billing_period_unit"])
        {
            subscription[field] = changed[field]!.DeepClone();
        }
    }
}

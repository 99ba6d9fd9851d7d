using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Stripe.Billing;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>Subscriptions.</summary>
internal sealed class StripeSubscriptionCalls(StripeWorld world)
{
    public JsonObject? Serve(StripeCall call) => call.Route switch
    {
        "POST subscriptions" => Create(call),
        "POST subscriptions/*" => Update(call, Running(call)),
        "DELETE subscriptions/*" => Cancel(call, Running(call)),
        "POST subscriptions/*/pause" => Pause(Running(call)),
        "POST subscriptions/*/resume" => Resume(Running(call)),
        _ => null,
    };

    private JsonObject Running(StripeCall call)
    {
        JsonObject subscription = world.Get("subscription", call.Id);
        return subscription.Text("status") is "canceled" or "incomplete_expired"
            ? throw new StripeRefusal(404, "invalid_request_error", $"No such subscription: {call.Id}; a canceled subscription can only update its cancellation_details and metadata.", "resource_missing", "id")
            : subscription;
    }

    private JsonObject Create(StripeCall call)
    {
        JsonObject customer = world.Get("customer", call.Needed("customer"), "customer");
        JsonObject subscription = world.New(StripeBillingShapes.Subscription, "sub");
        subscription["customer"] = customer.Text("id");
        subscription["start_date"] = call.Fields.Number("backdate_start_date") ?? world.Now;
        long? anchor = call.Fields.Number("billing_cycle_anchor");
        if ((anchor is null) != (call.Fields.Number("backdate_start_date") is null) || anchor <= world.Now)
        {
            throw StripeRefusal.NotEmulated("an anchor without a start in the past, or the other way round");
        }

        subscription.Part("items")!["url"] = $"/v1/subscription_items?subscription={subscription.Text("id")}";
        IReadOnlyList<VendorFields> rows = call.Fields.Indexed("items");
        if (rows.Count == 0)
        {
            throw StripeRefusal.Needed("items");
        }

        foreach (VendorFields row in rows)
        {
            Add(subscription, row);
        }

        string currency = StripeSubscriptions.Items(subscription).First().Part("price")!.Text("currency")!;
        subscription["currency"] = currency;
        customer["currency"] ??= currency;
        Take(call, subscription);
        if ((call.Fields.Number("trial_end") ?? (call.Fields.Number("trial_period_days") is { } days ? world.Now + (days * 86_400) : null)) is { } end)
        {
            subscription["trial_start"] = world.Now;
            subscription["trial_end"] = end;
        }

        if (call.Fields.Filled("currency") is { } asked && StripeSubscriptions.Items(subscription).Any(i => i.Part("price")!.Text("currency") != asked))
        {
            throw new StripeRefusal(400, "invalid_request_error", "The price specified only supports another currency.", null, "currency");
        }

        foreach (VendorFields row in call.Fields.Indexed("add_invoice_items"))
        {
            Once(subscription, row);
        }

        world.Subscriptions.Begin(subscription, mustPay: call.Fields.Filled("payment_behavior") == "error_if_incomplete", anchor);
        return subscription;
    }

    private JsonObject Update(StripeCall call, JsonObject subscription)
    {
        JsonObject was = subscription.Copy();
        string proration = call.Fields.Filled("proration_behavior") ?? "create_prorations";
        foreach (VendorFields row in call.Fields.Indexed("items"))
        {
            Change(subscription, row, proration != "none");
        }

        Take(call, subscription);
        Pausing(call, subscription);
        world.Events.Updated("customer.subscription.updated", subscription, was);
        if (proration == "always_invoice")
        {
            BillNow(subscription);
        }

        world.Subscriptions.Plan(subscription);
        return subscription;
    }

    private void Take(StripeCall call, JsonObject subscription)
    {
        call.Texts(subscription, "collection_method", "description");
        call.Numbers(subscription, "days_until_due", "cancel_at");
        call.Metadata(subscription);
        if (call.Fields.Flag("cancel_at_period_end") is { } ends)
        {
            bool had = subscription.Flag("cancel_at_period_end");
            subscription["cancel_at_period_end"] = ends;
            long? at = ends ? subscription.Optional("trial_end") > world.Now ? subscription.Optional("trial_end") : StripeSubscriptions.PeriodEnd(subscription) : null;
            subscription["cancel_at"] = at;
            subscription["canceled_at"] = ends ? world.Now : null;
            subscription.Part("cancellation_details")!["reason"] = ends ? "cancellation_requested" : had ? null : subscription.Part("cancellation_details")!.Text("reason");
        }

        if (call.Fields.Part("automatic_tax").Flag("enabled") is { } automatic)
        {
            subscription.Part("automatic_tax")!["enabled"] = automatic;
        }

        if (call.Fields.Values("default_tax_rates") is { Count: > 0 } rates)
        {
            subscription["default_tax_rates"] = VendorJson.Array(rates.Select(rate => world.Get("tax_rate", rate, "default_tax_rates").Copy()));
        }

        if (call.Fields.Indexed("discounts") is { Count: > 0 } discounts)
        {
            subscription["discounts"] = VendorJson.Array(discounts.Select(row =>
                (JsonNode)StripeDiscounts.Redeem(world, row.Filled("coupon") ?? throw StripeRefusal.Needed(row.Name("coupon")), subscription.Text("customer")!, subscription.Text("id"))));
        }
    }

    private void GoOn(JsonObject subscription, long at)
    {
        if (subscription.Part("pause_collection")?.Optional("resumes_at") == at)
        {
            JsonObject was = subscription.Copy();
            subscription["pause_collection"] = null;
            world.Events.Updated("customer.subscription.updated", subscription, was);
        }
    }

    private void Once(JsonObject subscription, VendorFields row)
    {
        JsonObject price = StripePriceData.Of(world, row);
        if (price.Part("recurring") is not null)
        {
            throw new StripeRefusal(400, "invalid_request_error", "The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.", null, row.Name("price"));
        }

        JsonObject waiting = world.New(StripeBillingShapes.InvoiceItem, "ii");
        long quantity = row.Number("quantity") ?? 1, amount = StripePriceData.Amount(price, quantity);
        waiting["customer"] = subscription.Text("customer");
        waiting["currency"] = price.Text("currency");
        waiting["amount"] = amount;
        waiting["net_amount"] = amount;
        waiting["date"] = world.Now;
        waiting["description"] = world.Find(price.Text("product"))?.Text("name");
        waiting["quantity"] = quantity;
        waiting["period"] = new JsonObject { ["start"] = world.Now, ["end"] = world.Now };
        waiting["pricing"] = StripeLines.Pricing(price);
        waiting["parent"] = new JsonObject { ["subscription_details"] = new JsonObject { ["subscription"] = subscription.Text("id"), ["subscription_item"] = null }, ["type"] = "subscription_details" };
        world.Events.Tell("invoiceitem.created", world.Objects.Track(waiting));
    }

    private void Pausing(StripeCall call, JsonObject subscription)
    {
        if (call.Fields.Text("pause_collection") is { Length: 0 })
        {
            subscription["pause_collection"] = null;
        }
        else if (call.Fields.Part("pause_collection").Filled("behavior") is { } behavior)
        {
            long? end = call.Fields.Part("pause_collection").Number("resumes_at");
            subscription["pause_collection"] = new JsonObject { ["behavior"] = behavior, ["resumes_at"] = end };
            if (end is { } at)
            {
                world.Agenda.At(at, () => GoOn(subscription, at));
            }
        }
    }

    private void Add(JsonObject subscription, VendorFields row)
    {
        JsonObject price = StripePriceData.Of(world, row);
        if (price.Part("recurring") is null)
        {
            throw new StripeRefusal(400, "invalid_request_error", "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", null, row.Name("price"));
        }

        JsonObject item = world.New(StripeBillingShapes.SubscriptionItem, "si");
        item["price"] = price.Copy();
        item["subscription"] = subscription.Text("id");
        if (price.Part("recurring")!.Text("usage_type") == "metered")
        {
            item.Remove("quantity");
        }
        else
        {
            item["quantity"] = row.Number("quantity") ?? 1;
        }

        foreach ((string key, string value) in row.Map("metadata"))
        {
            item.Part("metadata")![key] = value;
        }

        subscription.Part("items")!.List("data").Add(item);
    }

    private void Change(JsonObject subscription, VendorFields row, bool prorate)
    {
        if (row.Filled("id") is not { } id)
        {
            Add(subscription, row);
            JsonObject added = StripeSubscriptions.Items(subscription).Last();
            JsonObject first = StripeSubscriptions.Items(subscription).First();
            added["current_period_start"] = first.Number("current_period_start");
            added["current_period_end"] = first.Number("current_period_end");
            if (prorate)
            {
                StripeProrations.Wait(world, subscription, added, 1, "Remaining time on");
            }

            return;
        }

        JsonObject item = StripeSubscriptions.Items(subscription).FirstOrDefault(item => item.Text("id") == id) ?? throw StripeRefusal.Missing("subscription_item", id, row.Name("id"));
        JsonObject was = item.Copy();
        if (row.Flag("deleted") is true)
        {
            subscription.Part("items")!.List("data").Remove(item);
            item["quantity"] = 0L;
        }
        else
        {
            item["price"] = row.Filled("price") is { } price ? world.Get("price", price, row.Name("price")).Copy() : item["price"]!.DeepClone();
            item["quantity"] = row.Number("quantity") ?? item.Number("quantity");
        }

        if (prorate && !JsonNode.DeepEquals(was, item))
        {
            StripeProrations.Wait(world, subscription, was, item);
        }
    }

    private void BillNow(JsonObject subscription)
    {
        JsonObject customer = world.Get("customer", subscription.Text("customer"));
        JsonObject invoice = world.Invoices.Draft(customer, subscription.Text("currency")!, "subscription_update", subscription.Text("collection_method")!, subscription.Optional("days_until_due"));
        invoice["default_tax_rates"] = subscription["default_tax_rates"]!.DeepClone();
        invoice["discounts"] = StripeDiscounts.Live(world, subscription);
        world.Invoices.TakeWaiting(invoice, subscription.Text("id"));
        if (!invoice.Part("lines")!.Rows("data").Any())
        {
            world.Objects.Remove(invoice.Text("id")!);
            return;
        }

        world.Subscriptions.Own(invoice, subscription);
        StripeTotals.Compute(world, invoice);
        world.Events.Tell("invoice.created", invoice);
        world.Invoices.Finalize(invoice);
    }

    private JsonObject Cancel(StripeCall call, JsonObject subscription)
    {
        if (call.Fields.Flag("prorate") is true)
        {
            foreach (JsonObject item in StripeSubscriptions.Items(subscription))
            {
                StripeProrations.Wait(world, subscription, item, -1, "Unused time on");
            }
        }

        if (call.Fields.Flag("invoice_now") is true)
        {
            BillNow(subscription);
        }

        world.Subscriptions.Cancel(subscription, "cancellation_requested");
        return subscription;
    }

    private JsonObject Pause(JsonObject subscription)
    {
        JsonObject was = subscription.Copy();
        subscription["status"] = "paused";
        world.Events.Tell("customer.subscription.paused", subscription);
        world.Events.Updated("customer.subscription.updated", subscription, was);
        return subscription;
    }

    private JsonObject Resume(JsonObject subscription)
    {
        if (subscription.Text("status") != "paused")
        {
            throw StripeRefusal.State("subscription_not_paused", "Only paused subscriptions can be resumed.");
        }

        JsonObject was = subscription.Copy();
        subscription["status"] = "active";
        world.Subscriptions.Restart(subscription);
        world.Events.Tell("customer.subscription.resumed", subscription);
        world.Events.Updated("customer.subscription.updated", subscription, was);
        world.Subscriptions.Plan(subscription);
        return subscription;
    }
}

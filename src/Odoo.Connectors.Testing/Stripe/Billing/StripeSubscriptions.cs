using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Stripe.Calls;

namespace Odoo.Connectors.Testing.Stripe.Billing;

/// <summary>The life of subscriptions: incomplete, in trial, active, past due, paused, canceled.</summary>
internal sealed class StripeSubscriptions(StripeWorld world)
{
    private const long ExpiresAfter = 23 * 3_600;
    private readonly Dictionary<string, List<JsonObject>> _invoices = new(StringComparer.Ordinal);

    public static IEnumerable<JsonObject> Items(JsonObject subscription) => subscription.Part("items")!.Rows("data");

    public static long PeriodEnd(JsonObject subscription) => Items(subscription).Min(item => item.Number("current_period_end"));

    /// <summary>Begins a subscription that is stored and not told yet.</summary>
    public void Begin(JsonObject subscription, bool mustPay, long? anchor = null)
    {
        long now = world.Now, start = subscription.Number("start_date");
        bool inTrial = subscription.Optional("trial_end") > now;
        subscription["status"] = inTrial ? "trialing" : "active";
        subscription["billing_cycle_anchor"] = inTrial ? subscription.Number("trial_end") : anchor ?? now;
        foreach (JsonObject item in Items(subscription))
        {
            item["current_period_start"] = start;
            item["current_period_end"] = inTrial ? subscription.Number("trial_end") : anchor ?? StripePeriods.End(now, now, item.Part("price")!.Part("recurring")!);
        }

        JsonObject invoice = Invoice(subscription, "subscription_create", start);
        if (mustPay && invoice.Number("total") > 0)
        {
            StripePaymentAnswer answer = world.Payments.Ask(new StripePayment { CustomerId = subscription.Text("customer"), InvoiceId = invoice.Text("id"), Amount = invoice.Number("total"), Currency = invoice.Text("currency")! });
            if (answer.Status == "failed")
            {
                world.Objects.Remove(invoice.Text("id")!);
                throw new StripeRefusal(402, "card_error", answer.Message!, answer.Code) { DeclineCode = answer.DeclineCode };
            }
        }

        world.Objects.Track(subscription);
        bool waits = !inTrial && invoice.Number("total") > 0 && subscription.Text("collection_method") == "charge_automatically";
        subscription["status"] = waits ? "incomplete" : subscription.Text("status");
        world.Events.Tell("customer.subscription.created", subscription);
        world.Events.Tell("invoice.created", invoice);
        world.Invoices.Finalize(invoice);
        if (subscription.Text("status") == "incomplete")
        {
            world.Agenda.At(now + ExpiresAfter, () => Expire(subscription, invoice));
        }

        Plan(subscription);
    }

    public void InvoicePaid(JsonObject invoice)
    {
        if (Of(invoice) is { } subscription && subscription.Text("status") is "incomplete" or "past_due" or "unpaid" && !Open(subscription).Any())
        {
            Become(subscription, "active");
        }
    }

    /// <summary>A payment that is being processed is trusted.</summary>
    public void InvoiceUnderWay(JsonObject invoice)
    {
        if (Of(invoice) is { } subscription && IsIncomplete(invoice))
        {
            Become(subscription, "active");
        }
    }

    public bool IsIncomplete(JsonObject invoice) => Of(invoice)?.Text("status") == "incomplete";

    public void InvoiceFailed(JsonObject invoice, bool isLast)
    {
        if (Of(invoice) is not { } subscription || subscription.Text("status") is "canceled" or "incomplete" or "incomplete_expired")
        {
            return;
        }

        if (isLast && world.Options.AfterRetries == "canceled")
        {
            Cancel(subscription, "payment_failed");
        }
        else
        {
            Become(subscription, isLast ? world.Options.AfterRetries : "past_due");
        }
    }

    public void Cancel(JsonObject subscription, string reason)
    {
        subscription["status"] = "canceled";
        subscription["canceled_at"] = subscription["canceled_at"]?.DeepClone() ?? world.Now;
        subscription["ended_at"] = world.Now;
        subscription.Part("cancellation_details")!["reason"] = reason;
        world.Events.Tell("customer.subscription.deleted", subscription);
        foreach (JsonObject waiting in Waiting(subscription).ToArray())
        {
            world.Objects.Remove(waiting.Text("id")!);
        }
    }

    public void Become(JsonObject subscription, string status)
    {
        if (subscription.Text("status") != status)
        {
            JsonObject was = subscription.Copy();
            subscription["status"] = status;
            world.Events.Updated("customer.subscription.updated", subscription, was);
        }
    }

    /// <summary>Comes back to a subscription when its period, its trial or its life ends.</summary>
    public void Plan(JsonObject subscription)
    {
        foreach (long at in new[] { PeriodEnd(subscription), subscription.Optional("cancel_at") ?? 0 }.Where(at => at > world.Now))
        {
            world.Agenda.At(at, () => FallDue(subscription));
        }
    }

    /// <summary>Starts a period from now on with an invoice for it.</summary>
    public void Restart(JsonObject subscription)
    {
        subscription["billing_cycle_anchor"] = world.Now;
        Roll(subscription, world.Now);
        Bill(subscription, "subscription_update", world.Now);
    }

    public JsonObject Invoice(JsonObject subscription, string reason, long periodStart)
    {
        JsonObject customer = world.Get("customer", subscription.Text("customer"));
        JsonObject invoice = world.Invoices.Draft(customer, subscription.Text("currency")!, reason, subscription.Text("collection_method")!, subscription.Optional("days_until_due"));
        invoice["period_start"] = periodStart;
        invoice["default_tax_rates"] = subscription["default_tax_rates"]!.DeepClone();
        invoice.Part("automatic_tax")!["enabled"] = subscription.Part("automatic_tax")!.Flag("enabled");
        invoice["discounts"] = StripeDiscounts.Live(world, subscription);
        Own(invoice, subscription);
        foreach (JsonObject item in Items(subscription))
        {
            Line(subscription, invoice, item, reason, periodStart);
        }

        world.Invoices.TakeWaiting(invoice, subscription.Text("id"));
        StripeTotals.Compute(world, invoice);
        return invoice;
    }

    /// <summary>Says on an invoice that it is the subscription's.</summary>
    public void Own(JsonObject invoice, JsonObject subscription)
    {
        string id = subscription.Text("id")!;
        invoice["parent"] = new JsonObject
        {
            ["quote_details"] = null,
            ["subscription_details"] = new JsonObject { ["metadata"] = subscription["metadata"]!.DeepClone(), ["subscription"] = id },
            ["type"] = "subscription_details",
        };
        subscription["latest_invoice"] = invoice.Text("id");
        if (!_invoices.TryGetValue(id, out List<JsonObject>? owned))
        {
            owned = [];
            _invoices[id] = owned;
        }

        owned.Add(invoice);
    }

    private void Line(JsonObject subscription, JsonObject invoice, JsonObject item, string reason, long periodStart)
    {
        JsonObject price = item.Part("price")!;
        (long from, long to) = (item.Number("current_period_start"), item.Number("current_period_end"));
        if (price.Part("recurring")!.Text("usage_type") == "metered")
        {
            // Usage is billed after the period: the one that ended with this invoice.
            if (reason != "subscription_create")
            {
                long used = world.Meters.Used(price.Part("recurring")!.Text("meter")!, subscription.Text("customer")!, periodStart, from);
                StripeLines.OfItem(world, invoice, subscription, item, periodStart, from, used, used * price.Number("unit_amount"));
            }

            return;
        }

        bool inTrial = subscription.Text("status") == "trialing";
        long quantity = item.Number("quantity");
        long periods = from < world.Now && reason == "subscription_create" ? StripePeriods.Between(from, to, price.Part("recurring")!) : 1;
        StripeLines.OfItem(world, invoice, subscription, item, from, to, quantity, inTrial ? 0 : periods * StripePriceData.Amount(price, quantity));
    }

    private void FallDue(JsonObject subscription)
    {
        if (subscription.Text("status") is "canceled" or "incomplete" or "incomplete_expired" or "paused")
        {
            return;
        }

        if (subscription.Optional("cancel_at") <= world.Now)
        {
            Cancel(subscription, "cancellation_requested");
        }
        else if (PeriodEnd(subscription) <= world.Now)
        {
            Renew(subscription);
        }
    }

    private void Renew(JsonObject subscription)
    {
        JsonObject was = subscription.Copy();
        long began = Items(subscription).Min(item => item.Number("current_period_start"));
        long end = PeriodEnd(subscription);
        if (subscription.Text("status") == "trialing")
        {
            subscription["status"] = "active";
        }

        Roll(subscription, end);
        world.Events.Updated("customer.subscription.updated", subscription, was);
        Bill(subscription, "subscription_cycle", began);
        Plan(subscription);
    }

    private static void Roll(JsonObject subscription, long from)
    {
        foreach (JsonObject item in Items(subscription))
        {
            item["current_period_start"] = from;
            item["current_period_end"] = StripePeriods.End(subscription.Number("billing_cycle_anchor"), from, item.Part("price")!.Part("recurring")!);
        }
    }

    private void Bill(JsonObject subscription, string reason, long periodStart)
    {
        JsonObject invoice = Invoice(subscription, reason, periodStart);
        world.Events.Tell("invoice.created", invoice);
        string? paused = subscription.Part("pause_collection")?.Text("behavior");
        if (paused == "keep_as_draft" || subscription.Text("status") == "unpaid")
        {
            invoice["auto_advance"] = false;
            return;
        }

        long at = world.Now + (long)world.Options.FinalizesAfter.TotalSeconds;
        invoice["automatically_finalizes_at"] = at;
        world.Agenda.At(at, () => FinalizeLater(invoice, paused));
    }

    private void FinalizeLater(JsonObject invoice, string? paused)
    {
        if (invoice.Text("status") != "draft")
        {
            return;
        }

        invoice["auto_advance"] = paused is null && invoice.Flag("auto_advance");
        CountAgain(invoice);
        world.Invoices.Finalize(invoice);
        if (invoice.Text("status") == "open" && paused == "void")
        {
            world.Invoices.Void(invoice);
        }
        else if (invoice.Text("status") == "open" && paused == "mark_uncollectible")
        {
            world.Invoices.GiveUp(invoice);
        }
    }

    /// <summary>Usage of the period that came in while the invoice was a draft.</summary>
    private void CountAgain(JsonObject invoice)
    {
        foreach (JsonObject line in invoice.Part("lines")!.Rows("data"))
        {
            JsonObject? price = world.Find(line.Part("pricing")?.Part("price_details")?.Text("price"));
            if (price?.Part("recurring")?.Text("meter") is { } meter && line.Part("parent")!.Text("type") == "subscription_item_details")
            {
                long used = world.Meters.Used(meter, invoice.Text("customer")!, line.Part("period")!.Number("start"), line.Part("period")!.Number("end"));
                line["quantity"] = used;
                line["quantity_decimal"] = used.ToString(CultureInfo.InvariantCulture);
                line["amount"] = used * price.Number("unit_amount");
                line["subtotal"] = line.Number("amount");
            }
        }

        StripeTotals.Compute(world, invoice);
    }

    private void Expire(JsonObject subscription, JsonObject invoice)
    {
        if (subscription.Text("status") == "incomplete")
        {
            world.Invoices.Void(invoice);
            Become(subscription, "incomplete_expired");
        }
    }

    private IEnumerable<JsonObject> Open(JsonObject subscription) => _invoices[subscription.Text("id")!].Where(invoice => invoice.Text("status") == "open" && invoice.Flag("attempted"));

    private IEnumerable<JsonObject> Waiting(JsonObject subscription) => world.Objects.All("invoiceitem").Where(item =>
        item.Text("invoice") is null && item.Part("parent")?.Part("subscription_details")?.Text("subscription") == subscription.Text("id"));

    private JsonObject? Of(JsonObject invoice) => world.Find(invoice.Part("parent")?.Part("subscription_details")?.Text("subscription"));
}

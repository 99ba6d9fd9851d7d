using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>Payments, refunds, disputes and meters.</summary>
internal sealed class StripeMoneyCalls(StripeWorld world)
{
    public JsonObject? Serve(StripeCall call) => call.Route switch
    {
        "POST payment_intents" => Intent(call),
        "POST payment_intents/*/confirm" => Confirm(world.Get("payment_intent", call.Id)),
        "POST payment_intents/*/cancel" => Cancel(world.Get("payment_intent", call.Id)),
        "POST refunds" => Refund(call),
        "POST refunds/*/cancel" => CancelRefund(world.Get("refund", call.Id)),
        "POST disputes/*/close" => Close(world.Get("dispute", call.Id)),
        "POST billing/meters" => world.Meters.Create(call.Fields),
        "POST billing/meters/*/deactivate" => world.Meters.Become(world.Get("billing.meter", call.Id), "inactive"),
        "POST billing/meters/*/reactivate" => world.Meters.Become(world.Get("billing.meter", call.Id), "active"),
        "POST billing/meter_events" => world.Meters.Take(call.Fields),
        "POST billing/meter_event_adjustments" => world.Meters.Cancel(call.Fields),
        _ => null,
    };

    private JsonObject Intent(StripeCall call)
    {
        string? customer = call.Fields.Filled("customer") is { } id ? world.Get("customer", id, "customer").Text("id") : null;
        JsonObject intent = world.Payments.Intent(customer, call.Fields.Number("amount") ?? throw StripeRefusal.Needed("amount"), call.Needed("currency"), call.Fields.Filled("description"));
        intent["status"] = "requires_confirmation";
        call.Metadata(intent);
        world.Events.Tell("payment_intent.created", intent);
        return call.Fields.Flag("confirm") is true ? Confirm(intent) : intent;
    }

    private JsonObject Confirm(JsonObject intent)
    {
        if (intent.Text("status") is not ("requires_confirmation" or "requires_payment_method"))
        {
            throw StripeRefusal.State("payment_intent_unexpected_state", $"This PaymentIntent could not be confirmed because it has a status of {intent.Text("status")}.");
        }

        StripePaymentAnswer answer = world.Payments.Try(intent, null, 1);
        return answer.Status == "failed" ? throw Money.StripePayments.Declined(answer, intent) : intent;
    }

    private JsonObject Cancel(JsonObject intent)
    {
        world.Payments.Cancel(intent);
        return intent;
    }

    private JsonObject Refund(StripeCall call)
    {
        string? id = call.Fields.Filled("charge") ?? (call.Fields.Filled("payment_intent") is { } intent ? world.Get("payment_intent", intent, "payment_intent").Text("latest_charge") : throw StripeRefusal.Needed("charge"));
        JsonObject charge = world.Get("charge", id, "charge");
        JsonObject refund = world.Refunds.Make(charge, call.Fields.Number("amount") ?? charge.Number("amount_captured") - charge.Number("amount_refunded"), call.Fields.Filled("reason"));
        call.Metadata(refund);
        return refund;
    }

    private JsonObject CancelRefund(JsonObject refund)
    {
        world.Refunds.Cancel(refund);
        return refund;
    }

    private JsonObject Close(JsonObject dispute)
    {
        world.Disputes.Close(dispute, won: false);
        return dispute;
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Money;

/// <summary>Payment intents and the charges that are tried for them.</summary>
internal sealed class StripePayments(StripeWorld world)
{
    public Func<StripePayment, StripePaymentAnswer>? OnPayment { get; set; }

    public StripePaymentAnswer Ask(StripePayment payment) => OnPayment?.Invoke(payment) ?? StripePaymentAnswer.Succeeded;

    public JsonObject Intent(string? customer, long amount, string currency, string? description)
    {
        JsonObject intent = world.New(StripeMoneyShapes.PaymentIntent, "pi");
        intent["amount"] = amount;
        intent["currency"] = currency;
        intent["customer"] = customer;
        intent["description"] = description;
        intent["client_secret"] = $"{intent.Text("id")}_secret_EMULATOR";
        return world.Objects.Track(intent);
    }

    /// <summary>Tries once; says later what is not known yet.</summary>
    public StripePaymentAnswer Try(JsonObject intent, string? invoice, int attempt, Action<StripePaymentAnswer>? later = null)
    {
        StripePaymentAnswer answer = Ask(new StripePayment
        {
            CustomerId = intent.Text("customer"),
            InvoiceId = invoice,
            Amount = intent.Number("amount"),
            Currency = intent.Text("currency")!,
            Attempt = attempt,
        });
        JsonObject charge = Charge(intent, answer);
        if (answer.Status == "pending")
        {
            world.Agenda.At(world.Now + (long)answer.After.TotalSeconds, () =>
            {
                Become(intent, charge, answer.Then!);
                later?.Invoke(answer.Then!);
            });
        }

        return answer;
    }

    /// <summary>Tries once, with what the bank says to it.</summary>
    public JsonObject Charge(JsonObject intent, StripePaymentAnswer answer)
    {
        JsonObject charge = Charge(intent);
        Become(intent, charge, answer);
        return charge;
    }

    /// <summary>A debit that failed after its money had come: it leaves the balance again. <c>charge.failed</c> tells of it.</summary>
    public void Bounce(JsonObject charge, string code, string message)
    {
        charge["status"] = "failed";
        charge["paid"] = false;
        charge["failure_code"] = code;
        charge["failure_message"] = message;
        charge["failure_balance_transaction"] = world.Balance.Move(
            "payment_failure_refund", "charge_failure", charge, -charge.Number("amount_captured"), description: charge.Text("description")).Text("id");
        world.Events.Tell("charge.failed", charge);
    }

    public void Cancel(JsonObject intent)
    {
        if (intent.Text("status") is "succeeded" or "canceled")
        {
            throw StripeRefusal.State("payment_intent_unexpected_state", $"You cannot cancel this PaymentIntent because it has a status of {intent.Text("status")}.");
        }

        intent["status"] = "canceled";
        intent["canceled_at"] = world.Now;
        world.Events.Tell("payment_intent.canceled", intent);
    }

    /// <summary>The error that a declined payment is answered with.</summary>
    public static StripeRefusal Declined(StripePaymentAnswer answer, JsonObject intent) =>
        new(402, "card_error", answer.Message!, answer.Code) { DeclineCode = answer.DeclineCode, Charge = intent.Text("latest_charge") };

    private JsonObject Charge(JsonObject intent)
    {
        JsonObject charge = world.New(StripeMoneyShapes.Charge, "ch");
        charge["amount"] = intent.Number("amount");
        charge["currency"] = intent.Text("currency");
        charge["customer"] = intent.Text("customer");
        charge["description"] = intent.Text("description");
        charge["payment_intent"] = intent.Text("id");
        string method = world.Find(intent.Text("customer"))?.Part("invoice_settings")?.Text("default_payment_method") ?? "pm_EMULATOR";
        charge["payment_method"] = method;
        charge.Part("billing_details")!["name"] = world.Find(intent.Text("customer"))?.Text("name");
        intent["payment_method"] = method;
        intent["latest_charge"] = charge.Text("id");
        return world.Objects.Track(charge);
    }

    public void Become(JsonObject intent, JsonObject charge, StripePaymentAnswer answer)
    {
        charge["status"] = answer.Status;
        bool paid = answer.Status == "succeeded";
        charge["paid"] = paid;
        charge["captured"] = paid;
        intent["last_payment_error"] = null;
        if (paid)
        {
            long amount = charge.Number("amount");
            charge["amount_captured"] = amount;
            charge["receipt_url"] = "https://pay.stripe.com/receipts/EMULATOR";
            charge.Part("payment_method_details")!.Part("card")!["amount_authorized"] = amount;
            charge["balance_transaction"] = world.Balance.Move("charge", "charge", charge, amount, world.Balance.Fee(amount), charge.Text("description")).Text("id");
            intent["amount_received"] = amount;
        }
        else if (answer.Status == "failed")
        {
            Refuse(intent, charge, answer);
        }

        intent["status"] = paid ? "succeeded" : answer.Status == "pending" ? "processing" : "requires_payment_method";
        world.Events.Tell($"charge.{answer.Status}", charge);
        world.Events.Tell($"payment_intent.{(paid ? "succeeded" : answer.Status == "pending" ? "processing" : "payment_failed")}", intent);
    }

    private static void Refuse(JsonObject intent, JsonObject charge, StripePaymentAnswer answer)
    {
        charge["failure_code"] = answer.Code;
        charge["failure_message"] = answer.Message;
        charge["outcome"] = new JsonObject
        {
            ["advice_code"] = "try_again_later",
            ["network_advice_code"] = null,
            ["network_decline_code"] = "51",
            ["network_status"] = "declined_by_network",
            ["reason"] = answer.DeclineCode,
            ["risk_level"] = "normal",
            ["risk_score"] = 20L,
            ["seller_message"] = $"The bank returned the decline code `{answer.DeclineCode}`.",
            ["type"] = "issuer_declined",
        };
        intent["last_payment_error"] = new JsonObject
        {
            ["advice_code"] = "try_again_later",
            ["charge"] = charge.Text("id"),
            ["code"] = answer.Code,
            ["decline_code"] = answer.DeclineCode,
            ["message"] = answer.Message,
            ["network_decline_code"] = "51",
            ["type"] = "card_error",
        };
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Money;

/// <summary>Money that goes back: at once, later, or in vain.</summary>
internal sealed class StripeRefunds(StripeWorld world)
{
    public JsonObject Make(JsonObject charge, long amount, string? reason, StripePaymentAnswer? said = null)
    {
        if (WhyNot(charge, amount) is { } refusal)
        {
            throw refusal;
        }

        JsonObject refund = world.New(StripeMoneyShapes.Refund, "re");
        refund["amount"] = amount;
        refund["charge"] = charge.Text("id");
        refund["payment_intent"] = charge.Text("payment_intent");
        refund["currency"] = charge.Text("currency");
        refund["customer"] = charge.Text("customer");
        refund["payment_method"] = charge.Text("payment_method");
        refund["reason"] = reason;
        StripePaymentAnswer answer = said ?? world.Payments.Ask(new StripePayment
        {
            CustomerId = charge.Text("customer"),
            RefundedChargeId = charge.Text("id"),
            Amount = amount,
            Currency = charge.Text("currency")!,
        });
        world.Objects.Track(refund);
        refund["status"] = answer.Status == "failed" ? "pending" : answer.Status;
        refund["balance_transaction"] = world.Balance.Move("refund", "refund", refund, -amount, description: $"REFUND FOR CHARGE ({charge.Text("description")})").Text("id");
        Count(charge, amount);
        world.Events.Tell("refund.created", refund);
        world.Events.Tell("charge.refunded", charge);
        Follow(refund, answer.Status == "failed" ? StripePaymentAnswer.Pending(TimeSpan.Zero, answer) : answer);
        return refund;
    }

    /// <summary>Why so much of a charge cannot be given back; null where it can.</summary>
    public static StripeRefusal? WhyNot(JsonObject charge, long amount)
    {
        long left = charge.Number("amount_captured") - charge.Number("amount_refunded");
        return amount <= 0 || amount > left
            ? new StripeRefusal(400, "invalid_request_error", $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", left == 0 ? "charge_already_refunded" : "amount_too_large", "amount")
            : charge.Flag("disputed") ? StripeRefusal.State("charge_disputed", $"Charge {charge.Text("id")} has been charged back; cannot issue a refund.")
            : null;
    }

    public void Cancel(JsonObject refund)
    {
        if (refund.Text("status") is not ("pending" or "requires_action"))
        {
            throw StripeRefusal.State("refund_unexpected_state", "The refund can no longer be canceled.");
        }

        Return(refund, "canceled", "merchant_request");
    }

    /// <summary>What became of a refund that was pending.</summary>
    public void Succeed(JsonObject refund)
    {
        JsonObject was = refund.Copy();
        refund["status"] = "succeeded";
        world.Events.Updated("refund.updated", refund, was);
    }

    private void Follow(JsonObject refund, StripePaymentAnswer answer)
    {
        if (answer.Then is not { } then)
        {
            return;
        }

        world.Agenda.At(world.Now + (long)answer.After.TotalSeconds, () =>
        {
            if (refund.Text("status") is "failed" or "canceled")
            {
                return;
            }

            if (then.Status == "failed")
            {
                Return(refund, "failed", then.DeclineCode ?? then.Code ?? "unknown");
                return;
            }

            JsonObject was = refund.Copy();
            refund["status"] = then.Status;
            world.Events.Updated("refund.updated", refund, was);
            Follow(refund, then);
        });
    }

    /// <summary>The money is back in the balance.</summary>
    public void Return(JsonObject refund, string status, string reason)
    {
        JsonObject was = refund.Copy();
        refund["status"] = status;
        refund["failure_reason"] = reason;
        refund["failure_balance_transaction"] = world.Balance.Move("refund_failure", "refund_failure", refund, refund.Number("amount")).Text("id");
        Count(world.Get("charge", refund.Text("charge")), -refund.Number("amount"));
        if (status == "failed")
        {
            world.Events.Tell("refund.failed", refund);
        }

        world.Events.Updated("refund.updated", refund, was);
    }

    private static void Count(JsonObject charge, long amount)
    {
        charge.Raise("amount_refunded", amount);
        charge["refunded"] = charge.Number("amount_refunded") == charge.Number("amount_captured");
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Money;

/// <summary>Customers who ask their bank for their money: it is taken, and comes back when the dispute is won.</summary>
internal sealed class StripeDisputes(StripeWorld world)
{
    private const long AnswerWithin = 10 * 86_400;

    public JsonObject Open(JsonObject charge, long? amount, string reason, bool isInquiry)
    {
        JsonObject dispute = world.New(StripeMoneyShapes.Dispute, "du");
        dispute["amount"] = amount ?? charge.Number("amount");
        dispute["charge"] = charge.Text("id");
        dispute["payment_intent"] = charge.Text("payment_intent");
        dispute["currency"] = charge.Text("currency");
        dispute["reason"] = reason;
        dispute["status"] = isInquiry ? "warning_needs_response" : "needs_response";
        dispute["is_charge_refundable"] = isInquiry;
        dispute.Part("evidence_details")!["due_by"] = world.Now + AnswerWithin;
        world.Objects.Track(dispute);
        charge["disputed"] = !isInquiry;
        if (!isInquiry)
        {
            Move(dispute, -dispute.Number("amount"), world.Options.DisputeFee, "dispute");
        }

        world.Events.Tell("charge.dispute.created", dispute);
        if (!isInquiry)
        {
            world.Events.Tell("charge.dispute.funds_withdrawn", dispute);
        }

        return dispute;
    }

    public void Close(JsonObject dispute, bool won)
    {
        bool isInquiry = dispute.Text("status")!.StartsWith("warning", StringComparison.Ordinal);
        if (dispute.Text("status") is "won" or "lost" or "warning_closed")
        {
            throw StripeRefusal.State("dispute_unexpected_state", "The dispute is closed already.");
        }

        dispute["status"] = isInquiry ? "warning_closed" : won ? "won" : "lost";
        if (won && !isInquiry)
        {
            Move(dispute, dispute.Number("amount"), 0, "dispute_reversal");
            world.Events.Tell("charge.dispute.funds_reinstated", dispute);
        }

        world.Events.Tell("charge.dispute.closed", dispute);
    }

    private void Move(JsonObject dispute, long amount, long fee, string category) =>
        dispute.List("balance_transactions").Add(world.Balance.Move("adjustment", category, dispute, amount, fee, "Chargeback").Copy());
}

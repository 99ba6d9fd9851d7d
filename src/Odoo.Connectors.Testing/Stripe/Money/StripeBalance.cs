using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Money;

/// <summary>Movements of the account's balance, with Stripe's fees.</summary>
internal sealed class StripeBalance(StripeWorld world)
{
    /// <summary>Of what was paid out, the payout.</summary>
    public Dictionary<string, string> PaidOut { get; } = new(StringComparer.Ordinal);

    public JsonObject Move(string type, string category, JsonObject source, long amount, long fee = 0, string? description = null)
    {
        JsonObject movement = world.New(StripeMoneyShapes.BalanceTransaction, "txn");
        movement["amount"] = amount;
        movement["fee"] = fee;
        movement["net"] = amount - fee;
        movement["currency"] = source.Text("currency");
        movement["description"] = description;
        movement["type"] = type;
        movement["reporting_category"] = category;
        movement["source"] = source.Text("id");
        movement["available_on"] = world.Now + (long)world.Options.SettlementDelay.TotalSeconds;
        if (fee > 0)
        {
            movement["fee_details"] = VendorJson.Array([new JsonObject
            {
                ["amount"] = fee,
                ["application"] = null,
                ["currency"] = source.Text("currency"),
                ["description"] = type == "adjustment" ? "Dispute fee" : "Stripe processing fees",
                ["type"] = "stripe_fee",
            }]);
        }

        world.Objects.Track(movement);
        world.Agenda.At(movement.Number("available_on"), () => movement["status"] = "available");
        return movement;
    }

    public long Fee(long amount) => StripeWorld.Round(amount * world.Options.FeePercentage / 100) + world.Options.FeeFixed;

    /// <summary>What is available and was not paid out yet.</summary>
    public JsonObject[] Unpaid() =>
    [
        .. world.Objects.All("balance_transaction").Where(movement =>
            movement.Text("status") == "available" && movement.Text("type") is not ("payout" or "payout_failure") && !PaidOut.ContainsKey(movement.Text("id")!)),
    ];
}

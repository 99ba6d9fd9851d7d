using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>
/// An account with an invoice of 267.75 EUR that one payment intent paid, with what the composed payloads tell of it: a refund of 53.55 by a
/// credit note, and the payout of both, 263.48 - 53.55 = 209.93.
/// </summary>
internal static class Till
{
    public const string Invoice = "in_NP00000000000001";
    public const string Intent = "pi_NP00000000000001";
    public const string Charge = "ch_NP00000000000001";
    public const string Refund = "re_NP00000000000001";
    public const string Note = "cn_NP00000000000001";
    public const string Payout = "po_NP00000000000001";

    public static Rig Open()
    {
        Rig rig = new();
        foreach (string name in (string[])["customer", "subscription_active", "invoice_paid_tax_discount", "invoice_payment", "payment_intent_succeeded", "charge_succeeded", "refund_partial", "credit_note_post_payment", "payout_paid"])
        {
            rig.Emulator.Put(Payloads.Of($"composed_{name}"));
        }

        foreach (JsonNode? moved in (JsonArray)Payloads.Of("composed_balance_transactions_for_payout")["data"]!)
        {
            // By what the list is asked for; Stripe does not show it.
            moved!["payout"] = Payout;
            rig.Emulator.Put((JsonObject)moved);
        }

        return rig;
    }

    /// <summary>Changes an object of the account.</summary>
    public static Rig With(this Rig rig, string id, Action<JsonObject> change)
    {
        JsonObject found = rig.Emulator.Find(id)!;
        change(found);
        rig.Emulator.Put(found);
        return rig;
    }

    public static JsonObject Moved(string id, long amount, long fee, long created, string currency = "eur") => new()
    {
        ["id"] = id, ["object"] = "balance_transaction", ["amount"] = amount, ["fee"] = fee, ["net"] = amount - fee, ["created"] = created, ["currency"] = currency,
        ["reporting_category"] = amount < 0 ? "dispute" : "dispute_reversal", ["source"] = "du_1", ["type"] = "adjustment",
    };

    public static JsonObject Dispute(string status, params JsonNode[] moved) => new()
    {
        ["id"] = "du_1", ["object"] = "dispute", ["amount"] = 26775, ["currency"] = "eur", ["charge"] = Charge, ["payment_intent"] = Intent, ["status"] = status,
        ["created"] = 1788652800L, ["balance_transactions"] = new JsonArray(moved), ["reason"] = "general",
    };
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Erp;

/// <summary>Lines of a journal entry: debit and credit in the company's currency, and the amount in another where it is one.</summary>
internal static class EntryLines
{
    /// <summary>One line; a positive balance is a debit.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="label">What stands on the line.</param>
    /// <param name="balance">The amount in the company's currency.</param>
    /// <param name="currency">The currency and the amount in it, where it is not the company's.</param>
    /// <param name="partner">The partner, where the line is a customer's.</param>
    public static JsonNode Line(long account, string label, decimal balance, (long Id, decimal Amount)? currency = null, JsonNode? partner = null)
    {
        JsonObject line = new()
        {
            ["account_id"] = account,
            ["name"] = label,
            ["debit"] = balance > 0m ? balance : 0m,
            ["credit"] = balance < 0m ? -balance : 0m,
        };
        if (partner is not null)
        {
            line["partner_id"] = partner.DeepClone();
        }

        if (currency is (long id, decimal amount))
        {
            line["currency_id"] = id;
            line["amount_currency"] = amount;
        }

        return new JsonArray(0, 0, line);
    }

    /// <summary>What Odoo shows as the total of an entry: its debits, each in the currency of its line.</summary>
    public static decimal Total(JsonArray lines) =>
        lines.Select(l => l![2]!).Where(l => l["debit"]!.GetValue<decimal>() > 0m).Sum(l => (l["amount_currency"] ?? l["debit"]!).GetValue<decimal>());
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Taxes the lines of a document, beside the price or inside of it.</summary>
internal static class ChargebeeTaxes
{
    public static void Apply(JsonObject document, JsonObject customer, IReadOnlyList<ChargebeeTaxRate> rates, bool inclusive)
    {
        foreach (JsonObject line in document.Rows("line_items"))
        {
            string? exempt = Exemption(line, customer, rates);
            line.Remove("taxable");
            line["is_taxed"] = exempt is null;
            line["tax_amount"] = 0L;
            line.Put("tax_exempt_reason", exempt);
            if (exempt is null)
            {
                Tax(document, line, rates, inclusive);
            }
        }

        document["tax"] = document.Rows("line_items").Sum(line => line.Number("tax_amount"));
        foreach (IGrouping<string, JsonObject> tax in document.Rows("line_item_taxes").GroupBy(tax => tax.Text("tax_name")!).ToArray())
        {
            document.List("taxes").Add(new JsonObject
            {
                ["object"] = "tax",
                ["name"] = tax.Key,
                ["description"] = FormattableString.Invariant($"{tax.Key} @ {rates.First(rate => rate.Name == tax.Key).Percentage} %"),
                ["amount"] = tax.Sum(row => row.Number("tax_amount")),
            });
        }
    }

    private static string? Exemption(JsonObject line, JsonObject customer, IReadOnlyList<ChargebeeTaxRate> rates) =>
        customer.Text("taxability") == "exempt" ? "customer_exempt"
        : !line.Flag("taxable") ? "product_exempt"
        : rates.Count == 0 ? "tax_not_configured"
        : null;

    private static void Tax(JsonObject document, JsonObject line, IReadOnlyList<ChargebeeTaxRate> rates, bool inclusive)
    {
        long net = line.Number("amount") - line.Number("discount_amount");
        decimal all = rates.Sum(rate => rate.Percentage);
        long inside = inclusive ? ChargebeePricing.Round(net * all / (100 + all)) : 0;
        long taxable = net - inside;
        long[] parts = inclusive
            ? ChargebeeDiscounts.Split(inside, [.. rates.Select(rate => (long)(rate.Percentage * 10_000))])
            : [.. rates.Select(rate => ChargebeePricing.Round(taxable * rate.Percentage / 100))];
        line["tax_rate"] = all + 0.0m;
        line["tax_amount"] = parts.Sum();
        for (int place = 0; place < parts.Length; place++)
        {
            document.List("line_item_taxes").Add(Row(line, rates[place], taxable, parts[place]));
        }
    }

    private static JsonObject Row(JsonObject line, ChargebeeTaxRate rate, long taxable, long amount)
    {
        var row = new JsonObject
        {
            ["object"] = "line_item_tax",
            ["line_item_id"] = line.Text("id"),
            ["tax_name"] = rate.Name,
            ["tax_rate"] = rate.Percentage + 0.0m,
            ["taxable_amount"] = taxable,
            ["tax_amount"] = amount,
            ["is_partial_tax_applied"] = false,
            ["is_non_compliance_tax"] = false,
        };
        if (rate.Country is { } country)
        {
            row["tax_juris_type"] = "country";
            row["tax_juris_name"] = country;
            row["tax_juris_code"] = country;
        }

        return row;
    }
}

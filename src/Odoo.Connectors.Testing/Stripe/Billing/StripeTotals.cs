using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Billing;

/// <summary>Works discounts, taxes and totals of an invoice out of its lines.</summary>
internal static class StripeTotals
{
    public static void Compute(StripeWorld world, JsonObject invoice)
    {
        JsonObject[] lines = [.. invoice.Part("lines")!.Rows("data")];
        foreach (JsonObject line in lines)
        {
            line["discount_amounts"] = new JsonArray();
            line["pretax_credit_amounts"] = new JsonArray();
            line["taxes"] = new JsonArray();
        }

        invoice["total_discount_amounts"] = new JsonArray();
        invoice["total_pretax_credit_amounts"] = new JsonArray();
        invoice["total_taxes"] = new JsonArray();
        foreach (string discount in (invoice["discounts"] as JsonArray ?? []).Select(id => id!.GetValue<string>()))
        {
            Discount(invoice, lines, discount, world.Get("coupon", world.Get("discount", discount).Part("source")!.Text("coupon")));
        }

        JsonObject[] rates = Rates(world, invoice);
        foreach (JsonObject line in lines)
        {
            Tax(world, invoice, line, rates);
        }

        Sum(invoice, lines);
    }

    /// <summary>What a line comes to after discounts.</summary>
    public static long Net(JsonObject line) => line.Number("amount") - line.Rows("discount_amounts").Sum(discount => discount.Number("amount"));

    private static JsonObject[] Rates(StripeWorld world, JsonObject invoice)
    {
        JsonObject automatic = invoice.Part("automatic_tax")!;
        if (automatic.Flag("enabled"))
        {
            automatic["status"] = "complete";
            automatic["provider"] = "stripe";
            automatic["liability"] ??= new JsonObject { ["type"] = "self" };
            return [world.Invoices.AutomaticRate()];
        }

        return [.. invoice.Rows("default_tax_rates")];
    }

    private static void Discount(JsonObject invoice, JsonObject[] lines, string id, JsonObject coupon)
    {
        JsonObject[] discountable = [.. lines.Where(line => line.Flag("discountable"))];
        long[] left = [.. discountable.Select(Net)];
        long[] off = coupon["percent_off"] is JsonValue percent
            ? [.. left.Select(net => StripeWorld.Round(net * percent.GetValue<decimal>() / 100))]
            : StripeWorld.Split(Math.Min(coupon.Number("amount_off"), Math.Max(0, left.Sum())), left);
        for (int place = 0; place < discountable.Length; place++)
        {
            discountable[place].List("discount_amounts").Add(Row(off[place], id, null));
            discountable[place].List("pretax_credit_amounts").Add(Row(off[place], id, "discount"));
        }

        invoice.List("total_discount_amounts").Add(Row(off.Sum(), id, null));
        invoice.List("total_pretax_credit_amounts").Add(Row(off.Sum(), id, "discount"));
    }

    private static JsonObject Row(long amount, string discount, string? type)
    {
        var row = new JsonObject { ["amount"] = amount, ["discount"] = discount };
        row.Put("type", type);
        return row;
    }

    private static void Tax(StripeWorld world, JsonObject invoice, JsonObject line, JsonObject[] rates)
    {
        string? exempt = invoice.Text("customer_tax_exempt");
        foreach (JsonObject rate in rates)
        {
            decimal percentage = Percentage(rate);
            bool inclusive = rate.Flag("inclusive");
            long net = Net(line);
            long tax = exempt is "exempt" or "reverse" ? 0 : StripeWorld.Round(inclusive ? net * percentage / (100 + percentage) : net * percentage / 100);
            var row = new JsonObject
            {
                ["amount"] = tax,
                ["tax_behavior"] = inclusive ? "inclusive" : "exclusive",
                ["tax_rate_details"] = new JsonObject { ["tax_rate"] = rate.Text("id") },
                ["taxability_reason"] = exempt switch { "exempt" => "customer_exempt", "reverse" => "reverse_charge", _ => "standard_rated" },
                ["taxable_amount"] = inclusive ? net - tax : net,
                ["type"] = "tax_rate_details",
            };
            line.List("taxes").Add(row);
            Add(invoice, row);
        }
    }

    private static void Add(JsonObject invoice, JsonObject row)
    {
        JsonObject? sum = invoice.Rows("total_taxes").FirstOrDefault(known => known.Part("tax_rate_details")!.Text("tax_rate") == row.Part("tax_rate_details")!.Text("tax_rate"));
        if (sum is null)
        {
            invoice.List("total_taxes").Add(row.Copy());
            return;
        }

        sum.Raise("amount", row.Number("amount"));
        sum.Raise("taxable_amount", row.Number("taxable_amount"));
    }

    private static void Sum(JsonObject invoice, JsonObject[] lines)
    {
        long subtotal = lines.Sum(line => line.Number("amount"));
        long exclusive = Taxes(invoice, "exclusive");
        long inclusive = Taxes(invoice, "inclusive");
        long net = lines.Sum(Net);
        invoice["subtotal"] = subtotal;
        invoice["subtotal_excluding_tax"] = subtotal - (net == 0 ? 0 : StripeWorld.Round((decimal)inclusive * subtotal / net));
        invoice["total"] = net + exclusive;
        invoice["total_excluding_tax"] = net - inclusive;
        invoice["amount_due"] = Math.Max(0, net + exclusive);
        invoice["amount_remaining"] = Math.Max(0, net + exclusive);
    }

    private static long Taxes(JsonObject invoice, string behavior) => invoice.Rows("total_taxes").Where(tax => tax.Text("tax_behavior") == behavior).Sum(tax => tax.Number("amount"));

    private static decimal Percentage(JsonObject rate) => rate["percentage"] is JsonValue value
        ? value.TryGetValue(out decimal exact) ? exact : rate.Number("percentage")
        : 0;
}

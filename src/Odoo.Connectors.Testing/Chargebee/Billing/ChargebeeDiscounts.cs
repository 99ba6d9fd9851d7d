using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Takes coupons off the lines of a document.</summary>
internal static class ChargebeeDiscounts
{
    /// <summary>Writes what each coupon takes off each line, and what it takes off the document.</summary>
    public static void Apply(JsonObject document, IReadOnlyList<ChargebeeCoupon> coupons)
    {
        // What is off one item comes first: the rest is off what remains.
        foreach (ChargebeeCoupon coupon in coupons.OrderBy(coupon => coupon.ItemPriceId is null))
        {
            JsonObject[] lines = [.. document.Rows("line_items").Where(line => coupon.ItemPriceId is null || line.Text("entity_id") == coupon.ItemPriceId)];
            long[] remaining = [.. lines.Select(line => line.Number("amount") - line.Number("discount_amount"))];
            long total = remaining.Sum();
            long off = Math.Min(total, coupon.Percentage is { } percentage ? ChargebeePricing.Round(total * percentage / 100) : coupon.Amount);
            if (off <= 0)
            {
                continue;
            }

            string type = coupon.ItemPriceId is null ? "document_level_coupon" : "item_level_coupon";
            long[] shares = Split(off, remaining);
            for (int place = 0; place < lines.Length; place++)
            {
                Take(document, lines[place], coupon, type, shares[place]);
            }

            document.List("discounts").Add(new JsonObject
            {
                ["object"] = "discount",
                ["entity_type"] = type,
                ["description"] = coupon.InvoiceName,
                ["amount"] = off,
                ["entity_id"] = coupon.Id,
                ["discount_type"] = coupon.Percentage is null ? "fixed_amount" : "percentage",
            });
        }
    }

    /// <summary>Splits an amount by weights so that nothing is left over.</summary>
    public static long[] Split(long amount, IReadOnlyList<long> weights)
    {
        long total = weights.Sum();
        long[] shares = new long[weights.Count];
        long weighed = 0;
        long given = 0;
        for (int place = 0; place < shares.Length; place++)
        {
            weighed += weights[place];
            long upTo = total == 0 ? 0 : ChargebeePricing.Round((decimal)amount * weighed / total);
            shares[place] = upTo - given;
            given = upTo;
        }

        return shares;
    }

    private static void Take(JsonObject document, JsonObject line, ChargebeeCoupon coupon, string type, long share)
    {
        line.Raise("discount_amount", share);
        if (coupon.ItemPriceId is not null)
        {
            line.Raise("item_level_discount_amount", share);
        }

        document.List("line_item_discounts").Add(new JsonObject
        {
            ["object"] = "line_item_discount",
            ["line_item_id"] = line.Text("id"),
            ["discount_type"] = type,
            ["discount_amount"] = share,
            ["entity_id"] = coupon.Id,
        });
    }
}

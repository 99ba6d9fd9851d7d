using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Takes lines of an invoice, or a sum spread over them, into a credit note.</summary>
internal static class ChargebeeCreditLines
{
    /// <summary>These lines for these amounts before discounts; discounts and taxes go along in the same share.</summary>
    public static JsonObject Of(ChargebeeWorld world, JsonObject invoice, IEnumerable<(JsonObject Line, long Amount, string Description)> lines)
    {
        JsonObject note = New();
        foreach ((JsonObject line, long amount, string description) in lines)
        {
            decimal share = line.Number("amount") == 0 ? 0 : (decimal)amount / line.Number("amount");
            JsonObject row = Row(world, note, line, amount, description);
            long off = ChargebeePricing.Round(line.Number("discount_amount") * share);
            row["discount_amount"] = off;
            row["item_level_discount_amount"] = ChargebeePricing.Round(line.Number("item_level_discount_amount") * share);
            if (off > 0)
            {
                Discount(note, invoice, line, row, off);
            }

            Tax(note, invoice, line, row, ChargebeePricing.Round(line.Number("tax_amount") * share), amount - off, world.Options.PricesIncludeTax);
        }

        return Finish(world, note);
    }

    /// <summary>A sum with its tax, spread over all lines by what they came to.</summary>
    public static JsonObject OfTotal(ChargebeeWorld world, JsonObject invoice, long total)
    {
        bool inclusive = world.Options.PricesIncludeTax;
        JsonObject note = New();
        JsonObject[] lines = [.. invoice.Rows("line_items")];
        long[] gross = [.. lines.Select(line => line.Number("amount") - line.Number("discount_amount") + (inclusive ? 0 : line.Number("tax_amount")))];
        long[] shares = ChargebeeDiscounts.Split(total, gross);
        for (int place = 0; place < lines.Length; place++)
        {
            if (shares[place] == 0)
            {
                continue;
            }

            long tax = ChargebeePricing.Round((decimal)shares[place] * lines[place].Number("tax_amount") / gross[place]);
            long amount = inclusive ? shares[place] : shares[place] - tax;
            JsonObject row = Row(world, note, lines[place], amount, lines[place].Text("description")!);
            Tax(note, invoice, lines[place], row, tax, amount, inclusive);
        }

        return Finish(world, note);
    }

    private static JsonObject New() => new()
    {
        ["line_items"] = new JsonArray(),
        ["line_item_discounts"] = new JsonArray(),
        ["taxes"] = new JsonArray(),
        ["line_item_taxes"] = new JsonArray(),
    };

    private static JsonObject Row(ChargebeeWorld world, JsonObject note, JsonObject line, long amount, string description)
    {
        JsonObject row = line.Copy();
        row["id"] = world.NewId("li_");
        row["date_from"] = world.Now;
        row["date_to"] = world.Now;
        bool whole = amount == line.Number("amount");
        row["quantity"] = whole ? line.Number("quantity") : 1L;
        row["unit_amount"] = whole ? line.Number("unit_amount") : amount;
        row["amount"] = amount;
        row["description"] = description;
        row["discount_amount"] = 0L;
        row["item_level_discount_amount"] = 0L;
        note.List("line_items").Add(row);
        return row;
    }

    private static void Discount(JsonObject note, JsonObject invoice, JsonObject line, JsonObject row, long off)
    {
        JsonObject[] given = [.. invoice.Rows("line_item_discounts").Where(discount => discount.Text("line_item_id") == line.Text("id"))];
        long[] shares = ChargebeeDiscounts.Split(off, [.. given.Select(discount => discount.Number("discount_amount"))]);
        for (int place = 0; place < given.Length; place++)
        {
            JsonObject taken = given[place].Copy();
            taken["line_item_id"] = row.Text("id");
            taken["discount_amount"] = shares[place];
            note.List("line_item_discounts").Add(taken);
            string? coupon = taken.Text("entity_id");
            JsonObject? known = note.Rows("discounts").FirstOrDefault(discount => discount.Text("entity_id") == coupon);
            if (known is null)
            {
                known = invoice.Rows("discounts").First(discount => discount.Text("entity_id") == coupon).Copy();
                known.Remove("discount_type");
                known["amount"] = 0L;
                note.List("discounts").Add(known);
            }

            known.Raise("amount", shares[place]);
        }
    }

    private static void Tax(JsonObject note, JsonObject invoice, JsonObject line, JsonObject row, long tax, long net, bool inclusive)
    {
        row["tax_amount"] = tax;
        JsonObject[] taxes = [.. invoice.Rows("line_item_taxes").Where(known => known.Text("line_item_id") == line.Text("id"))];
        long[] shares = ChargebeeDiscounts.Split(tax, [.. taxes.Select(known => known.Number("tax_amount"))]);
        for (int place = 0; place < taxes.Length; place++)
        {
            JsonObject taken = taxes[place].Copy();
            taken["line_item_id"] = row.Text("id");
            taken["tax_amount"] = shares[place];
            taken["taxable_amount"] = inclusive ? net - tax : net;
            note.List("line_item_taxes").Add(taken);
            string? name = taken.Text("tax_name");
            JsonObject? known = note.Rows("taxes").FirstOrDefault(sum => sum.Text("name") == name);
            if (known is null)
            {
                known = invoice.Rows("taxes").First(sum => sum.Text("name") == name).Copy();
                known["amount"] = 0L;
                note.List("taxes").Add(known);
            }

            known.Raise("amount", shares[place]);
        }
    }

    private static JsonObject Finish(ChargebeeWorld world, JsonObject note)
    {
        ChargebeeDocument.Total(note, world.Options.PricesIncludeTax);
        return note;
    }
}

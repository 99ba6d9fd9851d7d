using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Turns a source's lines into Odoo's so that Odoo computes the source's net amount to the cent: quantity, price and discount
/// where they give it exactly, otherwise one unit at the net amount.
/// </summary>
internal static class LinePlanner
{
    public static bool TryLines(PlanContext context, IReadOnlyList<InvoiceLine> lines, out JsonArray commands, ref CaseReason? problem)
    {
        commands = [];
        bool known = true;
        foreach (InvoiceLine line in lines)
        {
            JsonObject values = [];
            if (line.ProductCode is not null)
            {
                known &= context.TryProduct(line.ProductCode, out long product, ref problem);
                values["product_id"] = product;
            }

            JsonArray taxes = [];
            foreach (TaxLine tax in line.Taxes)
            {
                known &= context.TryTax(tax.RateId, out ErpTax? mapped, ref problem);
                if (mapped is not null && !taxes.Any(t => (long)t! == mapped.Id))
                {
                    taxes.Add((JsonNode)mapped.Id);
                }
            }

            Price(line, values);
            values["tax_ids"] = new JsonArray(new JsonArray(6, 0, taxes));
            commands.Add((JsonNode)new JsonArray(0, 0, values));
        }

        return known;
    }

    private static void Price(InvoiceLine line, JsonObject values)
    {
        decimal gross = line.Quantity * line.UnitPrice;
        decimal percent = gross == 0m ? 0m : Math.Round(line.Discounts.Sum(d => d.Amount.Amount) * 100m / gross, 2);
        bool exact = !line.Taxes.Any(t => t.Included)
            && decimal.Round(line.Quantity, 2) == line.Quantity
            && gross * (1m - (percent / 100m)) == line.Net.Amount;
        values["name"] = exact || line.Quantity == 1m
            ? line.Description
            : string.Create(CultureInfo.InvariantCulture, $"{line.Description} ({line.Quantity:0.######} x {line.UnitPrice:0.############})");
        values["quantity"] = exact ? line.Quantity : 1m;
        values["price_unit"] = exact ? line.UnitPrice : line.Net.Amount;
        values["discount"] = exact ? percent : 0m;
    }
}

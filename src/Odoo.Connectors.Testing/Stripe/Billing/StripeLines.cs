using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Billing;

/// <summary>Makes lines of invoices: of a subscription's items, of what waits for an invoice, of what was used.</summary>
internal static class StripeLines
{
    public static JsonObject OfItem(StripeWorld world, JsonObject invoice, JsonObject subscription, JsonObject item, long from, long to, long quantity, long amount)
    {
        JsonObject price = item.Part("price")!;
        string product = world.Find(price.Text("product"))?.Text("name") ?? price.Text("product")!;
        JsonObject line = New(world, invoice, amount, quantity, $"{quantity.ToString(CultureInfo.InvariantCulture)} × {product}", from, to);
        line["parent"] = new JsonObject
        {
            ["invoice_item_details"] = null,
            ["subscription_item_details"] = new JsonObject
            {
                ["invoice_item"] = null,
                ["proration"] = false,
                ["proration_details"] = new JsonObject { ["credited_items"] = null },
                ["subscription"] = subscription.Text("id"),
                ["subscription_item"] = item.Text("id"),
            },
            ["type"] = "subscription_item_details",
        };
        line["subscription"] = subscription.Text("id");
        line["pricing"] = Pricing(price);
        return line;
    }

    public static JsonObject OfInvoiceItem(StripeWorld world, JsonObject invoice, JsonObject waiting)
    {
        JsonObject period = waiting.Part("period")!;
        JsonObject line = New(world, invoice, waiting.Number("amount"), waiting.Number("quantity"), waiting.Text("description"), period.Number("start"), period.Number("end"));
        string? subscription = waiting.Part("parent")?.Part("subscription_details")?.Text("subscription");
        line["parent"] = new JsonObject
        {
            ["invoice_item_details"] = new JsonObject
            {
                ["invoice_item"] = waiting.Text("id"),
                ["proration"] = waiting.Flag("proration"),
                ["proration_details"] = null,
                ["subscription"] = subscription,
            },
            ["subscription_item_details"] = null,
            ["type"] = "invoice_item_details",
        };
        line["subscription"] = subscription;
        line["pricing"] = waiting["pricing"]?.DeepClone();
        line["discountable"] = waiting.Flag("discountable");
        waiting["invoice"] = invoice.Text("id");
        return line;
    }

    public static JsonObject Pricing(JsonObject price) => new()
    {
        ["price_details"] = new JsonObject { ["price"] = price.Text("id"), ["product"] = price.Text("product") },
        ["type"] = "price_details",
        ["unit_amount_decimal"] = price.Text("unit_amount_decimal"),
    };

    private static JsonObject New(StripeWorld world, JsonObject invoice, long amount, long quantity, string? description, long from, long to)
    {
        JsonObject line = world.New(StripeBillingShapes.Line, "il");
        line["amount"] = amount;
        line["subtotal"] = amount;
        line["currency"] = invoice.Text("currency");
        line["description"] = description;
        line["invoice"] = invoice.Text("id");
        line["period"] = new JsonObject { ["start"] = from, ["end"] = to };
        line["quantity"] = quantity;
        line["quantity_decimal"] = quantity.ToString(CultureInfo.InvariantCulture);
        invoice.Part("lines")!.List("data").Add(line);
        return line;
    }
}

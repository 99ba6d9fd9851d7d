using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Chargebee.Billing;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>
/// Invoices and credit notes that were issued elsewhere: under their own ids, with the taxes that they name. Invoices are served as not paid, which
/// nobody collects.
/// </summary>
internal sealed class ChargebeeImportCalls(ChargebeeWorld world)
{
    private const int LongestId = 50;

    /// <summary>See https://apidocs.chargebee.com/docs/api/invoices/import-invoice.</summary>
    public JsonObject Invoice(ChargebeeCall call)
    {
        string id = Id(call, "invoice");
        JsonObject customer = world.Store.Get("customer", call.Fields.Filled("customer_id") ?? throw ChargebeeRefusal.Missing("customer_id"));
        if (call.Fields.Filled("status") is not "not_paid")
        {
            throw ChargebeeRefusal.Wrong("status", "only not_paid is emulated.");
        }

        JsonObject invoice = world.Invoices.Draft(customer, null, [], [], recurring: false);
        foreach ((string name, JsonNode? value) in Content(call, customer).ToArray())
        {
            invoice[name] = value?.DeepClone();
        }

        long date = call.Fields.Number("date") ?? throw ChargebeeRefusal.Missing("date");
        invoice["id"] = id;
        invoice["date"] = date;
        invoice["due_date"] = call.Fields.Number("due_date") ?? date;
        invoice["generated_at"] = world.Now;
        invoice["currency_code"] = call.Fields.Filled("currency_code") ?? invoice.Text("currency_code");
        invoice.Put("po_number", call.Fields.Filled("po_number"));
        call.Custom(invoice);
        world.Store.Add("invoice", invoice);
        world.Invoices.TakeIn(invoice);
        return new JsonObject { ["invoice"] = invoice.Copy() };
    }

    /// <summary>See https://apidocs.chargebee.com/docs/api/credit_notes/import-credit-note.</summary>
    public JsonObject CreditNote(ChargebeeCall call)
    {
        string id = Id(call, "credit_note");
        JsonObject invoice = world.Store.Get("invoice", call.Fields.Filled("reference_invoice_id") ?? throw ChargebeeRefusal.Missing("reference_invoice_id"));
        string type = call.Fields.Filled("type") ?? throw ChargebeeRefusal.Missing("type");
        string reason = call.Fields.Filled("create_reason_code") ?? throw ChargebeeRefusal.Missing("create_reason_code");
        if (call.Fields.Filled("customer_id") != invoice.Text("customer_id"))
        {
            throw ChargebeeRefusal.Wrong("customer_id", "must be the customer of the reference invoice.");
        }

        if ((type, call.Fields.Filled("status")) is not (("adjustment", "adjusted") or ("refundable", "refund_due")))
        {
            throw ChargebeeRefusal.Wrong("status", "is none of this type, or is not emulated.");
        }

        JsonObject lines = Content(call, world.Store.Get("customer", invoice.Text("customer_id")!));
        JsonObject note = world.CreditNotes.Issue(invoice, lines, type, reason, call.Fields.Number("date") ?? throw ChargebeeRefusal.Missing("date"), id);
        return new JsonObject { ["credit_note"] = note.Copy() };
    }

    private string Id(ChargebeeCall call, string kind)
    {
        string id = call.Fields.Filled("id") ?? throw ChargebeeRefusal.Missing("id");
        return id.Length > LongestId ? throw ChargebeeRefusal.Wrong("id", "cannot be longer than 50 characters.")
            : world.Store.Find(kind, id) is not null ? throw ChargebeeRefusal.Duplicate(id) : id;
    }

    /// <summary>Lines with the taxes that they name; both must come to the total.</summary>
    private JsonObject Content(ChargebeeCall call, JsonObject customer)
    {
        JsonObject content = ChargebeeDocument.Lines(world, customer, [], []);
        content["taxes"] = new JsonArray();
        content["line_item_taxes"] = new JsonArray();
        Dictionary<string, decimal> rates = call.Fields.Transposed("taxes").ToDictionary(
            t => t.Filled("name") ?? throw ChargebeeRefusal.Missing("taxes[name]"),
            t => decimal.Parse(t.Filled("rate") ?? throw ChargebeeRefusal.Missing("taxes[rate]"), CultureInfo.InvariantCulture), StringComparer.Ordinal);
        foreach (VendorFields row in call.Fields.Transposed("line_items"))
        {
            Add(content, row, customer, rates);
        }

        JsonObject[] lines = [.. content.Rows("line_items")];
        if (lines.Length == 0)
        {
            throw ChargebeeRefusal.Missing("line_items[description]");
        }

        foreach ((string name, decimal rate) in rates)
        {
            content.List("taxes").Add(new JsonObject
            {
                ["object"] = "tax", ["name"] = name, ["description"] = FormattableString.Invariant($"{name} @ {rate} %"),
                ["amount"] = content.Rows("line_item_taxes").Where(t => t.Text("tax_name") == name).Sum(t => t.Number("tax_amount")),
            });
        }

        content["tax"] = lines.Sum(l => l.Number("tax_amount"));
        ChargebeeDocument.Total(content, inclusive: false);
        long told = call.Fields.Number("total") ?? throw ChargebeeRefusal.Missing("total");
        return content.Number("total") == told ? content
            : throw ChargebeeRefusal.Wrong("total", FormattableString.Invariant($"is {told}, and the lines with their taxes come to {content.Number("total")}."));
    }

    private void Add(JsonObject content, VendorFields row, JsonObject customer, Dictionary<string, decimal> rates)
    {
        long unit = row.Number("unit_amount") ?? 0, quantity = row.Number("quantity") ?? 1, amount = row.Number("amount") ?? unit * quantity;
        if (amount != unit * quantity)
        {
            throw ChargebeeRefusal.Wrong(row.Name("amount"), "is not the unit amount times the quantity.");
        }

        JsonObject line = new()
        {
            ["id"] = world.NewId("li_"), ["date_from"] = world.Now, ["date_to"] = world.Now, ["unit_amount"] = unit, ["quantity"] = quantity, ["amount"] = amount, ["object"] = "line_item",
            ["pricing_model"] = "per_unit", ["customer_id"] = customer.Text("id"), ["entity_type"] = "adhoc", ["discount_amount"] = 0L, ["item_level_discount_amount"] = 0L,
            ["description"] = row.Filled("description") ?? throw ChargebeeRefusal.Missing(row.Name("description")),
        };
        long tax = 0;
        for (int place = 1; row.Filled(FormattableString.Invariant($"tax{place}_name")) is { } name; place++)
        {
            long part = row.Number(FormattableString.Invariant($"tax{place}_amount")) ?? throw ChargebeeRefusal.Missing(row.Name(FormattableString.Invariant($"tax{place}_amount")));
            tax += part;
            content.List("line_item_taxes").Add(new JsonObject
            {
                ["object"] = "line_item_tax", ["line_item_id"] = line.Text("id"), ["tax_name"] = name, ["tax_amount"] = part, ["taxable_amount"] = amount,
                ["tax_rate"] = rates.TryGetValue(name, out decimal rate) ? rate : throw ChargebeeRefusal.Wrong("taxes[name]", $"{name} of a line item is missing."),
            });
        }

        line["is_taxed"] = tax != 0;
        line["tax_amount"] = tax;
        content.List("line_items").Add(line);
    }
}

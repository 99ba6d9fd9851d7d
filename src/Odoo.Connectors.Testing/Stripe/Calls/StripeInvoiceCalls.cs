using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Stripe.Billing;
using Odoo.Connectors.Testing.Stripe.Money;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>Invoices, what waits for them, and credit notes.</summary>
internal sealed class StripeInvoiceCalls(StripeWorld world)
{
    public JsonObject? Serve(StripeCall call) => call.Route switch
    {
        "POST invoiceitems" => Wait(call),
        "DELETE invoiceitems/*" => Forget(world.Get("invoiceitem", call.Id)),
        "POST invoices" => Create(call),
        "POST invoices/*" => Update(call, world.Get("invoice", call.Id)),
        "DELETE invoices/*" => Delete(world.Get("invoice", call.Id)),
        "POST invoices/*/finalize" => Finalize(call, world.Get("invoice", call.Id)),
        "POST invoices/*/pay" => Pay(call, world.Get("invoice", call.Id)),
        "POST invoices/*/send" => Send(world.Get("invoice", call.Id)),
        "POST invoices/*/void" => Done(world.Get("invoice", call.Id), world.Invoices.Void),
        "POST invoices/*/mark_uncollectible" => Done(world.Get("invoice", call.Id), world.Invoices.GiveUp),
        "POST credit_notes" => Credit(call),
        "POST credit_notes/*/void" => Done(world.Get("credit_note", call.Id), world.CreditNotes.Void),
        _ => null,
    };

    private static JsonObject Done(JsonObject about, Action<JsonObject> what)
    {
        what(about);
        return about;
    }

    private JsonObject Wait(StripeCall call)
    {
        JsonObject customer = world.Get("customer", call.Needed("customer"), "customer");
        JsonObject waiting = world.New(StripeBillingShapes.InvoiceItem, "ii");
        JsonObject? price = call.Fields.Part("pricing").Filled("price") is { } id ? world.Get("price", id, "pricing[price]") : null;
        long quantity = call.Fields.Number("quantity") ?? 1;
        long amount = call.Fields.Number("amount") ?? (price is null ? throw StripeRefusal.Needed("amount") : price.Number("unit_amount") * quantity);
        waiting["customer"] = customer.Text("id");
        waiting["currency"] = call.Fields.Filled("currency") ?? price?.Text("currency") ?? customer.Text("currency") ?? world.Options.DefaultCurrency;
        waiting["amount"] = amount;
        waiting["net_amount"] = amount;
        waiting["date"] = world.Now;
        waiting["description"] = call.Fields.Filled("description") ?? world.Find(price?.Text("product"))?.Text("name");
        waiting["quantity"] = quantity;
        waiting["period"] = new JsonObject { ["start"] = world.Now, ["end"] = world.Now };
        waiting["pricing"] = price is null ? null : StripeLines.Pricing(price);
        waiting["discountable"] = call.Fields.Flag("discountable") ?? true;
        waiting["parent"] = call.Fields.Filled("subscription") is { } subscription
            ? new JsonObject { ["subscription_details"] = new JsonObject { ["subscription"] = subscription, ["subscription_item"] = null }, ["type"] = "subscription_details" }
            : null;
        call.Metadata(waiting);
        JsonObject? invoice = call.Fields.Filled("invoice") is { } given ? world.Get("invoice", given, "invoice") : null;
        if (invoice is not null)
        {
            StripeInvoices.Need(invoice, "draft");
            StripeLines.OfInvoiceItem(world, invoice, waiting);
            StripeTotals.Compute(world, invoice);
        }

        world.Events.Tell("invoiceitem.created", world.Objects.Track(waiting));
        return waiting;
    }

    private JsonObject Forget(JsonObject waiting)
    {
        if (waiting.Text("invoice") is not null)
        {
            throw StripeRefusal.State("invoice_item_attached", "The invoice item is on an invoice.");
        }

        return Gone(waiting, "invoiceitem");
    }

    private JsonObject Create(StripeCall call)
    {
        JsonObject customer = world.Get("customer", call.Needed("customer"), "customer");
        JsonObject invoice = world.Invoices.Draft(
            customer, call.Fields.Filled("currency") ?? customer.Text("currency") ?? world.Options.DefaultCurrency, "manual", call.Fields.Filled("collection_method") ?? "charge_automatically", call.Fields.Number("days_until_due"));
        Take(call, invoice);
        if (call.Fields.Filled("pending_invoice_items_behavior") == "include")
        {
            world.Invoices.TakeWaiting(invoice, null);
        }

        StripeTotals.Compute(world, invoice);
        world.Events.Tell("invoice.created", invoice);
        return invoice;
    }

    private JsonObject Update(StripeCall call, JsonObject invoice)
    {
        JsonObject was = invoice.Copy();
        Take(call, invoice);
        if (invoice.Text("status") == "draft")
        {
            StripeTotals.Compute(world, invoice);
        }

        world.Events.Updated("invoice.updated", invoice, was);
        return invoice;
    }

    private void Take(StripeCall call, JsonObject invoice)
    {
        call.Texts(invoice, "description");
        call.Metadata(invoice);
        invoice["auto_advance"] = call.Fields.Flag("auto_advance") ?? invoice.Flag("auto_advance");
        if (call.Fields.Part("automatic_tax").Flag("enabled") is { } automatic)
        {
            invoice.Part("automatic_tax")!["enabled"] = automatic;
        }

        if (call.Fields.Values("default_tax_rates") is { Count: > 0 } rates)
        {
            StripeInvoices.Need(invoice, "draft");
            invoice["default_tax_rates"] = VendorJson.Array(rates.Select(rate => world.Get("tax_rate", rate, "default_tax_rates").Copy()));
        }

        if (call.Fields.Indexed("discounts") is { Count: > 0 } discounts)
        {
            StripeInvoices.Need(invoice, "draft");
            invoice["discounts"] = VendorJson.Array(discounts.Select(row =>
                (JsonNode)StripeDiscounts.Redeem(world, row.Filled("coupon") ?? throw StripeRefusal.Needed(row.Name("coupon")), invoice.Text("customer")!, null)));
        }
    }

    private JsonObject Delete(JsonObject invoice)
    {
        StripeInvoices.Need(invoice, "draft");
        world.Events.Tell("invoice.deleted", invoice);
        return Gone(invoice, "invoice");
    }

    private JsonObject Finalize(StripeCall call, JsonObject invoice)
    {
        invoice["auto_advance"] = call.Fields.Flag("auto_advance") ?? invoice.Flag("auto_advance");
        world.Invoices.Finalize(invoice);
        return invoice;
    }

    private JsonObject Pay(StripeCall call, JsonObject invoice)
    {
        if (invoice.Text("status") == "draft")
        {
            world.Invoices.Finalize(invoice);
        }

        if (invoice.Text("status") == "paid")
        {
            throw new StripeRefusal(400, "invalid_request_error", "Invoice is already paid", "invoice_already_paid");
        }

        StripeInvoices.Need(invoice, "open", "uncollectible");
        if (call.Fields.Flag("paid_out_of_band") is true)
        {
            world.Invoices.Pay(invoice);
            return invoice;
        }

        StripePaymentAnswer answer = world.Invoices.Attempt(invoice);
        return answer.Status == "failed" ? throw StripePayments.Declined(answer, world.Invoices.Intent(invoice)) : invoice;
    }

    private JsonObject Send(JsonObject invoice)
    {
        if (invoice.Text("status") == "draft")
        {
            world.Invoices.Finalize(invoice);
        }
        else
        {
            world.Invoices.Send(invoice);
        }

        return invoice;
    }

    private JsonObject Credit(StripeCall call)
    {
        JsonObject invoice = world.Get("invoice", call.Needed("invoice"), "invoice");
        JsonObject[] all = [.. invoice.Part("lines")!.Rows("data")];
        IReadOnlyList<VendorFields> rows = call.Fields.Indexed("lines");
        if (rows.Count == 0 && call.Fields.Number("amount") != invoice.Number("total"))
        {
            throw StripeRefusal.NotEmulated("credit notes of an amount that is not the whole invoice; give lines");
        }

        (JsonObject, long)[] lines = rows.Count == 0 ? [.. all.Select(line => (line, line.Number("amount")))] : [.. rows.Select(row => Line(all, row))];
        JsonObject note = world.CreditNotes.Issue(
            invoice, lines, call.Fields.Number("refund_amount"), call.Fields.Number("credit_amount"), call.Fields.Number("out_of_band_amount"), call.Fields.Filled("reason"), call.Fields.Filled("memo"));
        call.Metadata(note);
        return note;
    }

    private static (JsonObject Line, long Amount) Line(JsonObject[] all, VendorFields row)
    {
        string id = row.Filled("invoice_line_item") ?? throw StripeRefusal.Needed(row.Name("invoice_line_item"));
        JsonObject line = Array.Find(all, line => line.Text("id") == id) ?? throw StripeRefusal.Missing("invoice_line_item", id, row.Name("invoice_line_item"));
        long amount = row.Number("amount") ?? (row.Number("quantity") is { } quantity && line.Number("quantity") > 0
            ? StripeWorld.Round((decimal)line.Number("amount") * quantity / line.Number("quantity"))
            : line.Number("amount"));
        return (line, amount);
    }

    private JsonObject Gone(JsonObject about, string kind)
    {
        world.Objects.Remove(about.Text("id")!);
        return new JsonObject { ["id"] = about.Text("id"), ["object"] = kind, ["deleted"] = true };
    }
}

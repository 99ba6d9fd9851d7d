using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Sales;

internal class OrderBehavior() : Behavior("sale.order")
{
    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "amount_untaxed" => OrderTotals.Of(env, row).Untaxed,
        "amount_tax" => OrderTotals.Of(env, row).Taxes.Values.Sum(),
        "amount_total" => OrderTotals.Of(env, row) is var totals ? totals.Untaxed + totals.Taxes.Values.Sum() : 0m,
        "invoice_status" => Status(env, row),
        "invoice_ids" => Invoices(env, row).Select(m => m.Id).ToArray(),
        "amount_invoiced" => Lines(env, row).Sum(l => OrderLines.AmountInvoiced(env, l)),
        "amount_to_invoice" => Lines(env, row).Sum(l => OrderTotals.OfLine(env, l).Total) - Lines(env, row).Sum(l => OrderLines.AmountInvoiced(env, l)),
        "invoice_count" => (long)Invoices(env, row).Count(),
        _ => null,
    };

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("company_id", env.Company);
        var company = env.Row("res.company", Js.Id(vals["company_id"]!));

        // The pricelist decides; a given currency is ignored.
        vals["currency_id"] = vals["pricelist_id"] is { } pricelist && !Js.IsFalse(pricelist)
            ? env.Row("product.pricelist", Js.Id(pricelist)).Link("currency_id")
            : company.Link("currency_id");
        vals.TryAdd("date_order", env.World.Clock.Now);
        if (vals["partner_id"] is { } link && !Js.IsFalse(link) && env.World["res.partner"].Find(Js.Id(link is JsonArray pair ? pair[0]! : link)) is { } partner)
        {
            FromPartner(env, vals, partner, company.Id);
        }
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        if (row.Text("name") is null or "New")
        {
            Records.Set(env, row, "name", $"S{row.Id.ToString("D5", CultureInfo.InvariantCulture)}");
        }
    }

    public override void Unlinking(Env env, Row row)
    {
        if (row.Text("state") is not ("draft" or "cancel"))
        {
            throw OdooError.User("You can not delete a sent quotation or a confirmed sales order. You must first cancel it.");
        }

        foreach (var line in env.World["sale.order.line"].FindBy("order_id", row.Id))
        {
            env.World["sale.order.line"].Delete(line);
            env.World.ExternalIds.Forget("sale.order.line", line.Id);
        }
    }

    public override void Writing(Env env, Row row, JsonObject vals)
    {
        if (row.Text("state") == "sale" && vals["pricelist_id"] is { } list && !Js.IsFalse(list) && Js.Id(list) != row.Link("pricelist_id"))
        {
            throw OdooError.User("You cannot change the pricelist of a confirmed order !");
        }
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnIds("action_confirm", "", Confirm),
        Method.Each("action_cancel", Cancel, true),
        Method.Each("action_draft", static (env, row) => Records.Set(env, row, "state", "draft"), true),
        Method.Each("action_lock", static (env, row) => Records.Set(env, row, "locked", true)),
        Method.Each("action_unlock", static (env, row) => Records.Set(env, row, "locked", false)),
    ];

    private static void FromPartner(Env env, JsonObject vals, Row partner, long company)
    {
        env.CheckLanguage(partner.Text("lang"));
        var (invoiced, shipped) = (PartnerAddresses.Of(env, partner.Id, "invoice"), PartnerAddresses.Of(env, partner.Id, "delivery"));
        if (Js.IsFalse(vals["partner_invoice_id"]))
        {
            vals["partner_invoice_id"] = invoiced;
        }

        if (Js.IsFalse(vals["partner_shipping_id"]))
        {
            vals["partner_shipping_id"] = shipped;
        }

        var there = env.ForCompany(company);
        vals.TryAdd("payment_term_id", there.Value(partner, "property_payment_term_id") as long?);
        vals.TryAdd("fiscal_position_id", FiscalPositions.Of(env.Sudo(), partner, company)?.Id);
    }

    private static void Cancel(Env env, Row row)
    {
        if (row.Flag("locked"))
        {
            throw OdooError.User("You cannot cancel a locked order. Please unlock it first.");
        }

        foreach (var draft in Invoices(env, row).Where(m => m.Text("state") == "draft").ToList())
        {
            Posting.Cancel(env.Sudo(), draft);
        }

        Records.Set(env, row, "state", "cancel");
    }

    private static JsonNode? Confirm(Call call)
    {
        if (call.Rows.Find(r => r.Text("state") is not ("draft" or "sent")) is { } wrong)
        {
            throw OdooError.User($"Some orders are not in a state requiring confirmation: {wrong.Text("name")}");
        }

        foreach (var row in call.Rows)
        {
            Records.Set(call.Env, row, "state", "sale");
            Records.Set(call.Env, row, "date_order", call.Env.World.Clock.Now);
        }

        return true;
    }

    private static IEnumerable<Row> Lines(Env env, Row row) => env.World["sale.order.line"].FindBy("order_id", row.Id).Where(l => l.Text("display_type") is null);

    private static IEnumerable<Row> Invoices(Env env, Row row) => env.World["sale.order.line"].FindBy("order_id", row.Id)
        .SelectMany(l => OrderLines.InvoiceLines(env, l)).Select(l => env.Row("account.move", l.Link("move_id"))).DistinctBy(m => m.Id).OrderBy(m => m.Id);

    private static string Status(Env env, Row row)
    {
        var states = env.World["sale.order.line"].FindBy("order_id", row.Id).Select(l => (string)env.Value(l, "invoice_status")!).ToList();
        return row.Text("state") != "sale" ? "no"
            : states.Contains("to invoice") ? "to invoice"
            : states.Count > 0 && states.TrueForAll(s => s == "invoiced") ? "invoiced" : "no";
    }
}

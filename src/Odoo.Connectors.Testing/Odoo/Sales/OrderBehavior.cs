using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Sales;

internal class OrderBehavior() : Behavior("sale.order")
{
    /// <summary>Days that a quotation is valid for, unless the company says otherwise.</summary>
    private const int ValidFor = 30;

    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "amount_untaxed" => OrderTotals.Of(env, row).Untaxed,
        "amount_tax" => OrderTotals.Of(env, row).Tax,
        "amount_total" => OrderTotals.Of(env, row) is var totals ? totals.Untaxed + totals.Tax : 0m,
        "invoice_status" => Status(env, row),
        "invoice_ids" => Invoices(env, row).Select(m => m.Id).ToArray(),
        "amount_invoiced" => Lines(env, row).Sum(l => OrderLines.AmountInvoiced(env, l)),
        "amount_to_invoice" => Lines(env, row).Sum(l => OrderLines.AmountToInvoice(env, l)),
        "invoice_count" => (long)Invoices(env, row).Count(),
        "amount_undiscounted" => Lines(env, row).Sum(l => l.Number("discount") == 100 ? l.Number("price_unit") * l.Number("product_uom_qty") : OrderTotals.OfLine(env, l).Subtotal * 100m / (100m - l.Number("discount"))),
        "amount_paid" => 0m,
        "country_code" => env.Linked(env.Row("res.company", row.Link("company_id")), "country_id")?["code"],
        "tax_country_id" => env.Row("res.company", row.Link("company_id"))["country_id"],
        "currency_rate" => Money.Rate(env, row.Link("currency_id"), row.Link("company_id"), row.Text("date_order") is { } day ? day[..10] : env.Today),
        "is_expired" => row.Text("state") is "draft" or "sent" && row.Text("validity_date") is { } last && string.CompareOrdinal(last, env.Today) < 0,
        "type_name" => row.Text("state") is "draft" or "sent" or "cancel" ? "Quotation" : "Sales Order",
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
        vals.TryAdd("validity_date", Clock.AddDays(env.Today, ValidFor));
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
        Method.Each("action_quotation_sent", Sent),
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

        if (Js.IsFalse(vals["user_id"]))
        {
            vals["user_id"] = partner["user_id"] as long? ?? PartnerBehavior.Commercial(env, partner)["user_id"] as long? ?? (env.World.Groups.Has(env.User, "sales_team.group_sale_salesman") ? env.Uid : null);
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
        var states = Lines(env, row).Select(l => (string)env.Value(l, "invoice_status")!).ToList();
        return row.Text("state") != "sale" ? "no"
            : states.Contains("to invoice") ? "to invoice"
            : states.Count > 0 && states.TrueForAll(s => s == "invoiced") ? "invoiced"
            : states.Count > 0 && states.TrueForAll(s => s is "invoiced" or "upselling") ? "upselling" : "no";
    }

    private static void Sent(Env env, Row row)
    {
        if (row.Text("state") != "draft")
        {
            throw OdooError.User("Only draft orders can be marked as sent directly.");
        }

        Records.Set(env, row, "state", "sent");
    }
}

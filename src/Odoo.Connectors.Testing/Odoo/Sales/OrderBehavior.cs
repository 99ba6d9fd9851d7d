using System.Globalization;
using System.Text.Json.Nodes;
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
        if (vals["partner_id"] is { } partner && !Js.IsFalse(partner))
        {
            vals.TryAdd("partner_invoice_id", partner.DeepClone());
            vals.TryAdd("partner_shipping_id", partner.DeepClone());
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

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnIds("action_confirm", "", Confirm),
        Method.Each("action_cancel", Cancel, true),
        Method.Each("action_draft", static (env, row) => Records.Set(env, row, "state", "draft"), true),
        Method.Each("action_lock", static (env, row) => Records.Set(env, row, "locked", true)),
        Method.Each("action_unlock", static (env, row) => Records.Set(env, row, "locked", false)),
    ];

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

    private static void Cancel(Env env, Row row)
    {
        if (row.Flag("locked"))
        {
            throw OdooError.User("You cannot cancel a locked order. Please unlock it first.");
        }

        Records.Set(env, row, "state", "cancel");
    }

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

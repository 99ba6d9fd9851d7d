using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Enterprise;

/// <summary>account.payment with the accountant's app: the account of the payment method decides whether there is an entry.</summary>
internal sealed class AccountantPaymentBehavior : PaymentBehavior
{
    public override void Default(Env env, JsonObject vals)
    {
        var isGiven = vals.ContainsKey("outstanding_account_id");
        base.Default(env, vals);
        if (!isGiven)
        {
            vals["outstanding_account_id"] = env.Row("account.payment.method.line", Js.Id(vals["payment_method_line_id"]!))["payment_account_id"] as long?;
        }
    }

    public override object? Compute(Env env, Row row, string field) => (field, row.Link("move_id")) switch
    {
        ("reconciled_invoice_ids", 0) => row.Links("invoice_ids"),
        ("reconciled_invoices_count", 0) => (long)row.Links("invoice_ids").Length,
        _ => base.Compute(env, row, field),
    };

    public override IEnumerable<Method> Methods() => base.Methods().Select(m => m with
    {
        Body = call =>
        {
            var result = m.Body(call);
            foreach (var invoice in call.Rows.SelectMany(p => call.Env.Sudo().Rows("account.move", p.Links("invoice_ids"))).DistinctBy(i => i.Id))
            {
                PaymentStates.Refresh(call.Env.Sudo(), invoice);
            }

            return result;
        },
    });
}

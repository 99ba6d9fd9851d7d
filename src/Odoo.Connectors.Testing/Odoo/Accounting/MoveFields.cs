using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Computed fields of account.move.</summary>
internal static class MoveFields
{
    public static object? Compute(Env env, Row row, string field) => field switch
    {
        "commercial_partner_id" => env.Linked(row, "partner_id") is { } partner ? (object?)PartnerBehavior.Commercial(env, partner).Id : null,
        "company_currency_id" => env.Row("res.company", row.Link("company_id")).Link("currency_id"),
        "amount_residual" when !MoveBehavior.IsInvoice(row) => 0m,
        "amount_residual_signed" when !MoveBehavior.IsInvoice(row) => 0m,
        "amount_residual" => MoveBehavior.Sign(row) * Terms(env, row).Sum(l => env.Number(l, "amount_residual_currency")),
        "amount_residual_signed" => Terms(env, row).Sum(l => env.Number(l, "amount_residual")),
        "amount_total_signed" => MoveBehavior.IsInvoice(row)
            ? Terms(env, row).Sum(l => l.Number("balance"))
            : MoveLines.Of(env, row).Where(l => l.Number("balance") > 0).Sum(l => l.Number("balance")),
        "amount_total_in_currency_signed" => MoveBehavior.Sign(row) * row.Number("amount_total"),
        "matched_payment_ids" => env.World["account.payment"].FindBy("invoice_ids", row.Id).Select(p => p.Id).ToArray(),
        "status_in_payment" => row.Text("state") == "posted" && row.Text("payment_state") is not (null or "not_paid") ? row.Text("payment_state") : row.Text("state"),
        "has_reconciled_entries" => MoveLines.Of(env, row).SelectMany(l => MoveLines.Partials(env, l)).Any(),
        "invoice_partner_display_name" => env.Linked(row, "partner_id") is { } shown ? env.World.BehaviorOf("res.partner").DisplayName(env, shown) : null,
        "amount_tax_signed" => -MoveLines.Of(env, row).Where(l => l.Text("display_type") == "tax").Sum(l => l.Number("balance")),
        "amount_untaxed_signed" => -MoveLines.Of(env, row).Where(l => l.Text("display_type") == "product").Sum(l => l.Number("balance")),
        "tax_totals" => MoveBehavior.IsInvoice(row) ? TaxTotals.Of(env, row) : null,
        _ => null,
    };

    private static IEnumerable<Row> Terms(Env env, Row row) => MoveLines.Of(env, row).Where(l => l.Text("display_type") == "payment_term");
}

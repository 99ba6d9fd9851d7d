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
        "invoice_payments_widget" => MoveWidgets.Payments(env, row),
        "invoice_outstanding_credits_debits_widget" => MoveWidgets.Outstanding(env, row),
        "tax_totals" => MoveBehavior.IsInvoice(row) ? TaxTotals.Of(env, row) : null,
        _ => OfTheForm(env, row, field),
    };

    /// <summary>What an invoice's form shows besides.</summary>
    private static object? OfTheForm(Env env, Row row, string field) => field switch
    {
        "country_code" or "tax_country_code" => env.Linked(env.Row("res.company", row.Link("company_id")), "country_id")?["code"],
        "tax_country_id" => env.Row("res.company", row.Link("company_id"))["country_id"],
        "tax_calculation_rounding_method" => env.Row("res.company", row.Link("company_id"))["tax_calculation_rounding_method"],
        "company_price_include" => env.Row("res.company", row.Link("company_id"))["account_price_include"],
        "type_name" => row.Text("move_type") switch { "out_invoice" => "Invoice", "out_refund" => "Credit Note", var type => env.Model("account.move").Fields["move_type"].Selection.First(s => s.Key == type).Label },
        "direction_sign" => row.Text("move_type") is "entry" or "out_refund" or "in_invoice" or "in_receipt" ? 1L : -1L,
        "payment_count" => (long)Payments(env, row).Count(),
        "reconciled_payment_ids" => Payments(env, row).Select(p => p.Id).ToArray(),
        "amount_paid" => 0m,
        "bank_partner_id" => row.Text("move_type") is "out_invoice" or "in_refund" or "out_receipt" ? env.Row("res.company", row.Link("company_id"))["partner_id"] : Compute(env, row, "commercial_partner_id"),
        "user_id" => row["invoice_user_id"],
        "restrict_mode_hash_table" => env.Row("account.journal", row.Link("journal_id")).Flag("restrict_mode_hash_table"),
        "show_reset_to_draft_button" => row.Text("state") is "posted" or "cancel" && row.Text("inalterable_hash") is null,
        "hide_post_button" => row.Text("state") != "draft" || (row.Text("auto_post") is not (null or "no") && string.CompareOrdinal(row.Text("date"), env.Today) > 0),
        "need_cancel_request" or "always_tax_exigible" => false,
        "amount_untaxed_in_currency_signed" => MoveBehavior.Sign(row) * row.Number("amount_untaxed"),
        "next_payment_date" => Terms(env, row).Where(l => !Reconciler.IsUsedUp(env, l)).Select(l => l.Text("date_maturity")).Min(StringComparer.Ordinal),
        "invoice_has_outstanding" => MoveWidgets.Outstanding(env, row) is not null,
        "expected_currency_rate" => Money.Rate(env, row.Link("currency_id"), row.Link("company_id"), row.Text("invoice_date") ?? env.Today),
        "sale_order_count" => (long)MoveLines.Of(env, row).SelectMany(l => l.Links("sale_line_ids")).Select(l => env.World["sale.order.line"].Find(l)?.Link("order_id")).Distinct().Count(),
        _ => null,
    };

    private static IEnumerable<Row> Payments(Env env, Row row) => MoveLines.Of(env, row).SelectMany(l => PaymentStates.Counterparts(env, l))
        .Select(l => env.Linked(env.Row("account.move", l.Link("move_id")), "origin_payment_id")).OfType<Row>().DistinctBy(p => p.Id).OrderBy(p => p.Id);

    private static IEnumerable<Row> Terms(Env env, Row row) => MoveLines.Of(env, row).Where(l => l.Text("display_type") == "payment_term");
}

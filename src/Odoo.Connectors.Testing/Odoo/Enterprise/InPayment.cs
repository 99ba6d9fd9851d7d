using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Enterprise;

/// <summary>The state between paid and not paid: a payment is known, but not yet on the bank's statement.</summary>
internal static class InPayment
{
    /// <summary>What Community's payment state of an invoice is with the accountant's app.</summary>
    public static string StateOf(Env env, Row invoice, IReadOnlyCollection<Row> counterparts, string state) => state switch
    {
        "paid" => counterparts.Select(c => env.Linked(c, "origin_payment_id")).OfType<Row>().Any(p => !PaymentLines.IsMatched(env, p)) ? "in_payment" : state,
        "not_paid" or "partial" => WithoutEntry(env, invoice).Any() ? "in_payment" : state,
        _ => state,
    };

    /// <summary>Payments of an invoice that are known by name only: nothing is booked, and the invoice's residual stays.</summary>
    private static IEnumerable<Row> WithoutEntry(Env env, Row invoice) => env.World["account.payment"].Rows
        .Where(p => p.Text("state") is "in_process" or "paid" && p.Link("move_id") == 0 && p.Links("invoice_ids").Contains(invoice.Id));
}

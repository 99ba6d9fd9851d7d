using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal class PaymentBehavior() : Behavior("account.payment")
{
    private static readonly string[] s_losesOutstanding = ["journal_id", "payment_method_line_id", "partner_id", "currency_id"];

    public override string DisplayName(Env env, Row row) => row.Text("name") ?? "Draft Payment";

    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "is_reconciled" => PaymentLines.IsReconciled(env, row),
        "is_matched" => PaymentLines.IsMatched(env, row),
        "reconciled_invoice_ids" => PaymentStates.Invoices(env.Sudo(), row).Where(m => !MoveBehavior.IsPurchase(m)).Select(m => m.Id).ToArray(),
        "reconciled_invoices_count" => (long)PaymentStates.Invoices(env.Sudo(), row).Count(m => !MoveBehavior.IsPurchase(m)),
        "amount_signed" => Signed(row, row.Number("amount")),
        "amount_company_currency_signed" => env.Linked(row, "move_id") is { } entry
            ? PaymentLines.Liquidity(env, row, entry).Sum(l => l.Number("balance"))
            : Signed(row, Money.ToCompany(env, row.Link("currency_id"), row.Link("company_id"), row.Text("date")!, row.Number("amount"))),
        "country_code" => env.Linked(env.Row("res.company", row.Link("company_id")), "country_id")?["code"],
        "payment_method_code" => env.Linked(row, "payment_method_line_id")?["code"],
        "reconciled_invoices_type" => PaymentStates.Invoices(env.Sudo(), row).ToList() is { Count: > 0 } paid && paid.TrueForAll(m => m.Text("move_type") == "out_refund") ? "credit_note" : "invoice",
        "reconciled_bill_ids" => PaymentStates.Invoices(env.Sudo(), row).Where(MoveBehavior.IsPurchase).Select(m => m.Id).ToArray(),
        "reconciled_bills_count" => (long)PaymentStates.Invoices(env.Sudo(), row).Count(MoveBehavior.IsPurchase),
        "reconciled_statement_line_ids" => PaymentLines.Statements(env, row),
        "reconciled_statement_lines_count" => (long)PaymentLines.Statements(env, row).Length,
        "company_currency_id" => env.Row("res.company", row.Link("company_id"))["currency_id"],
        _ => null,
    };

    public override void Default(Env env, JsonObject vals)
    {
        if (Js.IsFalse(vals["journal_id"]))
        {
            vals["journal_id"] = Chart.Journal(env, env.Company, "bank")?.Id;
        }

        var journal = env.Row("account.journal", Js.Id(vals["journal_id"]!));
        var company = journal.Link("company_id");
        var inbound = vals["payment_type"] is not { } type || Js.IsFalse(type) || Js.Text(type) == "inbound";
        vals["company_id"] = company;
        vals.TryAdd("date", env.Today);
        if (Js.IsFalse(vals["currency_id"]))
        {
            vals["currency_id"] = journal.Link("currency_id") is var own and not 0 ? own : env.Row("res.company", company).Link("currency_id");
        }

        var method = Chart.Method(env, journal, inbound) ?? throw OdooError.Validation("Please define a payment method line on your payment.");
        if (Js.IsFalse(vals["payment_method_line_id"]))
        {
            vals["payment_method_line_id"] = method.Id;
        }

        vals.TryAdd("outstanding_account_id", method.Link("payment_account_id") is var named and not 0 ? named : Chart.Outstanding(env, company, inbound).Id);
        var supplier = vals["partner_type"] is { } partner && Js.IsText(partner) && Js.Text(partner) == "supplier";
        vals.TryAdd("destination_account_id", (supplier ? Chart.Payable(env, company) : Chart.Receivable(env, company)).Id);
    }

    public override void Created(Env env, Row row, JsonObject vals) => CheckAmount(row);

    public override void Written(Env env, Row row, JsonObject vals)
    {
        CheckAmount(row);
        if (row.Text("state") == "draft" && s_losesOutstanding.Any(vals.ContainsKey))
        {
            // Odoo computes the account anew and, without the accountant's app, finds none.
            Records.Set(env, row, "outstanding_account_id", null);
        }
    }

    public override void Unlinking(Env env, Row row)
    {
        if (env.Linked(row, "move_id") is { } entry && entry.Text("state") == "posted")
        {
            throw OdooError.Validation("A payment with an outstanding account cannot be confirmed without having a journal entry.");
        }
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.Each("action_post", Post),
        Method.Each("action_cancel", Cancel),
        Method.Each("action_draft", Draft),
        Method.Each("action_reject", static (env, row) => Records.Set(env, row, "state", "rejected")),
        Method.Each("action_validate", static (env, row) => Records.Set(env, row, "state", "paid")),
    ];

    private static void CheckAmount(Row row)
    {
        if (row.Number("amount") < 0)
        {
            throw OdooError.Constraint("The payment amount cannot be negative.");
        }
    }

    private static decimal Signed(Row row, decimal amount) => row.Text("payment_type") == "outbound" ? -amount : amount;

    private static void Post(Env env, Row payment)
    {
        if (payment.Text("state") != "draft")
        {
            return;
        }

        Records.Set(env, payment, "state", "in_process");
        if (payment.Link("outstanding_account_id") != 0)
        {
            var entry = env.Linked(payment, "move_id") ?? PaymentEntry.Create(env.Sudo(), payment, []);
            Posting.Post(env.Sudo(), [entry]);
            Records.Set(env, payment, "name", entry.Text("name"));
        }
    }

    private static void Cancel(Env env, Row payment)
    {
        Records.Set(env, payment, "state", "canceled");
        if (env.Linked(payment, "move_id") is { } entry)
        {
            if (entry.Text("state") == "draft")
            {
                Records.Set(env, payment, "move_id", null);
                Records.Unlink(env.Sudo(), "account.move", [entry]);
            }
            else
            {
                Posting.Cancel(env.Sudo(), entry);
            }
        }
    }

    private static void Draft(Env env, Row payment)
    {
        Records.Set(env, payment, "state", "draft");
        if (env.Linked(payment, "move_id") is { } entry && entry.Text("state") != "draft")
        {
            Posting.ToDraft(env.Sudo(), entry);
        }
    }
}

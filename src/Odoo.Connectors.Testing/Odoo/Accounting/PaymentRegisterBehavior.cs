using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The wizard that registers payments of invoices and refunds of credit notes.</summary>
internal sealed class PaymentRegisterBehavior() : Behavior("account.payment.register")
{
    public override string DisplayName(Env env, Row row) => $"account.payment.register,{row.Id}";

    public override object? Compute(Env env, Row row, string field) => field == "company_currency_id"
        ? env.Row("res.company", row.Link("company_id"))["currency_id"]
        : Difference(env, row);

    public override void Default(Env env, JsonObject vals)
    {
        var lines = RegisterBatch.LinesOf(env.Sudo());
        var batches = RegisterBatch.Of(lines);
        var (first, single) = (batches[0], batches.Count == 1);
        var company = first.First.Link("company_id");
        vals.TryAdd("payment_date", env.Today);
        if (Js.IsFalse(vals["journal_id"]))
        {
            vals["journal_id"] = Chart.Journal(env, company, "bank")?.Id ?? throw OdooError.User("There is no bank or cash journal to register the payment in.");
        }

        var journal = env.Row("account.journal", Js.Id(vals["journal_id"] is JsonArray named ? named[0]! : vals["journal_id"]!));
        var date = Js.Text(vals["payment_date"]!);
        if (Js.IsFalse(vals["currency_id"]))
        {
            vals["currency_id"] = journal.Link("currency_id") is var own and not 0 ? own : first.Currency;
        }

        var currency = Js.Id(vals["currency_id"]!);
        var source = RegisterAmounts.Due(env, first.Lines, first.Currency, date);
        var inbound = source > 0;
        vals["company_id"] = company;
        vals["line_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(lines.Select(l => l.Id))));
        vals["payment_type"] = inbound ? "inbound" : "outbound";
        vals["partner_type"] = env.Value(first.First, "account_type") is "asset_receivable" ? "customer" : "supplier";
        vals["can_edit_wizard"] = single;
        vals["can_group_payments"] = single ? lines.Count != 1 : batches.Exists(b => b.Lines.Count != 1);
        vals.TryAdd("group_payment", single && lines.Select(l => l.Link("move_id")).Distinct().Count() == 1);
        vals["payment_method_line_id"] = vals["payment_method_line_id"]?.DeepClone() ?? Chart.Method(env, journal, inbound)?.Id;
        if (!single)
        {
            return;
        }

        vals["partner_id"] = first.First["partner_id"] as long?;
        vals["source_currency_id"] = first.Currency;
        vals["source_amount_currency"] = Math.Abs(RegisterAmounts.Full(env, lines, first.Currency, date));
        vals["source_amount"] = Math.Abs(lines.Sum(l => Reconciler.Residual(env, l, inCurrency: false)));
        if (Js.IsFalse(vals["communication"]))
        {
            vals["communication"] = first.Communication(env);
        }

        vals.TryAdd("amount", Math.Abs(RegisterAmounts.Due(env, lines, currency, date)));
    }

    public override IEnumerable<Method> Methods() => [Method.OnIds("action_create_payments", "", Pay)];

    private static decimal Difference(Env env, Row wizard)
    {
        if (!wizard.Flag("can_edit_wizard"))
        {
            return 0m;
        }

        var lines = env.Rows("account.move.line", wizard.Links("line_ids"));
        var (currency, date) = (wizard.Link("currency_id"), wizard.Text("payment_date")!);
        var due = Math.Abs(RegisterAmounts.Due(env, lines, currency, date));
        return (due == wizard.Number("amount") ? due : Math.Abs(RegisterAmounts.Full(env, lines, currency, date))) - wizard.Number("amount");
    }

    private static JsonNode? Pay(Call call)
    {
        var (env, wizard) = (call.Env, call.Row);
        var batches = RegisterBatch.Of(env.Rows("account.move.line", wizard.Links("line_ids")));
        var payments = wizard.Flag("can_edit_wizard") && (batches[0].Lines.Count == 1 || wizard.Flag("group_payment"))
            ? [PayAsGiven(env, wizard, batches[0])]
            : (wizard.Flag("group_payment") ? batches : [.. batches.SelectMany(b => b.Lines).Select(l => new RegisterBatch([l]))]).ConvertAll(b => PayAll(env, wizard, b));
        var action = new JsonObject { ["name"] = "Payments", ["type"] = "ir.actions.act_window", ["res_model"] = "account.payment", ["context"] = new JsonObject { ["create"] = false } };
        if (payments is [var one])
        {
            action["view_mode"] = "form";
            action["res_id"] = one.Id;
        }
        else
        {
            action["view_mode"] = "list,form";
            action["domain"] = new JsonArray(new JsonArray("id", "in", Js.List(payments.Select(p => p.Id))));
        }

        return action;
    }

    private static Row PayAsGiven(Env env, Row wizard, RegisterBatch batch)
    {
        var difference = Difference(env, wizard);
        var writeOffs = difference != 0 && wizard.Text("payment_difference_handling") == "reconcile"
            ? (WriteOff[])[new WriteOff(wizard.Text("writeoff_label"), Account(wizard), wizard.Text("payment_type") == "inbound" ? difference : -difference)]
            : [];
        return Settle(env, wizard, batch, wizard.Text("payment_type")!, wizard.Number("amount"), wizard.Link("currency_id"), wizard.Text("communication"), writeOffs);
    }

    private static long Account(Row wizard) => wizard.Link("writeoff_account_id") is var account and not 0 ? account
        : throw OdooError.Constraint("Missing required account on accountable line.");

    private static Row PayAll(Env env, Row wizard, RegisterBatch batch)
    {
        var amount = RegisterAmounts.Full(env, batch.Lines, batch.Currency, wizard.Text("payment_date")!);
        return Settle(env, wizard, batch, amount > 0 ? "inbound" : "outbound", Math.Abs(amount), batch.Currency, batch.Communication(env), []);
    }

    private static Row Settle(Env env, Row wizard, RegisterBatch batch, string type, decimal amount, long currency, string? memo, WriteOff[] writeOffs)
    {
        var moves = batch.Lines.Select(l => l.Link("move_id")).Distinct();
        var payment = Records.Create(env, "account.payment", new JsonObject
        {
            ["payment_type"] = type,
            ["partner_type"] = wizard.Text("partner_type"),
            ["partner_id"] = batch.First["partner_id"] as long?,
            ["amount"] = amount,
            ["currency_id"] = currency,
            ["date"] = wizard.Text("payment_date"),
            ["journal_id"] = wizard.Link("journal_id"),
            ["payment_method_line_id"] = type == wizard.Text("payment_type") ? wizard["payment_method_line_id"] as long? : null,
            ["destination_account_id"] = batch.First.Link("account_id"),
            ["memo"] = memo,
            ["invoice_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(moves))),
        });
        PaymentEntry.Create(env.Sudo(), payment, writeOffs);
        env.World.Methods.Invoke(env, "account.payment", "action_post", [payment.Id], [], []);
        if (env.Linked(payment, "move_id") is { } entry)
        {
            var own = MoveLines.Open(env, entry).Where(l => l.Link("account_id") == batch.First.Link("account_id"));
            Reconciler.Reconcile(env, [.. own, .. batch.Lines.Where(l => env.Value(l, "reconciled") is false)]);
        }

        return payment;
    }
}

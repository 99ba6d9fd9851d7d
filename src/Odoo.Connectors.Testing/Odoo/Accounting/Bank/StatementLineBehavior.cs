using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting.Bank;

/// <summary>account.bank.statement.line: a posted entry of the bank's account against the suspense account, until the suspense line is given another account.</summary>
internal sealed class StatementLineBehavior() : Behavior("account.bank.statement.line")
{
    private static readonly string[] s_entryFields = ["amount", "amount_currency", "foreign_currency_id", "payment_ref", "partner_id", "date", "journal_id"];

    public override string DisplayName(Env env, Row row) => env.Linked(row, "move_id")?.Text("name") ?? $"account.bank.statement.line,{row.Id}";

    public override object? Compute(Env env, Row row, string field)
    {
        var move = env.Row("account.move", row.Link("move_id"));
        return field switch
        {
            "line_ids" => MoveLines.Of(env, move).Select(l => l.Id).ToArray(),
            "amount_residual" => Suspense(env, row).Sum(l => l.Number("amount_currency")),
            "is_reconciled" => !Suspense(env, row).Any(l => l.Number("amount_currency") != 0),
            "currency_id" => CurrencyOf(env, row),
            "company_id" => move["company_id"],
            _ => move[field],
        };
    }

    public override void Default(Env env, JsonObject vals)
    {
        if (Js.IsFalse(vals["journal_id"]))
        {
            vals["journal_id"] = Chart.Journal(env, env.Company, "bank")?.Id ?? throw OdooError.User("There is no bank or cash journal to book the transaction in.");
        }

        var journal = env.Row("account.journal", Js.Id(vals["journal_id"] is JsonArray pair ? pair[0]! : vals["journal_id"]!));
        if (journal.Text("type") is not ("bank" or "cash" or "credit"))
        {
            throw OdooError.Validation("A bank statement line must belong to a bank or cash journal.");
        }

        vals.TryAdd("date", env.Today);
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        var move = Records.Create(env, "account.move", new JsonObject
        {
            ["move_type"] = "entry",
            ["journal_id"] = row.Link("journal_id"),
            ["date"] = row.Text("date"),
            ["currency_id"] = CurrencyOf(env, row),
            ["partner_id"] = row["partner_id"] as long?,
            ["statement_line_id"] = row.Id,
        });
        Records.Set(env, row, "move_id", move.Id);
        Book(env, row, move);
        Posting.Post(env, [move]);
    }

    public override void Written(Env env, Row row, JsonObject vals)
    {
        if (s_entryFields.Any(vals.ContainsKey))
        {
            var move = env.Row("account.move", row.Link("move_id"));
            foreach (var field in (string[])["date", "partner_id"])
            {
                Records.Set(env, move, field, row[field]);
            }

            Book(env, row, move);
        }
    }

    public override void Unlinked(Env env, Row row)
    {
        if (env.World["account.move"].Find(row.Link("move_id")) is { } move)
        {
            Records.Set(env, move, "state", "draft");
            Records.Unlink(env.Sudo(), "account.move", [move]);
        }
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.Each("action_undo_reconciliation", (env, row) => Book(env, row, env.Row("account.move", row.Link("move_id")))),
    ];

    private static long CurrencyOf(Env env, Row row)
    {
        var journal = env.Row("account.journal", row.Link("journal_id"));
        return journal.Link("currency_id") is var own and not 0 ? own : env.Row("res.company", journal.Link("company_id")).Link("currency_id");
    }

    private static IEnumerable<Row> Suspense(Env env, Row row)
    {
        var account = SuspenseAccount(env, env.Row("account.journal", row.Link("journal_id")));
        return MoveLines.Of(env, env.Row("account.move", row.Link("move_id"))).Where(l => l.Link("account_id") == account);
    }

    private static long SuspenseAccount(Env env, Row journal) => journal.Link("suspense_account_id") is var own and not 0 ? own
        : env.Row("res.company", journal.Link("company_id")).Link("account_journal_suspense_account_id");

    /// <summary>Books the two lines anew; what they were matched with is open again.</summary>
    private static void Book(Env env, Row row, Row move)
    {
        env = env.Sudo();
        foreach (var line in MoveLines.Of(env, move).ToList())
        {
            MoveLines.Delete(env, line);
        }

        var journal = env.Row("account.journal", row.Link("journal_id"));
        var (own, company, date) = (CurrencyOf(env, row), journal.Link("company_id"), row.Text("date")!);
        var bank = MoveTotals.Insert(env, move, "product", row.Text("payment_ref"), journal.Link("default_account_id"));
        var suspense = MoveTotals.Insert(env, move, "product", row.Text("payment_ref"), SuspenseAccount(env, journal));
        var balance = Money.ToCompany(env, own, company, date, row.Number("amount"));
        var (foreign, amount) = row.Link("foreign_currency_id") is var other and not 0 ? (other, row.Number("amount_currency")) : (own, row.Number("amount"));
        Put(env, bank, own, row.Number("amount"), balance);
        Put(env, suspense, foreign, -amount, -balance);
        MoveTotals.SumEntry(env, move);
    }

    private static void Put(Env env, Row line, long currency, decimal amount, decimal balance)
    {
        Records.Set(env, line, "currency_id", currency);
        Records.Set(env, line, "amount_currency", amount);
        Records.Set(env, line, "balance", balance);
    }
}

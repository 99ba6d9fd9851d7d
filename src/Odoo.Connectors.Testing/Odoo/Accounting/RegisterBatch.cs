using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Open lines that one payment may settle: of one partner, account and currency.</summary>
internal sealed record RegisterBatch(IReadOnlyList<Row> Lines)
{
    private const string Nothing = "There's nothing left to pay for the selected journal items, so no payment registration is necessary. You've got your finances under control like a boss!";

    public Row First => Lines[0];

    public long Currency => First.Link("currency_id");

    /// <summary>The lines that the caller's active records have left to pay, or why there are none.</summary>
    public static List<Row> LinesOf(Env env)
    {
        var ids = Js.Ids(env.Context["active_ids"]);
        var given = (env.Context["active_model"] is { } model ? Js.Text(model) : "") switch
        {
            "account.move" => env.Rows("account.move", ids).SelectMany(m => MoveLines.Of(env, m)).ToList(),
            "account.move.line" => env.Rows("account.move.line", ids),
            _ => throw OdooError.User("The register payment wizard should only be called on account.move or account.move.line records."),
        };
        if (given.Exists(l => env.Value(l, "parent_state") is not "posted"))
        {
            throw OdooError.User("You can only register payment for posted journal entries.");
        }

        var open = given.Where(l => env.Value(l, "account_type") is "asset_receivable" or "liability_payable" && Reconciler.Residual(env, l, inCurrency: true) != 0).ToList();
        if (open.Count == 0)
        {
            throw OdooError.User(Nothing);
        }

        if (open.Select(l => l.Link("company_id")).Distinct().Count() > 1)
        {
            throw OdooError.User("You can't create payments for entries belonging to different companies.");
        }

        return open.Select(l => env.Value(l, "account_type")).Distinct().Count() > 1
            ? throw OdooError.User("You can't register payments for both inbound and outbound moves at the same time.")
            : open;
    }

    public static List<RegisterBatch> Of(IEnumerable<Row> lines) =>
        [.. lines.GroupBy(l => (l.Link("partner_id"), l.Link("account_id"), l.Link("currency_id"))).Select(g => new RegisterBatch([.. g]))];

    /// <summary>What is told to the bank: the references of the documents.</summary>
    public string Communication(Env env)
    {
        var moves = Lines.Select(l => env.Row("account.move", l.Link("move_id"))).DistinctBy(m => m.Id).ToList();
        var outgoing = moves.Exists(m => m.Text("move_type") is "out_refund" or "in_invoice" or "in_receipt");
        return moves.Count == 1 || outgoing
            ? string.Join(", ", moves.Select(Reference).Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal))
            : BatchNumber.Next(env, First.Link("company_id"));
    }

    private static string Reference(Row move) => new[] { move.Text("payment_reference"), move.Text("ref"), move.Text("name") }.FirstOrDefault(t => t is { Length: > 0 }) ?? "";
}

using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The lines of a move.</summary>
internal static class MoveLines
{
    public static IEnumerable<Row> Of(Env env, Row move) => env.World["account.move.line"].FindBy("move_id", move.Id);

    public static IEnumerable<Row> Of(Env env, Row move, string displayType) => Of(env, move).Where(l => l.Text("display_type") == displayType);

    /// <summary>Whose lines a move has: those of the commercial partner.</summary>
    public static object? PartnerOf(Env env, Row move) => env.Linked(move, "partner_id") is { } partner ? PartnerBehavior.Commercial(env, partner).Id : null;

    /// <summary>Takes a line away, and its matches.</summary>
    public static void Delete(Env env, Row line)
    {
        Reconciler.Unreconcile(env, [line]);
        env.World["account.move.line"].Delete(line);
        env.World.ExternalIds.Forget("account.move.line", line.Id);
    }

    /// <summary>Receivable and payable lines that are not fully reconciled.</summary>
    public static IEnumerable<Row> Open(Env env, Row move) =>
        Of(env, move).Where(l => env.Value(l, "account_type") is "asset_receivable" or "liability_payable" && env.Value(l, "reconciled") is false);

    public static IEnumerable<Row> Partials(Env env, Row line) =>
        env.World["account.partial.reconcile"].FindBy("debit_move_id", line.Id).Concat(env.World["account.partial.reconcile"].FindBy("credit_move_id", line.Id));
}

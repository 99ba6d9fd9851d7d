using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>customer_rank and supplier_rank: how many documents of a partner, and of its company, were posted.</summary>
internal static class Ranks
{
    public static void Count(Env env, Row move)
    {
        switch (move.Text("move_type"))
        {
            case "out_invoice" or "out_refund":
                Raise(env, "customer_rank", env.Linked(move, "partner_id"));
                break;
            case "in_invoice" or "in_refund":
                Raise(env, "supplier_rank", env.Linked(move, "partner_id"));
                break;
            case "entry":
                foreach (var (type, field) in (ReadOnlySpan<(string, string)>)[("asset_receivable", "customer_rank"), ("liability_payable", "supplier_rank")])
                {
                    foreach (var partner in MoveLines.Of(env, move).Where(l => env.Value(l, "account_type") as string == type).Select(l => l.Link("partner_id")).Where(p => p != 0).Distinct().ToList())
                    {
                        Raise(env, field, env.Row("res.partner", partner));
                    }
                }

                break;
            default:
                break;
        }
    }

    // By SQL, so the partner does not count as written.
    private static void Raise(Env env, string field, Row? partner)
    {
        if (partner is null)
        {
            return;
        }

        foreach (var one in new[] { partner, PartnerBehavior.Commercial(env, partner) }.DistinctBy(p => p.Id))
        {
            env.World["res.partner"].Set(one, field, (long)one.Number(field) + 1);
        }
    }
}

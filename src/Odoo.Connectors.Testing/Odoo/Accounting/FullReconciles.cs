using System.Globalization;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Lines that close each other completely, and the number that says so: "12", or "P7" while something is open.</summary>
internal static class FullReconciles
{
    public static void Note(Env env, IEnumerable<Row> lines)
    {
        var seen = new HashSet<long>();
        foreach (var line in lines.Where(l => !seen.Contains(l.Id)))
        {
            var (group, partials) = Connected(env, line);
            seen.UnionWith(group.Select(l => l.Id));
            if (partials.Count == 0 || group.Exists(l => !Reconciler.IsUsedUp(env, l)) || group.TrueForAll(l => l.Link("full_reconcile_id") != 0))
            {
                continue;
            }

            var full = env.World["account.full.reconcile"].Insert();
            group.Concat(partials).ToList().ForEach(r => Records.Set(env, r, "full_reconcile_id", full.Id));
        }
    }

    public static void Forget(Env env, Row partial)
    {
        if (env.Linked(partial, "full_reconcile_id") is { } full)
        {
            var members = env.World["account.move.line"].FindBy("full_reconcile_id", full.Id).Concat(env.World["account.partial.reconcile"].FindBy("full_reconcile_id", full.Id)).ToList();
            members.ForEach(r => Records.Set(env, r, "full_reconcile_id", null));
            env.World["account.full.reconcile"].Delete(full);
        }
    }

    public static string? NumberOf(Env env, Row line)
    {
        if (line.Link("full_reconcile_id") is var full and not 0)
        {
            return full.ToString(CultureInfo.InvariantCulture);
        }

        var partials = Connected(env, line).Partials;
        return partials.Count == 0 ? null : $"P{partials.Min(p => p.Id)}";
    }

    private static (List<Row> Lines, List<Row> Partials) Connected(Env env, Row start)
    {
        var lines = new Dictionary<long, Row> { [start.Id] = start };
        var partials = new Dictionary<long, Row>();
        var queue = new Queue<Row>([start]);
        while (queue.TryDequeue(out var line))
        {
            foreach (var partial in MoveLines.Partials(env, line).Where(p => partials.TryAdd(p.Id, p)))
            {
                foreach (var id in (long[])[partial.Link("debit_move_id"), partial.Link("credit_move_id")])
                {
                    if (env.World["account.move.line"].Find(id) is { } other && lines.TryAdd(id, other))
                    {
                        queue.Enqueue(other);
                    }
                }
            }
        }

        return ([.. lines.Values], [.. partials.Values]);
    }
}

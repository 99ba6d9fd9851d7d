using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Which contact of a customer stands for which kind of address: the first one found below it, then up to its company.</summary>
internal static class PartnerAddresses
{
    public static Dictionary<string, long> Get(Env env, Row partner, IEnumerable<string> kinds)
    {
        var wanted = kinds.Append("contact").Distinct().ToList();
        var found = new Dictionary<string, long>();
        var visited = new HashSet<long>();
        for (var current = partner; current is not null && found.Count < wanted.Count;)
        {
            Walk(env, current, wanted, found, visited);
            current = current.Flag("is_company") ? null : env.Linked(current, "parent_id");
        }

        var otherwise = found.TryGetValue("contact", out var contact) ? contact : partner.Id;
        return wanted.OrderBy(k => k != "contact").ToDictionary(k => k, k => found.GetValueOrDefault(k, otherwise));
    }

    /// <summary>Address of one kind.</summary>
    public static long Of(Env env, long partner, string kind) => Get(env, env.Row("res.partner", partner), [kind])[kind];

    private static void Walk(Env env, Row start, List<string> wanted, Dictionary<string, long> found, HashSet<long> visited)
    {
        var queue = new LinkedList<Row>([start]);
        while (queue.First is { } node)
        {
            queue.RemoveFirst();
            var record = node.Value;
            if (!visited.Add(record.Id))
            {
                continue;
            }

            if (wanted.Contains(record.Text("type") ?? "contact"))
            {
                found.TryAdd(record.Text("type") ?? "contact", record.Id);
            }

            foreach (var child in env.World["res.partner"].FindBy("parent_id", record.Id).Where(c => !c.Flag("is_company") && c.Flag("active")).Reverse())
            {
                queue.AddFirst(child);
            }
        }
    }
}

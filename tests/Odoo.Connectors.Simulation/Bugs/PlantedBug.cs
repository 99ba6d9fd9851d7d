using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation.Bugs;

/// <summary>A bug of the kind that integrations have, planted through the outside seams: the checks must find it.</summary>
internal sealed record PlantedBug(string Name, string Breaks)
{
    /// <summary>The worlds that it can be seen in.</summary>
    public Profile Profile { get; init; } = Profile.Story;

    public Func<string, string> RewriteSql { get; init; } = static sql => sql;

    /// <summary>Whether a statement was changed: one that the hub says otherwise by now is not broken by it.</summary>
    public bool IsInSql { get; private set; }

    public Action<World, IServiceCollection> Services { get; init; } = static (_, _) => { };

    public string Rewrite(string sql)
    {
        string text = RewriteSql(sql);
        IsInSql |= text != sql;
        return text;
    }

    public override string ToString() => Name;
}

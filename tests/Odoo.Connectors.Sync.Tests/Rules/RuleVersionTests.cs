using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests.Rules;

/// <summary>What decides business has versions in the trail: a host that starts with other rules says so, once.</summary>
public sealed class RuleVersionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_ThatChange_AreANewVersionOfTheirPartAndOfAll()
    {
        await using HubWorld world = new();
        await StartAsync(world, 25m);
        await StartAsync(world, 25m);
        await StartAsync(world, 50m);
        IReadOnlyList<RuleVersion> rules = await (await StartAsync(world, 25m)).Audit.RulesAsync(Cancel);

        // Ownership and flows stayed; the limit went up and came back.
        Assert.Equal(
            [("approvals", 1), ("flows", 1), ("ownership", 1), ("all", 1), ("approvals", 2), ("all", 2), ("approvals", 3), ("all", 3)],
            rules.Select(r => (r.Part, r.Version)));
        RuleVersion[] limits = [.. rules.Where(r => r.Part == "approvals")];
        Assert.Equal(["write-offs up to 25 EUR", "write-offs up to 50 EUR", "write-offs up to 25 EUR"], limits.Select(r => r.Words));
        Assert.Equal((limits[0].Hash, 12), (limits[2].Hash, limits[0].Hash.Length));
        Assert.NotEqual(limits[0].Hash, limits[1].Hash);
        Assert.Contains($"approvals {limits[1].Hash}\n", rules.Single(r => r is { Part: "all", Version: 2 }).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_OfTwoNodesThatStartAtOnce_AreToldOnce()
    {
        await using HubWorld world = new();
        RuleRegistry[] nodes = [.. Enumerable.Range(2, 4).Select(i => Node(world, 25m, $"node-{i}").GetRequiredService<RuleRegistry>())];

        await Task.WhenAll(nodes.Select(n => Task.Run(() => n.EnsureAsync(Cancel), Cancel)));

        Assert.Equal(["approvals", "flows", "ownership", "all"], (await world.Hub.Audit.RulesAsync(Cancel)).Select(r => r.Part));
    }

    [Fact]
    public async Task Ownership_DeclaredInAnotherOrder_IsTheSameAndAnExceptionIsNot()
    {
        await using HubWorld world = new();
        await StartAsync(world, configure: b => b.Own<Version>("notes").Own<Uri>("wall", o => o.Except(u => u.Host, "notes")));
        await StartAsync(world, configure: b => b.Own<Uri>("wall", o => o.Except(u => u.Host, "notes")).Own<Version>("notes"));
        IConnectorOperations hub = await StartAsync(world, configure: b => b.Own<Version>("notes").Own<Uri>("wall", o => o.Except(u => u.Host, "notes", Conflict.Review)));

        // Nothing was ever to be approved.
        Assert.DoesNotContain(await hub.Audit.RulesAsync(Cancel), r => r.Part == "approvals");
        Assert.Equal(
            [
                "String owned by notes\nUri owned by wall\nUri.Host owned by notes\nVersion owned by notes",
                "String owned by notes\nUri owned by wall\nUri.Host owned by notes, conflicts are reviewed\nVersion owned by notes",
            ],
            (await hub.Audit.RulesAsync(Cancel)).Where(r => r.Part == "ownership").Select(r => r.Words));
    }

    [Fact]
    public async Task Planned_NamesTheRulesItWasDecidedBy()
    {
        await using HubWorld world = new();
        IConnectorOperations hub = await StartAsync(world, 25m);
        await hub.AcceptAsync([NoteSource.Note("note", "1", "hello")], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(5), Cancel));

        string hash = (await hub.Audit.RulesAsync(Cancel)).Last(r => r.Part == "all").Hash;
        EventReport only = Assert.Single(await hub.EventsAsync(Cancel));
        Assert.Contains($"| rules {hash} |", (await hub.ExplainAsync(only.Id, Cancel)).Single(t => t.What == "planned").Detail, StringComparison.Ordinal);
    }

    private static async Task<IConnectorOperations> StartAsync(HubWorld world, decimal limit = 0m, Action<IConnectorsBuilder>? configure = null)
    {
        IConnectorOperations hub = Node(world, limit, "node-2", configure).GetRequiredService<IConnectorOperations>();
        await hub.DrainAsync(TimeSpan.Zero, Cancel);
        return hub;
    }

    private static ServiceProvider Node(HubWorld world, decimal limit, string name, Action<IConnectorsBuilder>? configure = null) => world.AddNode(name, s =>
    {
        IConnectorsBuilder builder = s.AddConnectorHub();
        if (limit > 0m)
        {
            builder.RequireApprovals(o => o.WriteOffs["EUR"] = limit);
        }

        builder.Own<string>("notes");
        configure?.Invoke(builder);
    });
}

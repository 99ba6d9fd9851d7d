using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests;

/// <summary>The whole story on PostgreSQL, undisturbed and with the process killed where it hurts most.</summary>
public sealed class PostgreSqlTests
{
    public static TheoryData<string> Points =>
        [FaultPoint.Accepted, FaultPoint.LaneClaimed, FaultPoint.BeforeDecided, FaultPoint.Sending, FaultPoint.Answered, FaultPoint.Settled];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Story_OnPostgreSql_EndsAsExpected(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction, OnPostgreSql);
        await world.PlayAsync();
        await world.AssertBooksAsync();
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Killed_AtFaultPoint_SameLedgerAfterRestart(string point)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true, OnPostgreSql);
        await CrashTests.KillAsync(world, point, 1);
    }

    private static HubSettings OnPostgreSql(HubSettings settings) => settings with { Store = PostgreSqlCluster.Shared.NewDatabase() };
}

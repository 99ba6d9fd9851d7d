using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>How many statements a fact costs from its acceptance to its end, counted by SQLite: what costs more does so on purpose.</summary>
public sealed class StatementTests
{
    private const int Facts = 48;

    [Fact]
    public async Task Statements_PerDocumentAndPerAbsorbedFact_StayFew()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "read";
        world.Wall.BatchSize = 50;
        await world.DrainAsync();
        int statements = 0;
        await TraceAsync(world, () => statements++);

        double document = await CostAsync("first");
        Assert.Equal(Facts, world.Wall.Pinned.Count);
        double absorbed = await CostAsync("again");
        Assert.Equal(Facts, world.Wall.Pinned.Count);
        Assert.Equal(Facts, (await world.Hub.EventsAsync(TestContext.Current.CancellationToken)).Count(e => e.State == "Absorbed"));

        // Both read one object, and are accepted each in a commit of its own.
        Assert.InRange(document, 20, 35);
        Assert.InRange(absorbed, 10, 18);

        async Task<double> CostAsync(string delivery)
        {
            int before = statements;
            for (int i = 0; i < Facts; i++)
            {
                await world.AcceptAsync(NoteSource.Note("note", $"n{i}", "needs:x", $"{delivery}{i}", $"lane{i}"));
            }

            Assert.True(await world.DrainAsync(20_000));
            return (statements - before) / (double)Facts;
        }
    }

    /// <summary>One thing happens at a time here, so that there is one connection.</summary>
    private static async Task TraceAsync(HubWorld world, Action ran)
    {
        await using HubTransaction transaction = await world.Node.GetRequiredService<HubStore>().BeginAsync(TestContext.Current.CancellationToken);
        StoreConnection store = (StoreConnection)typeof(HubTransaction)
            .GetField("_connection", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(transaction)!;
        raw.sqlite3_trace(((SqliteConnection)store.Connection).Handle, (strdelegate_trace)((_, _) => ran()), null);
    }
}

using Microsoft.Data.Sqlite;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests;

/// <summary>The backfill that the gate runs with 100,000 accounts, in small.</summary>
public sealed class BackfillTests
{
    [Fact]
    public async Task Backfill_OfAccountsInAProcessThatDiesTenTimes_MissesNoneAndMakesNoneTwice()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("backfill-");
        try
        {
            await using BackfillRun run = new(accounts: 500, deaths: 10, seed: 2, Path.Combine(folder.FullName, "hub.db"));
            await run.RunAsync(TestContext.Current.CancellationToken);
            (int missing, int duplicates, int cases, long seen) = await run.CompareAsync(TestContext.Current.CancellationToken);
            Assert.Equal((0, 0, 0), (missing, duplicates, cases));
            Assert.True(run.Deaths.Count == 10 && seen >= 500, $"{seen} seen; died at {string.Join(", ", run.Deaths)}");
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}

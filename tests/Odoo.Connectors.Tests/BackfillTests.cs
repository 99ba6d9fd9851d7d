using Microsoft.Data.Sqlite;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests;

/// <summary>The backfills that the gate runs with 100,000 accounts, in small.</summary>
public sealed class BackfillTests
{
    private const int Accounts = 500;

    [Fact]
    public Task Backfill_OfHubSpotInAProcessThatDiesTenTimes_MissesNoneAndMakesNoneTwice() => RunAsync(new HubSpotPortal(), seed: 2);

    [Fact]
    public Task Backfill_OfSalesforceInAProcessThatDiesTenTimesAndInItsCalls_MissesNoneAndMakesNoneTwice() => RunAsync(new SalesforceOrganization(pageSize: 100), seed: 2);

    private static async Task RunAsync(BackfilledCrm crm, int seed)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("backfill-");
        try
        {
            await using BackfillRun run = new(crm, Accounts, deaths: 10, seed, Path.Combine(folder.FullName, "hub.db"));
            await run.RunAsync(TestContext.Current.CancellationToken);
            BackfillResult result = await run.CompareAsync(TestContext.Current.CancellationToken);
            string deaths = string.Join(", ", run.Deaths);
            Assert.Equal((0, 0, 0, false), (result.Missing, result.Duplicates, result.Cases, result.Polled));
            Assert.True(result.Seen >= Accounts, $"The pass read {result.Seen}; died at {deaths}");
            Assert.Equal(10, run.Deaths.Count(d => !crm.Ends.Contains(d)));
            Assert.Equal(crm.Ends.Order(), run.Deaths.Intersect(crm.Ends).Order());
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}

using System.Globalization;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation;

/// <summary>
/// The seeds of every test run: as many as fit beside the other tests into twenty minutes of a machine of two cores. More of them, and
/// any single one, are played by the command.
/// </summary>
public sealed class BudgetTests(ITestOutputHelper output)
{
    /// <summary>CI asks for more or for less of all.</summary>
    private static readonly int s_percent = int.TryParse(Environment.GetEnvironmentVariable("SIMULATION_PERCENT"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 100;

    [Theory]
    [InlineData("Story", "Sqlite", 30)]
    [InlineData("Story", "PostgreSql", 8)]
    [InlineData("Polls", "Sqlite", 10)]
    [InlineData("Broker", "Sqlite", 10)]
    public void EverySeed_KeepsEveryGuarantee_AndEveryFaultIsMet(string profile, string store, int seeds)
    {
        seeds = seeds * s_percent / 100;
        Coverage coverage = new();
        List<string> failed = [];
        Runs.Many(Enumerable.Range(1, seeds), Enum.Parse<Profile>(profile), Enum.Parse<StoreKind>(store), coverage, result =>
        {
            if (!result.Holds)
            {
                failed.Add(Runs.Describe(result));
            }
        });
        foreach ((string what, long count) in coverage.All)
        {
            output.WriteLine($"{what}: {count}");
        }

        Assert.True(failed.Count == 0, $"{failed.Count} of {seeds} seeds failed.\n{failed.FirstOrDefault()}");

        // Where nobody posts, nothing comes in through the front door.
        Assert.Empty(profile == "Story" ? coverage.Missing : coverage.Missing.Except([FaultPoint.BeforeAccept, FaultPoint.Accepted]));
    }
}

using System.Globalization;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Simulation.Worlds;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation;

/// <summary>
/// The seeds of every test run. More of them, and any single one, are played by the command. On a machine of two cores a seed takes
/// about a third of a second of a core, on PostgreSQL about one and a half: as many as fit into six minutes of both.
/// </summary>
public sealed class BudgetTests(ITestOutputHelper output)
{
    /// <summary>CI asks for more or for less of all.</summary>
    private static readonly int s_percent = int.TryParse(Environment.GetEnvironmentVariable("SIMULATION_PERCENT"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 100;

    [Theory]
    [InlineData("Story", "Sqlite", 700)]
    [InlineData("Story", "PostgreSql", 150)]
    [InlineData("Polls", "Sqlite", 50)]
    [InlineData("Broker", "Sqlite", 50)]
    public void EverySeed_KeepsEveryGuarantee_AndEveryFaultIsMet(string profile, string store, int seeds)
    {
        seeds = seeds * s_percent / 100;
        Coverage coverage = new();
        List<string> failed = [];
        Runs.Many(1, seeds, Enum.Parse<Profile>(profile), Enum.Parse<StoreKind>(store), coverage, result =>
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

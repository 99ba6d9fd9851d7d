using System.Globalization;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation;

/// <summary>The seeds of every test run. More of them, and any single one, are played by the command.</summary>
public sealed class BudgetTests(ITestOutputHelper output)
{
    private static readonly int s_percent = int.TryParse(Environment.GetEnvironmentVariable("SIMULATION_PERCENT"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 100;

    [Theory]
    [InlineData("Story", "Sqlite", 1000)]
    [InlineData("Story", "PostgreSql", 300)]
    [InlineData("Polls", "Sqlite", 100)]
    [InlineData("Broker", "Sqlite", 100)]
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
        Assert.Empty(coverage.Missing);
    }
}

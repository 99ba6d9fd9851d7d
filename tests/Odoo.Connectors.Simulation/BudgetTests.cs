using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation;

/// <summary>The seeds of every test run. More of them, and any single one, are played by the command.</summary>
public sealed class BudgetTests(ITestOutputHelper output)
{
    /// <summary>A hundred reach every fault point and every kind of fault; CI asks for more by this variable.</summary>
    private static readonly int s_seeds = int.TryParse(Environment.GetEnvironmentVariable("SIMULATION_SEEDS"), out int asked) ? asked : 100;

    [Fact]
    public void EverySeed_KeepsEveryGuarantee_AndEveryFaultIsMet()
    {
        Coverage coverage = new();
        List<string> failed = [];
        Runs.Many(1, s_seeds, Profile.Story, coverage, result =>
        {
            if (!result.Holds)
            {
                failed.Add(Runs.Describe(result, Profile.Story));
            }
        });
        foreach ((string what, long count) in coverage.All)
        {
            output.WriteLine($"{what}: {count}");
        }

        Assert.True(failed.Count == 0, $"{failed.Count} of {s_seeds} seeds failed.\n{failed.FirstOrDefault()}");
        Assert.Empty(coverage.Missing);
    }
}

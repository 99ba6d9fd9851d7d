using System.Diagnostics;
using System.Globalization;
using Odoo.Connectors.Simulation.Bugs;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation;

/// <summary>Planted bugs are found: the checks can fail.</summary>
public sealed class BugTests(ITestOutputHelper output)
{
    public const int Most = 500;

    public static TheoryData<string> Names => [.. PlantedBugs.All.Select(b => b.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void PlantedBug_IsFound(string name)
    {
        PlantedBug bug = PlantedBugs.All.Single(b => b.Name == name);
        long started = Stopwatch.GetTimestamp();
        for (int seed = 1; seed <= Most; seed++)
        {
            SeedResult result = Runs.Play(seed, Profile.Story, new Coverage(), bug);
            if (!result.Holds)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{bug.Name} ({bug.Breaks}) found by seed {seed} after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {result.Violations[0]}"));
                return;
            }
        }

        Assert.Fail($"'{bug.Name}' ({bug.Breaks}) was not found in {Most} seeds.");
    }
}

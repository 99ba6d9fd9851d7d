using System.Globalization;
using Odoo.Connectors.Simulation.Bugs;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation;

/// <summary>Planted bugs are found: the checks can fail.</summary>
public sealed class BugTests(ITestOutputHelper output)
{
    public const int Most = 500;

    /// <summary>
    /// Each bug with the seed that found it first, and the guarantee that was seen to be violated. The command <c>bugs</c> looks for
    /// all that are planted.
    /// </summary>
    public static TheoryData<string, int, string> Found => new()
    {
        { "no-dedupe", 1, "dedupe" },
        { "dedupe-expires", 1, "dedupe" },
        { "no-fence", 1, "stale-commit" },
        { "no-order", 3, "order" },
        { "parked-subject-goes-on", 4, "order" },
        { "needs-ignored", 1, "needless-case" },
        { "many-in-flight", 1, "order" },
        { "settled-without-links", 1, "identity" },
        { "attempt-in-the-key", 1, "lost" },
        { "lost-reply-is-refusal", 1, "needless-case" },
        { "amounts-as-floats", 1, "books" },
        { "unknown-is-applied", 1, "unsettled" },
        { "answer-before-commit", 3, "replay" },
        { "old-over-new", 1, "lost" },
        { "shadow-of-what-was-sent", 2, "shadow" },
        { "write-retried-below-us", 2, "repeat" },
        { "version-in-the-key", 2, "double" },
        { "lane-taken-from-the-living", 1, "lease" },
        { "no-probe", 2, "double" },
        { "no-claim", 8, "double" },
        { "lease-not-checked", 15, "lease" },
        { "watermark-first", 33, "replay" },
    };

    private static readonly string[] s_inSql =
        ["no-dedupe", "dedupe-expires", "no-fence", "no-order", "parked-subject-goes-on", "needs-ignored", "many-in-flight", "settled-without-links", "lane-taken-from-the-living",
            "no-claim", "lease-not-checked"];

    [Theory]
    [MemberData(nameof(Found))]
    public void PlantedBug_IsFound(string name, int seed, string guarantee)
    {
        PlantedBug bug = PlantedBugs.All.Single(b => b.Name == name);

        // From the seed that is known to find it, so that a run is short; any of the others may find it too.
        foreach (int next in Enumerable.Range(0, Most).Select(i => ((seed - 1 + i) % Most) + 1))
        {
            SeedResult result = Runs.Play(next, bug.Profile, new Coverage(), bug);
            if (!result.Holds)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bug.Name} ({bug.Breaks}): seed {next}: {result.Violations[0]}"));
                Assert.Contains(result.Violations, v => next != seed || v.StartsWith($"{guarantee}:", StringComparison.Ordinal));

                Assert.True(bug.IsInSql || !s_inSql.Contains(bug.Name), $"'{bug.Name}' changed no statement: the hub words it otherwise by now.");

                // It is the bug that was found, not the seed.
                SeedResult control = Runs.Play(next, bug.Profile, new Coverage());
                Assert.True(control.Holds, Runs.Describe(control));
                return;
            }
        }

        Assert.Fail($"'{bug.Name}' ({bug.Breaks}) was not found in {Most} seeds.");
    }
}

using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation;

/// <summary>A seed is one run, whenever and wherever it is played.</summary>
public sealed class SeedTests
{
    [Fact]
    public void SameSeed_SameTrace()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            SeedResult once = Runs.Play(seed, Profile.Story, new Coverage(), keepTrace: true);
            SeedResult again = Runs.Play(seed, Profile.Story, new Coverage(), keepTrace: true);
            if (once.Hash != again.Hash)
            {
                (string First, string Second) differs = once.Trace.Zip(again.Trace).FirstOrDefault(p => p.First != p.Second);
                Assert.Fail($"seed {seed} differs: '{differs.First}' and '{differs.Second}' ({once.Steps} and {again.Steps} steps)");
            }
        }
    }

    [Fact]
    public void Seed_HasThreeCustomers30FactsAndFourKindsOfFault()
    {
        SeedResult result = Runs.Play(7, Profile.Story, new Coverage());
        Assert.True(result is { Facts: >= 30, Faults.Count: >= 4 }, Runs.Describe(result, Profile.Story));
    }
}

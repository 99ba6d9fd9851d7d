using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation;

/// <summary>A seed is one run, whenever and wherever it is played.</summary>
public sealed class SeedTests
{
    [Fact]
    public void SameSeed_SameTrace()
    {
        for (int seed = 1; seed <= 8; seed++)
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

    /// <summary>One engine on two stores: every step, every order of rows, every time of the store's clock is the same.</summary>
    [Fact]
    public void SameSeed_OnBothStores_SameTrace()
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            SeedResult file = Runs.Play(seed, Profile.Story, new Coverage(), keepTrace: true);
            SeedResult server = Runs.Play(seed, Profile.Story, new Coverage(), keepTrace: true, store: StoreKind.PostgreSql);
            (string First, string Second) differs = file.Trace.Zip(server.Trace).FirstOrDefault(p => p.First != p.Second);
            Assert.True(file.Hash == server.Hash, $"seed {seed} differs: '{differs.First}' on SQLite and '{differs.Second}' on PostgreSQL");
        }
    }

    [Fact]
    public void Seed_HasThreeCustomers30FactsAndFourKindsOfFault()
    {
        SeedResult result = Runs.Play(7, Profile.Story, new Coverage());
        Assert.True(result is { Facts: >= 30, Faults.Count: >= 4 }, Runs.Describe(result));
    }
}

using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.ThirdPlatform.Tests;

/// <summary>The contract bites: each bug makes the check of its rule fail, and no other.</summary>
public sealed class PlantedBugTests
{
    // A bug is looked for by all checks where this is set, by those of its own area otherwise.
    private static readonly bool s_everywhere = Environment.GetEnvironmentVariable("ADAPTER_CONTRACT_MATRIX") == "1";

    public static TheoryData<string> Planted => [.. Bugs.All.Select(b => string.Join(' ', b.Checks))];

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task Bug_InTheAdapter_IsFoundByItsCheckAlone(string checks)
    {
        Planted bug = Bugs.All.Single(b => string.Join(' ', b.Checks) == checks);
        AdapterContract contract = PlainbillContract.Create(bug.Into);
        List<string> failed = [];
        foreach (AdapterCheck check in contract.Checks.Where(c => s_everywhere || Area(c.Name) == Area(checks)))
        {
            try
            {
                await check.RunAsync(TestContext.Current.CancellationToken);
            }
            catch (AdapterContractException e)
            {
                Assert.Contains(check.Rule, e.Message, StringComparison.Ordinal);
                Assert.Contains($"docs/guides/third-billing-platform.md#{Area(check.Name)}", e.Message, StringComparison.Ordinal);
                failed.Add(check.Name);
            }
        }

        Assert.Equal(bug.Checks, failed);
    }

    [Fact]
    public void Bugs_AreOfEveryCheck()
    {
        // That a part is not described is the fault of the contract, no bug of the adapter.
        string[] withoutBug = [.. PlainbillContract.Create().Checks.Select(c => c.Name).Except(Bugs.All.Select(b => b.Checks[0]))];
        Assert.Equal(["identity.covered"], withoutBug);
    }

    private static string Area(string check) => check.Split('.')[0];
}

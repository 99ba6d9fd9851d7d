using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.ThirdPlatform.Tests;

/// <summary>The adapter keeps the contract of adapters.</summary>
public sealed class ContractTests
{
    public static TheoryData<string> Checks => [.. PlainbillContract.Create().Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Check_OfTheAdapterContract_Holds(string check) => PlainbillContract.Create().CheckAsync(check, TestContext.Current.CancellationToken);

    [Fact]
    public void Guide_OfTheContract_ListsEachCheckWithItsRuleUnderItsHeading()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Odoo.Connectors.sln")))
        {
            root = root.Parent;
        }

        Assert.SkipWhen(root is null, "The tests do not run inside of the project.");
        string page = "";
        foreach (AdapterCheck check in PlainbillContract.Create().Checks)
        {
            string[] place = check.Guide.Split('#');
            page = page.Length > 0 ? page : File.ReadAllText(Path.Combine(root!.FullName, place[0]));
            string section = Assert.Single(page.Split("\n## ").Skip(1), s => s.Split('\n')[0].Equals(place[1], StringComparison.OrdinalIgnoreCase));
            Assert.Contains($"| `{check.Name}` | {check.Rule.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)} |", section, StringComparison.Ordinal);
        }
    }
}

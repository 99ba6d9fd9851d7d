namespace Odoo.Connectors.Samples.ThirdPlatform.Tests;

/// <summary>The adapter keeps the contract of adapters.</summary>
public sealed class ContractTests
{
    public static TheoryData<string> Checks => [.. PlainbillContract.Create().Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Check_OfTheAdapterContract_Holds(string check) => PlainbillContract.Create().CheckAsync(check, TestContext.Current.CancellationToken);
}

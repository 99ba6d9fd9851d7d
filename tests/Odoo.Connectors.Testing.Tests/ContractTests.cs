using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>What a real Odoo 19 answered, asked of the emulator.</summary>
public sealed class ContractTests
{
    public static TheoryData<string> Scenarios => [.. ContractFiles.Scenarios];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario_Replayed_AnswersAsRecorded(string name)
    {
        await using var emulator = new OdooEmulator();
        await emulator.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = emulator.Url };
        var names = ContractFiles.Read("bases.json")["names"]!.AsObject();
        await new ScenarioRunner(new OdooWire(http, emulator), names).RunAsync(ContractFiles.Scenario(name));
    }
}

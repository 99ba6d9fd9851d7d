using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>What a real Odoo 19 answered, asked of the emulator over both protocols by hand.</summary>
public sealed class ContractTests
{
    public static TheoryData<string> JsonRpc => [.. ContractFiles.ScenariosOver("jsonrpc")];

    public static TheoryData<string> Json2 => [.. ContractFiles.ScenariosOver("json2")];

    [Theory]
    [MemberData(nameof(JsonRpc))]
    public Task JsonRpc_ScenarioReplayed_AnswersAsRecorded(string name) => ReplayAsync(name, wire => new JsonRpcCaller(wire));

    [Theory]
    [MemberData(nameof(Json2))]
    public Task Json2_ScenarioReplayed_AnswersAsRecorded(string name) => ReplayAsync(name, wire => new Json2Caller(wire));

    private static async Task ReplayAsync(string name, Func<OdooWire, ICaller> caller)
    {
        await using var emulator = new OdooEmulator();
        await emulator.StartAsync(TestContext.Current.CancellationToken);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = emulator.Url };
        var wire = new OdooWire(http, OdooTarget.Of(emulator));
        await new ScenarioRunner(caller(wire), wire, ContractFiles.Names).RunAsync(ContractFiles.Scenario(name));
    }
}

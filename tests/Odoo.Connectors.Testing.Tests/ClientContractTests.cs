using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>What a real Odoo 19 answered, asked through the client: the answers and the errors of the recording, whatever the transport.</summary>
public sealed class ClientContractTests
{
    public static TheoryData<string, string> Rows =>
        [.. Transports.All.SelectMany(t => ContractFiles.ScenariosOver(t).Where(HasCalls).Select(s => (t, s)))];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Client_ScenarioReplayed_AnswersAsRecorded(string transport, string scenario)
    {
        await using var emulator = new OdooEmulator();
        using var http = new HttpClient(emulator.CreateHandler()) { BaseAddress = new Uri("http://odoo.test/") };
        var target = OdooTarget.Of(emulator);
        await using var caller = new ClientCaller(http.BaseAddress, target, transport, emulator.CreateHandler);
        await new ScenarioRunner(caller, new OdooWire(http, target), ContractFiles.Names).RunAsync(ContractFiles.Scenario(scenario));
    }

    // A scenario of raw requests says nothing about the client.
    private static bool HasCalls(string scenario) => ContractFiles.Scenario(scenario)["steps"]!.AsArray().Any(s => s!["call"] is not null);
}

using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Live;

/// <summary>The contract through the client against a real Odoo, where one is given; <c>run.py --prepare</c> makes its base records.</summary>
public sealed class LiveContractTests
{
    public static TheoryData<string, string> Rows => ClientContractTests.Rows;

    [Fact]
    public async Task Database_OfTheContract_HasItsBaseRecords()
    {
        var odoo = Given();
        using var http = new HttpClient { BaseAddress = odoo.Url };

        var missing = await LiveOdoo.MissingAsync(new OdooWire(http, odoo.Target));

        Assert.True(missing.Count == 0, $"This database lacks {string.Join(", ", missing)}; prepare it first.");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Client_ScenarioPlayedOnARealOdoo_AnswersAsRecorded(string transport, string scenario)
    {
        var odoo = Given();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = odoo.Url };
        await using var caller = new ClientCaller(odoo.Url, odoo.Target, transport);
        await new ScenarioRunner(caller, new OdooWire(http, odoo.Target), ContractFiles.Names).RunAsync(ContractFiles.Scenario(scenario));
    }

    private static LiveOdoo Given()
    {
        var (odoo, reason) = LiveOdoo.Read(Environment.GetEnvironmentVariable);
        Assert.SkipWhen(odoo is null, reason);
        return odoo!;
    }
}

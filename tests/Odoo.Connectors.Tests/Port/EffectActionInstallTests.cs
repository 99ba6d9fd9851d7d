using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>The effect action is installed once, upgraded in place, and nothing else is touched.</summary>
public sealed class EffectActionInstallTests : IAsyncDisposable
{
    private const string Model = "ir.actions.server";
    private static readonly string[] Writes = ["load", "create", "write", "unlink"];
    private readonly OdooEmulator _odoo = new(new OdooEmulatorOptions { EffectActionInstalled = false });
    private readonly AdminOdoo _admin;

    public EffectActionInstallTests() => _admin = new AdminOdoo(_odoo);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IOdooClient Client => _admin.Client;

    private IEnumerable<EmulatorCall> WriteCalls => _odoo.Calls.Where(c => Writes.Contains(c.Method));

    [Fact]
    public async Task Install_OnAFreshOdoo_MakesTheActionThatTheRecordingsWereMadeWith()
    {
        OdooEffectActionState state = await OdooEffectAction.InstallAsync(Client, Cancel);

        Assert.Equal(OdooEffectActionChange.Create, state.Change);
        Assert.Equal(2, state.FoundProtocol);
        OdooRecord action = Assert.Single((await Client.ReadAsync(Model, [state.Id!.Value], ["name", "state", "code", "model_id"], cancellationToken: Cancel)).Records);
        Assert.Equal(("Odoo.Connectors effects", "code"), (action.GetString("name"), action.GetString("state")));
        Assert.Equal(await File.ReadAllTextAsync(Recorded(), Cancel), action.GetString("code"));
        Assert.Equal(state.Id, (await ExternalIdsAsync())["odoo_connectors.effect_action"]);
    }

    [Fact]
    public async Task Install_Again_ChangesNothing()
    {
        OdooEffectActionState first = await OdooEffectAction.InstallAsync(Client, Cancel);
        int before = WriteCalls.Count();

        OdooEffectActionState again = await OdooEffectAction.InstallAsync(Client, Cancel);

        Assert.Equal((OdooEffectActionChange.None, first.Id), (again.Change, again.Id));
        Assert.Equal(before, WriteCalls.Count());
    }

    [Fact]
    public async Task Install_ReplyLost_AskedAgainMakesNoSecond()
    {
        _odoo.OnCall = call => call.Method == "load" ? EmulatorFault.DropReply : EmulatorFault.None;
        ConnectorException lost = await Assert.ThrowsAnyAsync<ConnectorException>(() => OdooEffectAction.InstallAsync(Client, Cancel));
        Assert.Equal(ErrorKind.Unknown, lost.Kind);

        OdooEffectActionState again = await OdooEffectAction.InstallAsync(Client, Cancel);

        Assert.Equal(OdooEffectActionChange.None, again.Change);
        Assert.Equal(1, await Client.SearchCountAsync(Model, OdooDomain.All, cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("# Odoo.Connectors effect action, protocol 1.\nMETHODS = {}\n", 1)]
    [InlineData("# Odoo.Connectors effect action, protocol 2.\nMETHODS = {}\n", 2)]
    [InlineData("action = False\n", null)]
    public async Task Install_AnotherBodyIsThere_ReplacesItUnderTheSameId(string body, int? protocol)
    {
        OdooEffectActionState first = await OdooEffectAction.InstallAsync(Client, Cancel);
        await Client.WriteAsync(Model, [first.Id!.Value], new JsonObject { ["code"] = body }, cancellationToken: Cancel);
        int before = WriteCalls.Count();

        OdooEffectActionState seen = await OdooEffectAction.InspectAsync(Client, Cancel);
        Assert.Equal((OdooEffectActionChange.Upgrade, first.Id, protocol), (seen.Change, seen.Id, seen.FoundProtocol));
        Assert.Equal(before, WriteCalls.Count());

        OdooEffectActionState upgraded = await OdooEffectAction.InstallAsync(Client, Cancel);
        Assert.Equal((OdooEffectActionChange.Upgrade, first.Id, 2), (upgraded.Change, upgraded.Id, upgraded.FoundProtocol));
        Assert.Equal(OdooEffectActionChange.None, (await OdooEffectAction.InspectAsync(Client, Cancel)).Change);
    }

    [Fact]
    public async Task Install_LineEndsAndBlanksAtTheEndDiffer_IsTheSameBody()
    {
        OdooEffectActionState first = await OdooEffectAction.InstallAsync(Client, Cancel);
        await Client.WriteAsync(
            Model, [first.Id!.Value], new JsonObject { ["code"] = OdooEffectAction.Body.TrimEnd().ReplaceLineEndings("\r\n") }, cancellationToken: Cancel);
        Assert.Equal(OdooEffectActionChange.None, (await OdooEffectAction.InspectAsync(Client, Cancel)).Change);
    }

    [Fact]
    public async Task Install_OneWasMadeByHand_KeepsItsIdAndNamesIt()
    {
        long byHand = await ByHandAsync("# Odoo.Connectors effect action, protocol 1.\n");

        OdooEffectActionState state = await OdooEffectAction.InstallAsync(Client, Cancel);

        Assert.Equal((OdooEffectActionChange.Adopt, byHand, 2), (state.Change, state.Id, state.FoundProtocol));
        Assert.Equal(byHand, (await ExternalIdsAsync())["odoo_connectors.effect_action"]);
        Assert.Equal(OdooEffectActionChange.None, (await OdooEffectAction.InspectAsync(Client, Cancel)).Change);
    }

    [Fact]
    public async Task Install_SeveralWereMadeByHand_NamesThemAndChangesNothing()
    {
        long one = await ByHandAsync(OdooEffectAction.Body);
        long two = await ByHandAsync(OdooEffectAction.Body);
        int before = WriteCalls.Count();

        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(() => OdooEffectAction.InstallAsync(Client, Cancel));

        Assert.Equal(ErrorKind.Conflict, refused.Kind);
        Assert.Contains($"(ids {one}, {two})", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, WriteCalls.Count());
    }

    [Fact]
    public async Task Install_ExternalIdStandsForSomethingElse_IsRefused()
    {
        await Client.LoadAsync("res.partner", ["id", "name"], [["odoo_connectors.effect_action", "Somebody"]], cancellationToken: Cancel);
        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(() => OdooEffectAction.InstallAsync(Client, Cancel));
        Assert.Equal(ErrorKind.Conflict, refused.Kind);
        Assert.Contains("res.partner", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_AsTheIntegrationUser_SaysWhoMust()
    {
        await using AdminOdoo integration = new(_odoo, _odoo.IntegrationLogin, _odoo.IntegrationPassword);
        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(() => OdooEffectAction.InstallAsync(integration.Client, Cancel));
        Assert.Equal(ErrorKind.Permission, refused.Kind);
        Assert.Contains("base.group_system", refused.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DisposeAsync();
        await _odoo.DisposeAsync();
    }

    private Task<long> ByHandAsync(string body) =>
        Client.CreateAsync(Model, new JsonObject { ["name"] = "Odoo.Connectors effects", ["state"] = "code", ["code"] = body }, cancellationToken: Cancel);

    private async Task<Dictionary<string, long?>> ExternalIdsAsync() =>
        (await Client.SearchReadAsync("ir.model.data", OdooDomain.Where("module", "=", "odoo_connectors"), ["name", "res_id"], cancellationToken: Cancel))
            .ToDictionary(r => $"odoo_connectors.{r.GetString("name")}", r => r.GetInt64("res_id"));

    /// <summary>The body that stands in the documentation, with which the exchanges of the tests were recorded.</summary>
    private static string Recorded()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Odoo.Connectors.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "docs", "odoo-effect-action", "action.py");
    }
}

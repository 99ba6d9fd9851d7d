using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Cli.Tests;

/// <summary><c>odoo install-effects</c> and <c>odoo doctor</c> against a server.</summary>
public sealed class OdooCommandTests : IAsyncLifetime
{
    private readonly OdooEmulator _odoo = new(new OdooEmulatorOptions { EffectActionInstalled = false });
    private readonly Tool _tool = new();

    [Fact]
    public async Task InstallEffects_DryRunThenForReal_PrintsWhatItWouldDoAndTheId()
    {
        (int dry, string would, string dryError) = await _tool.RunAsync(["odoo", "install-effects", "--dry-run", .. Admin()]);
        Assert.True(dry == 0, dryError);
        Assert.StartsWith("Would make a server action with protocol 2 under the external id odoo_connectors.effect_action.", would, StringComparison.Ordinal);
        Assert.Null(_odoo.EffectActionId);

        (int code, string output, string error) = await _tool.RunAsync(["odoo", "install-effects", .. Admin()]);
        Assert.True(code == 0, error);
        Assert.Contains($"EffectActionId: {_odoo.EffectActionId}.", output, StringComparison.Ordinal);
        (_, string again, _) = await _tool.RunAsync(["odoo", "install-effects", .. Admin()]);
        Assert.StartsWith($"server action {_odoo.EffectActionId} is up to date; nothing was changed.", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstallEffects_AsTheIntegrationUser_EndsWith3AndSaysWhoMust()
    {
        (int code, _, string error) = await _tool.RunAsync(["odoo", "install-effects", .. Integration()]);
        Assert.Equal(3, code);
        Assert.StartsWith("error: Permission: This user may not make server actions;", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfAHostsSettings_ExaminesWhatTheySayAndEndsWith0()
    {
        string settings = _tool.Write("appsettings.json", $$"""
            { "Connectors": { "Systems": { "odoo-be": {
              "Url": "{{_odoo.Url}}", "Database": "{{_odoo.Database}}", "Login": "{{_odoo.IntegrationLogin}}", "Secret": "{{_odoo.IntegrationApiKey}}", "Company": "Contract BE",
              "Taxes": { "txr_1": "account.{company}_attn_VAT-OUT-21-L" }, "Products": { "gold": "CONTRACT-PLAN" } } } } }
            """);
        (int code, string output, string error) = await _tool.RunAsync("odoo", "doctor", "--settings", settings, "--system", "odoo-be", "--currency", "EUR");
        Assert.True(code == 0, error + output);
        Assert.Contains("ok      mappings             All 1 taxes and 1 products that are mapped are there.\n", output, StringComparison.Ordinal);
        Assert.EndsWith("0 errors, 0 warnings.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_Json_IsReadByMachines()
    {
        (int code, string output, string error) = await _tool.RunAsync(["odoo", "doctor", "--json", "--company", "No Such Company", .. Integration()]);
        Assert.True(code == 1, error + output);
        JsonNode report = JsonNode.Parse(output)!;
        Assert.Equal(1, (int)report["errors"]!);
        JsonNode wrong = Assert.Single(report["findings"]!.AsArray(), f => (string?)f!["level"] == "error")!;
        Assert.Equal("company", (string?)wrong["check"]);
        Assert.Contains("0 companies named 'No Such Company'", (string?)wrong["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WarningsAlone_EndsWith4()
    {
        // The administrator may do far more than is needed.
        (int code, string output, _) = await _tool.RunAsync(["odoo", "doctor", "--company", "Contract BE", .. Admin()]);
        Assert.Equal(4, code);
        Assert.Contains("warning groups               The user is in base.group_system: it may change everything, code and settings included, which nothing here needs.\n", output, StringComparison.Ordinal);
        Assert.Contains("                             -> Take it out of base.group_system, or connect as a user of its own.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_AfterInstalling_TheIntegrationUserFindsTheAction()
    {
        await _tool.RunAsync(["odoo", "install-effects", .. Admin()]);
        (_, string output, _) = await _tool.RunAsync(["odoo", "doctor", "--company", "Contract BE", .. Integration()]);
        Assert.Contains($"ok      effect-action        Documents are written by server action {_odoo.EffectActionId}, which speaks protocol {OdooEffectAction.Protocol}.\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Connectors\": {} }", "has no section Connectors:Systems:odoo;")]
    [InlineData("no json", "is no JSON;")]
    public async Task Doctor_SettingsThatDoNotFit_EndsWith2(string content, string words)
    {
        (int code, _, string error) = await _tool.RunAsync("odoo", "doctor", "--settings", _tool.Write("appsettings.json", content));
        Assert.Equal(2, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NothingGiven_SaysWhatToSet()
    {
        _tool.Environment["ODOO_KEY"] = "secret-4711";
        (int code, _, string error) = await _tool.RunAsync("odoo", "doctor", "--secret-env", "ODOO_KEY");
        Assert.Equal(2, code);
        Assert.Contains("Systems:odoo:Url must be", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-4711", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EURO")]
    [InlineData("1")]
    public async Task Doctor_CurrencyThatIsNone_EndsWith2(string code)
    {
        (int exit, _, string error) = await _tool.RunAsync(["odoo", "doctor", "--currency", code, .. Integration()]);
        Assert.Equal(2, exit);
        Assert.Contains($"--currency {code}", error, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => await _odoo.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _tool.Dispose();
        await _odoo.DisposeAsync();
    }

    private string[] Admin() => Server(_odoo.AdminLogin, _odoo.AdminPassword);

    private string[] Integration() => Server(_odoo.IntegrationLogin, _odoo.IntegrationPassword);

    private string[] Server(string login, string secret)
    {
        _tool.Environment["ODOO_KEY"] = secret;
        return ["--url", _odoo.Url.ToString(), "--database", _odoo.Database, "--login", login, "--secret-env", "ODOO_KEY"];
    }
}

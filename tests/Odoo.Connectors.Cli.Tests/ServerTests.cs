using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Cli.Tests;

/// <summary>The commands against a server.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private const string Models = "res.partner,account.move";

    private readonly OdooEmulator _odoo = new();
    private readonly Tool _tool = new();

    [Fact]
    public async Task Schema_OfAServer_GeneratesWhatTheServerItselfDoes()
    {
        string file = _tool["schema.json"];
        (int code, string output, string error) = await _tool.RunAsync(["models", "schema", "--out", file, "--models", Models, .. Server()]);
        Assert.True(code == 0, error);
        Assert.Contains("2 models, ", output, StringComparison.Ordinal);

        await AssertGeneratedAsync("saved", "--schema", file);
        await AssertGeneratedAsync("asked", ["--models", Models, .. Server()]);
        Assert.Equal(_tool.Files("saved"), _tool.Files("asked"));
        Assert.Empty(Compiler.Compile(_tool.Files("saved")).Problems);

        // As recorded from a real server.
        Assert.Contains("    [OdooField(\"country_id\")]\n    public OdooReference? CountryId { get; init; }\n", _tool.Files("saved")["ResPartner.g.cs"], StringComparison.Ordinal);
        Assert.Contains("        [OdooOption(\"out_invoice\")]\n        OutInvoice,\n", _tool.Files("saved")["AccountMove.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_AgainstAServer_TellsDriftOfItsFields()
    {
        string file = _tool["schema.json"];
        await _tool.RunAsync(["models", "schema", "--out", file, "--models", Models, .. Server()]);
        Assert.Equal(0, (await _tool.RunAsync(["models", "diff", "--schema", file, .. Server()])).Code);

        string saved = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        _tool.Write("schema.json", saved.Replace("\"ref\": {\"type\":\"char\"", "\"ref\": {\"type\":\"integer\"", StringComparison.Ordinal)
            .Replace("\"account.move\": {", "\"no.such.model\": {", StringComparison.Ordinal));
        (int code, string output, _) = await _tool.RunAsync(["models", "diff", "--schema", file, "--fields", "res.partner=ref", "--fields", "no.such.model=id", .. Server()]);
        Assert.Equal(1, code);
        Assert.Contains("drift: no.such.model: model present -> (missing)\n", output, StringComparison.Ordinal);
        Assert.Contains("drift: res.partner.ref: type integer -> char\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_OfAnUnknownModel_NamesIt()
    {
        (int code, _, string error) = await _tool.RunAsync(["models", "schema", "--out", _tool["a.json"], "--models", "res.partner,no.such.model", .. Server()]);
        Assert.Equal(2, code);
        Assert.Contains("The server has no model no.such.model;", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_tool["a.json"]));
    }

    [Fact]
    public async Task Schema_WithAWrongSecret_TellsTheKindAndNoSecret()
    {
        string[] server = Server();
        _tool.Environment["ODOO_KEY"] = "canary-4711";
        (int code, string output, string error) = await _tool.RunAsync(["models", "schema", "--out", _tool["a.json"], "--models", Models, .. server]);
        Assert.Equal(3, code);
        Assert.StartsWith("error: Authentication: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain(_odoo.IntegrationLogin, output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_WithoutASecret_SaysHowToGiveIt()
    {
        string[] server = Server();
        (int nobody, _, string asks) = await _tool.RunAsync(["models", "schema", "--out", _tool["a.json"], "--models", Models, .. server[..^2]]);
        _tool.Environment.Clear();
        (int unset, _, string names) = await _tool.RunAsync(["models", "schema", "--out", _tool["a.json"], "--models", Models, .. server]);
        Assert.Equal((2, 2), (nobody, unset));
        Assert.Contains("--secret-env", asks, StringComparison.Ordinal);
        Assert.Contains("ODOO_KEY, which is not set", names, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => await _odoo.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _tool.Dispose();
        await _odoo.DisposeAsync();
    }

    private string[] Server()
    {
        _tool.Environment["ODOO_KEY"] = _odoo.IntegrationPassword;
        return ["--url", _odoo.Url.ToString(), "--db", _odoo.Database, "--login", _odoo.IntegrationLogin, "--secret-env", "ODOO_KEY"];
    }

    private async Task AssertGeneratedAsync(string folder, params string[] source)
    {
        (int code, _, string error) = await _tool.RunAsync(["models", "generate", "--namespace", "Acme", "--out", _tool[folder], .. source]);
        Assert.True(code == 0, error);
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Cli.Tests;

/// <summary><c>setup</c>: the fields that are written to are looked for, and made when that is asked for.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private readonly HubSpotEmulator _portal = new();
    private readonly Tool _tool = new();

    [Fact]
    public async Task Setup_FirstLookThenApply_MakesWhatIsMissingOnce()
    {
        string settings = Settings("hubspot");
        (int look, string would, string error) = await _tool.RunAsync("setup", "--config", settings, "--system", "hubspot");
        Assert.True(look == 1, error + would);
        Assert.Matches(@"(?m)^missing  companies\.billing_status +", would);
        Assert.EndsWith("Nothing was changed; --apply makes what is missing.\n", would, StringComparison.Ordinal);

        (int made, string output, _) = await _tool.RunAsync("setup", "--config", settings, "--system", "hubspot", "--apply");
        Assert.True(made == 0, output);
        Assert.Matches(@"(?m)^created  companies\.billing_status +", output);
        (int again, string json, _) = await _tool.RunAsync("setup", "--config", settings, "--system", "hubspot", "--apply", "--json");
        Assert.Equal(0, again);
        Assert.All(JsonNode.Parse(json)!.AsArray(), f => Assert.Equal("present", (string?)f!["state"]));
    }

    [Fact]
    public async Task Setup_OfASystemThatIsNotWrittenTo_EndsWith2()
    {
        string settings = _tool.Write("appsettings.json", """{ "Connectors": { "Systems": { "stripe": { "ApiKey": "sk_test_DUMMY" } } } }""");
        (int code, _, string error) = await _tool.RunAsync("setup", "--config", settings, "--system", "stripe");
        Assert.Equal(2, code);
        Assert.Contains("Nothing is written to 'stripe' that has to be set up.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--config is missing")]
    [InlineData("has no section Connectors:Systems:hubspot;", "--config")]
    public async Task Setup_WithoutSettings_EndsWith2(string words, params string[] option)
    {
        string[] config = option.Length == 0 ? [] : [.. option, _tool.Write("appsettings.json", "{}")];
        (int code, _, string error) = await _tool.RunAsync(["setup", "--system", "hubspot", .. config]);
        Assert.Equal(2, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => await _portal.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _tool.Dispose();
        await _portal.DisposeAsync();
    }

    private string Settings(string name) => _tool.Write("appsettings.json", new JsonObject
    {
        ["Connectors"] = new JsonObject
        {
            ["Systems"] = new JsonObject
            {
                [name] = new JsonObject
                {
                    ["ApiBase"] = _portal.Url.AbsoluteUri, ["PortalId"] = new HubSpotEmulatorOptions().PortalId, ["AccessToken"] = new HubSpotEmulatorOptions().PrivateAppToken,
                },
            },
        },
    }.ToJsonString());
}

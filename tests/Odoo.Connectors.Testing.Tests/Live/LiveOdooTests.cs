using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Live;

/// <summary>How the live suite finds its Odoo and says what it lacks.</summary>
public sealed class LiveOdooTests
{
    [Fact]
    public void Read_WithoutVariables_NamesThem()
    {
        var (odoo, reason) = LiveOdoo.Read(name => name is "ODOO_URL" or "ODOO_DB" ? "x" : "");

        Assert.Null(odoo);
        Assert.Equal("No live Odoo: ODOO_LOGIN, ODOO_PASSWORD, ODOO_API_KEY not set.", reason);
    }

    [Fact]
    public void Read_WithAllVariables_GivesUsers()
    {
        var (odoo, _) = LiveOdoo.Read(name => name == "ODOO_URL" ? "http://odoo.test:8069/" : name == "ODOO_INTEGRATION_API_KEY" ? null : name);

        Assert.Equal(new Uri("http://odoo.test:8069/"), odoo!.Url);
        Assert.Equal(new OdooLogin("ODOO_LOGIN", "ODOO_PASSWORD", "ODOO_API_KEY"), odoo.Target.Users["admin"]);
        Assert.Equal("integration-contract-1", odoo.Target.Users["integration"].Key);
    }

    [Fact]
    public async Task Missing_WhenARateIsGone_NamesIt()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        Assert.Empty(await LiveOdoo.MissingAsync(world.Wire));
        var rates = await world.Wire.CallAsync("admin", "res.currency.rate", "search", [new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonArray("name", "=", "2026-07-01"))]);

        await world.Wire.CallAsync("admin", "res.currency.rate", "unlink", [rates["result"]!.DeepClone()]);

        Assert.Equal(["rate.be.USD.2026-07-01"], await LiveOdoo.MissingAsync(world.Wire));
    }
}

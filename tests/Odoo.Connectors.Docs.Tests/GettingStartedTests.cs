using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Docs.Tests;

/// <summary>The settings that docs/getting-started.md shows are enough, and none of the required ones is superfluous.</summary>
public sealed class GettingStartedTests
{
    public static TheoryData<string> Required =>
    [
        "odoo:Url", "odoo:Database", "odoo:Login", "odoo:Secret", "odoo:Company",
        "salesforce:LoginUrl", "salesforce:ClientId", "salesforce:ClientSecret",
        "stripe:ApiKey",
    ];

    [Fact]
    public void Settings_AsShown_AreValid() => Validate(Shown());

    [Fact]
    public void Settings_AsShown_ReachTheMaps()
    {
        using ServiceProvider services = Build(Shown());
        Erp.OdooErpOptions odoo = services.GetRequiredService<IOptionsMonitor<Erp.OdooErpOptions>>().Get("odoo");
        Assert.Equal("account.{company}_attn_VAT-OUT-21-L", Assert.Single(odoo.Taxes).Value);
        Assert.Equal("SEAT", Assert.Single(odoo.Products).Value);
        Assert.Equal("Europe/Brussels", odoo.TimeZone);
        Stripe.StripeOptions stripe = services.GetRequiredService<IOptionsMonitor<Stripe.StripeOptions>>().Get("stripe");
        Assert.Equal("salesforce", stripe.CrmSystem);
        Assert.Single(stripe.WebhookSecrets);
    }

    [Theory]
    [MemberData(nameof(Required))]
    public void Settings_WithoutARequiredOne_AreRefusedByItsName(string setting)
    {
        JsonObject settings = Shown();
        string[] path = setting.Split(':');
        JsonObject system = (JsonObject)settings["Connectors"]!["Systems"]![path[0]]!;
        Assert.True(system.Remove(path[1]), $"The page does not show {setting}.");
        Exception e = Assert.ThrowsAny<Exception>(() => Validate(settings));
        Assert.Contains(path[1], e.Message, StringComparison.Ordinal);
    }

    private static JsonObject Shown()
    {
        (string _, int _, string content) = Repository.Fences("docs/getting-started.md").Single(f => f.Language == "json");
        return (JsonObject)JsonNode.Parse(content)!;
    }

    private static void Validate(JsonObject settings)
    {
        using ServiceProvider services = Build(settings);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static ServiceProvider Build(JsonObject settings)
    {
        using MemoryStream json = new(Encoding.UTF8.GetBytes(settings.ToJsonString()));
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(json).Build();
        ServiceCollection services = new();
        services.AddOdooConnectors(configuration.GetSection("Connectors"))
            .UseSqlite("unused.db").AddOdoo("odoo").AddSalesforce("salesforce").AddStripe("stripe");
        return services.BuildServiceProvider();
    }
}

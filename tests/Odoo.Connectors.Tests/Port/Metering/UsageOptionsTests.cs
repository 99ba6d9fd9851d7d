using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Tests.Port.Metering;

/// <summary>Prices of usage in configuration, and what stops the host at start.</summary>
public sealed class UsageOptionsTests
{
    [Fact]
    public void Prices_AreBoundFromConfiguration()
    {
        OdooUsageOptions calls = Bind(
            ("Product", "CALLS"), ("Description", "API calls"), ("Tiering", "Volume"),
            ("Prices:EUR:0:UpTo", "1000"), ("Prices:EUR:0:UnitPrice", "0.01"), ("Prices:EUR:1:UnitPrice", "0.008")).Usage["calls"];

        Assert.Equal(("CALLS", "API calls", UsageTiering.Volume), (calls.Product, calls.Description, calls.Tiering));
        Assert.Equal([(1000m, 0.01m), ((decimal?)null, 0.008m)], calls.Prices["EUR"].Select(t => (t.UpTo, t.UnitPrice)));
    }

    [Theory]
    [InlineData("Product", "", "Usage:calls:Product must be")]
    [InlineData("Tiering", "7", "Usage:calls:Tiering must be")]
    [InlineData("Prices:EURO:0:UnitPrice", "1", "Usage:calls:Prices:EURO must be named by")]
    [InlineData("Prices:EUR:0:UnitPrice", "-1", "Usage:calls:Prices:EUR must be tiers")]
    [InlineData("Prices:EUR:0:UpTo", "5", "Usage:calls:Prices:EUR must be tiers")]
    [InlineData("Prices:USD:1:UpTo", "5", "Usage:calls:Prices:USD must be tiers")]
    public void Options_ThatAreWrong_StopTheHostAtStart(string key, string value, string fault) => Assert.Contains(
        $"Systems:odoo:{fault}",
        Assert.Throws<OptionsValidationException>(() => Bind(
            [("Product", "CALLS"), ("Prices:EUR:0:UnitPrice", "0.01"), ("Prices:USD:0:UpTo", "5"), ("Prices:USD:2:UnitPrice", "0.01"), (key, value)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Prices_None_StopTheHostAtStart() =>
        Assert.Contains("Usage:calls:Prices must be", Assert.Throws<OptionsValidationException>(() => Bind(("Product", "CALLS"))).Message, StringComparison.Ordinal);

    private static OdooErpOptions Bind(params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> all = new()
        {
            ["Systems:odoo:Url"] = "https://erp.example.com", ["Systems:odoo:Database"] = "prod", ["Systems:odoo:Login"] = "bot", ["Systems:odoo:Secret"] = "key", ["Systems:odoo:Company"] = "BE",
        };
        foreach ((string key, string value) in settings)
        {
            all[$"Systems:odoo:Usage:calls:{key}"] = value;
        }

        ServiceCollection services = new();
        services.AddOdooConnectors(new ConfigurationBuilder().AddInMemoryCollection(all).Build()).AddOdoo("odoo");
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get("odoo");
    }
}

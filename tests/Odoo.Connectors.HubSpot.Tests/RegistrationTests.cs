using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class RegistrationTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Systems:crm:PortalId"] = "62515",
        ["Systems:crm:AccessToken"] = "pat-na1-1",
        ["Systems:crm:WebhookSecrets:0"] = "secret",
        ["Systems:crm:StatusValues:PastDue"] = "overdue",
        ["Systems:crm:CompanyProperties:0"] = "region",
        ["Systems:crm:PollInterval"] = "00:00:30",
    };

    [Fact]
    public async Task AddHubSpot_Configuration_IsBoundAndCodeComesAfter()
    {
        await using ServiceProvider provider = Build(Settings, b => b.AddHubSpot("crm", o => o.AccessToken = "other"));

        HubSpotOptions options = provider.GetRequiredService<IOptionsMonitor<HubSpotOptions>>().Get("crm");

        Assert.Equal((62515, "other"), (options.PortalId, options.AccessToken));
        Assert.Equal(("overdue", "active"), (options.StatusValues["PastDue"], options.StatusValues["Active"]));
        Assert.Equal(["region"], options.CompanyProperties);
        Assert.Equal(["secret"], options.WebhookSecrets);
        Assert.Equal(TimeSpan.FromSeconds(30), provider.GetServices<IConnectedSystem>().OfType<IPollFeed>().Single().Interval);
    }

    [Fact]
    public async Task AddHubSpot_TwiceWithOneName_IsOneSystem()
    {
        await using ServiceProvider provider = Build(Settings, b => b.AddHubSpot("crm").AddHubSpot("crm").AddHubSpot("crm-us"));

        Assert.Equal(["crm", "crm-us"], provider.GetServices<IConnectedSystem>().Select(s => s.Name));
    }

    [Theory]
    [InlineData("Systems:crm:ApiBase", "/relative", "ApiBase")]
    [InlineData("Systems:crm:ApiVersion", "66", "ApiVersion")]
    [InlineData("Systems:crm:PortalId", "0", "PortalId")]
    [InlineData("Systems:crm:AccessToken", "", "AccessToken")]
    [InlineData("Systems:crm:AccessToken", "two words", "AccessToken")]
    [InlineData("Systems:crm:TokenPath", "oauth", "TokenPath")]
    [InlineData("Systems:crm:RefreshTokenFile", " ", "RefreshTokenFile")]
    [InlineData("Systems:crm:WebhookSecrets:1", "", "WebhookSecrets")]
    [InlineData("Systems:crm:MaxBodyBytes", "1", "MaxBodyBytes")]
    [InlineData("Systems:crm:WonStages:0", "", "WonStages")]
    [InlineData("Systems:crm:DefaultCurrency", "XYZ", "DefaultCurrency")]
    [InlineData("Systems:crm:VatProperty", "x,name", "VatProperty")]
    [InlineData("Systems:crm:CompanyProperties:1", "A B", "CompanyProperties")]
    [InlineData("Systems:crm:DealProperties:0", "a&b", "DealProperties")]
    [InlineData("Systems:crm:PropertyPrefix", "Billing ", "PropertyPrefix")]
    [InlineData("Systems:crm:IdProperty", "", "IdProperty")]
    [InlineData("Systems:crm:StatusValues:Ended", "", "StatusValues:Ended")]
    [InlineData("Systems:crm:StatusValues:Done", "x", "StatusValues")]
    [InlineData("Systems:crm:PollInterval", "00:00:00", "PollInterval")]
    [InlineData("Systems:crm:PollOverlap", "2.00:00:00", "PollOverlap")]
    [InlineData("Systems:crm:ArchivedInterval", "00:00:00", "ArchivedInterval")]
    [InlineData("Systems:crm:SearchesPerSecond", "0", "SearchesPerSecond")]
    [InlineData("Systems:crm:Timeout", "00:00:00", "Timeout")]
    [InlineData("Systems:crm:ServerTimeLimit", "02:00:00", "ServerTimeLimit")]
    [InlineData("Systems:crm:ReadRetries", "11", "ReadRetries")]
    [InlineData("Systems:crm:ReadRetryDelay", "00:02:00", "ReadRetryDelay")]
    public async Task Options_Wrong_NameTheSettingAndNoValue(string key, string value, string setting)
    {
        await using ServiceProvider provider = Build(new(Settings) { [key] = value }, b => b.AddHubSpot("crm"));

        var e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<HubSpotOptions>>().Get("crm"));

        Assert.Contains(setting, Assert.Single(e.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("pat-na1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_TokenAndClientTogether_AreRefused()
    {
        Dictionary<string, string?> both = new(Settings) { ["Systems:crm:ClientId"] = "i", ["Systems:crm:ClientSecret"] = "s", ["Systems:crm:RefreshToken"] = "r" };
        await using ServiceProvider provider = Build(both, b => b.AddHubSpot("crm"));

        var e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<HubSpotOptions>>().Get("crm"));

        Assert.Contains("either AccessToken", Assert.Single(e.Failures), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings, Action<IConnectorsBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddConnectorHub(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        return services.BuildServiceProvider();
    }
}

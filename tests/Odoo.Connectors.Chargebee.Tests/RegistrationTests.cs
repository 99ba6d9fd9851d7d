using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class RegistrationTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Systems:billing:Site"] = "acme",
        ["Systems:billing:ApiKey"] = "live-key",
        ["Systems:billing:WebhookUsers:0:User"] = "hub",
        ["Systems:billing:WebhookUsers:0:Password"] = "pass-word",
        ["Systems:billing:CustomFields:0"] = "cf_region",
        ["Systems:billing:CurrencyDecimals:ISK"] = "0",
        ["Systems:billing:PollInterval"] = "00:00:30",
        ["Systems:billing:ItemPrices:SEAT|EUR"] = "seat-EUR",
        ["Systems:billing:MatchKeys:0"] = "cf_erp",
        ["Systems:billing:AutoCollection"] = "false",
        ["Systems:billing:AtTermEnd"] = "Renew",
        ["Systems:billing:CreditOnCancellation"] = "Prorate",
    };

    [Fact]
    public async Task AddChargebee_Configuration_IsBoundAndCodeComesAfter()
    {
        await using ServiceProvider provider = Build(Settings, b => b.AddChargebee("billing", o => o.ApiKey = "other"));

        ChargebeeOptions options = provider.GetRequiredService<IOptionsMonitor<ChargebeeOptions>>().Get("billing");

        Assert.Equal(("acme", "other", "hub", "pass-word"), (options.Site, options.ApiKey, options.WebhookUsers[0].User, options.WebhookUsers[0].Password));
        Assert.Equal(["cf_region"], options.CustomFields);
        Assert.Equal(0, options.CurrencyDecimals["isk"]);
        Assert.Equal(("seat-EUR", "cf_erp", false), (options.ItemPrices["SEAT|EUR"], options.MatchKeys.Single(), options.AutoCollection));
        Assert.Equal((ChargebeeTermEnd.Renew, ChargebeeCancellationCredit.Prorate), (options.AtTermEnd, options.CreditOnCancellation));
        Assert.Equal(TimeSpan.FromSeconds(30), provider.GetServices<IConnectedSystem>().OfType<IPollFeed>().Single().Interval);
    }

    [Fact]
    public async Task AddChargebee_TwiceWithOneName_IsOneSystem()
    {
        await using ServiceProvider provider = Build(Settings, b => b.AddChargebee("billing").AddChargebee("billing").AddChargebee("billing-us"));

        Assert.Equal(["billing", "billing-us"], provider.GetServices<IConnectedSystem>().Select(s => s.Name));
    }

    [Fact]
    public async Task Streams_EventsNotWanted_AreLeftOut()
    {
        await using Rig with = Rig.Create();
        await using Rig without = Rig.Create(configure: o => o.PollEvents = false);

        Assert.Equal(["events", "customers", "items", "item_prices", "subscriptions", "invoices", "credit_notes", "transactions"], with.Adapter.Streams);
        Assert.Equal(with.Adapter.Streams.Skip(1), without.Adapter.Streams);
    }

    [Theory]
    [InlineData("Site", "")]
    [InlineData("Site", "acme.chargebee.com")]
    [InlineData("Site", "Acme")]
    [InlineData("IsLive", "false")]
    [InlineData("ApiKey", "")]
    [InlineData("ApiKey", "two words")]
    [InlineData("ApiKey", "key:")]
    [InlineData("ApiBase", "/relative")]
    [InlineData("ApiBase", "http://proxy.example")]
    [InlineData("ApiBase", "https://user@acme.chargebee.com")]
    [InlineData("WebhookUsers:0:User", "")]
    [InlineData("WebhookUsers:0:User", "a:b")]
    [InlineData("WebhookUsers:0:Password", "")]
    [InlineData("MaxBodyBytes", "1")]
    [InlineData("CrmSystem", "billing")]
    [InlineData("CustomerField", "")]
    [InlineData("DealField", " ")]
    [InlineData("CustomFields:0", "", "CustomFields")]
    [InlineData("CurrencyDecimals:ISK", "1")]
    [InlineData("CurrencyDecimals:XYZ", "2")]
    [InlineData("RoundOffProduct", "")]
    [InlineData("MatchKeys:0", "VatNumber", "MatchKeys")]
    [InlineData("ItemPrices:SEAT", "")]
    [InlineData("AtTermEnd", "7")]
    [InlineData("CreditOnCancellation", "7")]
    [InlineData("OfflinePaymentMethod", "shells")]
    [InlineData("SiteTimeZone", "Mars/Olympus")]
    [InlineData("ServerTimeLimit", "02:00:00")]
    [InlineData("PollInterval", "00:00:01")]
    [InlineData("PollOverlap", "00:00:01")]
    [InlineData("Timeout", "00:00:00")]
    [InlineData("ReadRetries", "11")]
    [InlineData("ReadRetryDelay", "00:02:00")]
    public async Task Options_Wrong_NameTheSettingAndNoValue(string key, string value, string? named = null)
    {
        await using ServiceProvider provider = Build(new(Settings) { [$"Systems:billing:{key}"] = value }, b => b.AddChargebee("billing"));

        var e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<ChargebeeOptions>>().Get("billing"));

        Assert.StartsWith($"Systems:billing:{named ?? key} ", Assert.Single(e.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("pass-word", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("live-key", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Options_HoldNoSecret() =>
        Assert.Equal("ChargebeeOptions ChargebeeWebhookUser", $"{new ChargebeeOptions { ApiKey = "secret" }} {new ChargebeeWebhookUser { Password = "secret" }}");

    private static ServiceProvider Build(Dictionary<string, string?> settings, Action<IConnectorsBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddConnectorHub(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        return services.BuildServiceProvider();
    }
}

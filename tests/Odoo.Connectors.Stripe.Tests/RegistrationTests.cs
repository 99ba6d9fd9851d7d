using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void AddStripe_WithConfiguration_BindsItsSection()
    {
        using ServiceProvider services = Build(
            new()
            {
                ["Systems:stripe-us:ApiKey"] = "rk_test_DUMMY",
                ["Systems:stripe-us:WebhookSecrets:0"] = "whsec_DUMMYa",
                ["Systems:stripe-us:WebhookSecrets:1"] = "whsec_DUMMYb",
                ["Systems:stripe-us:SignatureTolerance"] = "00:02:00",
                ["Systems:stripe-us:MaxBodyBytes"] = "2048",
                ["Systems:stripe-us:CrmSystem"] = "salesforce",
                ["Systems:stripe-us:CustomFields:0"] = "region",
            },
            builder => builder.AddStripe("stripe-us"));

        StripeOptions options = services.GetRequiredService<IOptionsMonitor<StripeOptions>>().Get("stripe-us");

        Assert.Equal("rk_test_DUMMY", options.ApiKey);
        Assert.Equal(["whsec_DUMMYa", "whsec_DUMMYb"], options.WebhookSecrets);
        Assert.Equal(TimeSpan.FromMinutes(2), options.SignatureTolerance);
        Assert.Equal("salesforce", options.CrmSystem);
        Assert.Equal(["region"], options.CustomFields);
        var system = Assert.Single(services.GetServices<IConnectedSystem>());
        Assert.Equal("stripe-us", system.Name);
        Assert.Equal(2048, Assert.IsType<IWebhookFeed>(system, exactMatch: false).MaxBodyBytes);
    }

    [Fact]
    public void AddStripe_CalledTwiceForAName_OnlyConfiguresFurther()
    {
        using ServiceProvider services = Build(
            new() { ["Systems:stripe:WebhookSecrets:0"] = "whsec_DUMMY" },
            builder => builder.AddStripe("stripe", o => o.ApiKey = "sk_test_DUMMY").AddStripe("stripe", o => o.CrmSystem = "crm"));

        Assert.Single(services.GetServices<IConnectedSystem>());
        StripeOptions options = services.GetRequiredService<IOptionsMonitor<StripeOptions>>().Get("stripe");
        Assert.Equal(("sk_test_DUMMY", "crm"), (options.ApiKey, options.CrmSystem));
        Assert.Single(options.WebhookSecrets);
    }

    [Fact]
    public void AddStripe_UnderTwoNames_ConnectsTwoAccounts()
    {
        using ServiceProvider services = Build([], builder => builder.AddStripe("stripe-eu").AddStripe("stripe-us"));

        Assert.Equal(["stripe-eu", "stripe-us"], services.GetServices<IConnectedSystem>().Select(s => s.Name));
    }

    [Fact]
    public void AddStripe_UnderAWrongName_Throws()
    {
        Assert.Throws<ConnectorException>(() => Build([], builder => builder.AddStripe("Stripe US")));
    }

    [Theory]
    [InlineData("ApiKey", "")]
    [InlineData("SummaryPrefix", "a[b")]
    [InlineData("ApiKey", "pk_test_DUMMYsecret")]
    [InlineData("ApiKey", "sk_test_DUMMYsecret with blank")]
    [InlineData("ApiBase", "ftp://stripe.example")]
    [InlineData("ApiBase", "https://user@stripe.example")]
    [InlineData("WebhookSecrets:0", "DUMMYsecret")]
    [InlineData("SignatureTolerance", "00:00:00")]
    [InlineData("MaxBodyBytes", "10")]
    [InlineData("CrmSystem", "stripe")]
    [InlineData("DealMetadataKey", " ")]
    [InlineData("CustomerMetadataKey", "")]
    [InlineData("CustomFields:0", " ")]
    [InlineData("MatchKeys:0", "vat number")]
    [InlineData("TaxTreatments:reduced", "half")]
    [InlineData("Products:SEAT", " ")]
    [InlineData("PaymentTerms:net30", "400")]
    [InlineData("DaysUntilDue", "-1")]
    [InlineData("ContractTimeZone", "Belgium")]
    [InlineData("Timeout", "00:00:00")]
    [InlineData("ReadRetries", "11")]
    [InlineData("ReadRetryDelay", "-00:00:01")]
    public void Options_ThatAreWrong_NameTheSettingAndNoSecret(string setting, string value)
    {
        using ServiceProvider services = Build(
            new() { ["Systems:stripe:ApiKey"] = "sk_test_DUMMY", [$"Systems:stripe:{setting}"] = value },
            builder => builder.AddStripe("stripe"));

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains($"Systems:stripe:{(setting.StartsWith("WebhookSecrets", StringComparison.Ordinal) ? setting : setting.Split(':')[0])} ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("DUMMYsecret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfLiveKeyOverHttp_AreRefused()
    {
        using ServiceProvider services = Build(
            new() { ["Systems:stripe:ApiKey"] = "sk_live_DUMMY", ["Systems:stripe:ApiBase"] = "http://proxy.example" },
            builder => builder.AddStripe("stripe"));

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("must be https", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WhenPrinted_DoNotShowSecrets()
    {
        var options = new StripeOptions { ApiKey = "sk_test_DUMMYsecret" };
        options.WebhookSecrets.Add("whsec_DUMMYsecret");

        Assert.DoesNotContain("DUMMYsecret", options.ToString(), StringComparison.Ordinal);
        foreach (string property in (string[])[nameof(options.ApiKey), nameof(options.WebhookSecrets)])
        {
            Assert.NotEmpty(typeof(StripeOptions).GetProperty(property)!.GetCustomAttributes(typeof(System.Diagnostics.DebuggerBrowsableAttribute), false));
        }
    }

    private static ServiceProvider Build(Dictionary<string, string?> configuration, Action<IConnectorsBuilder> add)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        add(services.AddConnectorHub(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build()));
        return services.BuildServiceProvider();
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class RegistrationTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Systems:crm:LoginUrl"] = "https://acme.my.salesforce.com",
        ["Systems:crm:ClientId"] = "id",
        ["Systems:crm:ClientSecret"] = "secret",
        ["Systems:crm:StatusValues:PastDue"] = "Overdue",
        ["Systems:crm:AccountCustomFields:0"] = "Region__c",
        ["Systems:crm:PollInterval"] = "00:00:30",
    };

    [Fact]
    public async Task AddSalesforce_Configuration_IsBoundAndCodeComesAfter()
    {
        await using ServiceProvider provider = Build(Settings, b => b.AddSalesforce("crm", o => o.ClientId = "other"));

        SalesforceOptions options = provider.GetRequiredService<IOptionsMonitor<SalesforceOptions>>().Get("crm");

        Assert.Equal(new Uri("https://acme.my.salesforce.com"), options.LoginUrl);
        Assert.Equal("other", options.ClientId);
        Assert.Equal(("Overdue", "Active"), (options.StatusValues["PastDue"], options.StatusValues["Active"]));
        Assert.Equal(["Region__c"], options.AccountCustomFields);
        Assert.Equal(TimeSpan.FromSeconds(30), provider.GetServices<IConnectedSystem>().OfType<IPollFeed>().Single().Interval);
    }

    [Fact]
    public async Task AddSalesforce_TwiceWithOneName_IsOneSystem()
    {
        await using ServiceProvider provider = Build(Settings, b => b.AddSalesforce("crm").AddSalesforce("crm").AddSalesforce("crm-us"));

        Assert.Equal(["crm", "crm-us"], provider.GetServices<IConnectedSystem>().Select(s => s.Name));
    }

    [Theory]
    [InlineData("Systems:crm:LoginUrl", "/relative", "LoginUrl")]
    [InlineData("Systems:crm:ClientId", "", "ClientId")]
    [InlineData("Systems:crm:ClientSecret", "", "ClientSecret")]
    [InlineData("Systems:crm:ApiVersion", "66", "ApiVersion")]
    [InlineData("Systems:crm:BillingStatusField", "x, Name", "BillingStatusField")]
    [InlineData("Systems:crm:VatField", "x' OR", "VatField")]
    [InlineData("Systems:crm:InvoicedToField", "a b", "InvoicedToField")]
    [InlineData("Systems:crm:AccountCustomFields:1", "(SELECT", "AccountCustomFields")]
    [InlineData("Systems:crm:OpportunityCustomFields:1", "a b", "OpportunityCustomFields")]
    [InlineData("Systems:crm:DefaultCurrency", "XYZ", "DefaultCurrency")]
    [InlineData("Systems:crm:Streams:0", "people", "Streams")]
    [InlineData("Systems:crm:MatchKeys:0", "a b", "MatchKeys")]
    [InlineData("Systems:crm:PermissionSet", "Odoo Connectors", "PermissionSet")]
    [InlineData("Systems:crm:StatusValues:Ended", "", "StatusValues:Ended")]
    [InlineData("Systems:crm:StatusValues:Done", "x", "StatusValues")]
    [InlineData("Systems:crm:PollInterval", "00:00:00", "PollInterval")]
    public async Task Options_Wrong_NameTheSettingAndNoValue(string key, string value, string setting)
    {
        await using ServiceProvider provider = Build(new(Settings) { [key] = value }, b => b.AddSalesforce("crm"));

        var e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<SalesforceOptions>>().Get("crm"));

        Assert.Contains(setting, Assert.Single(e.Failures), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings, Action<IConnectorsBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddConnectorHub(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        return services.BuildServiceProvider();
    }
}

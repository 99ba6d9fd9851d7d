using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Docs.Tests;

/// <summary>The settings that docs/concepts/companies.md shows are enough for three companies, and say what the page says.</summary>
public sealed class CompaniesTests
{
    [Fact]
    public void Settings_AsShown_AreValidAndReachEachCompany()
    {
        (string _, int _, string content) = Repository.Fences("docs/concepts/companies.md").Single(f => f.Language == "json");
        using MemoryStream json = new(Encoding.UTF8.GetBytes(content));
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(json).Build();
        ServiceCollection services = new();
        services.AddOdooConnectors(configuration.GetSection("Connectors"))
            .UseSqlite("unused.db").AddOdoo("odoo-be").AddOdoo("odoo-us").AddOdoo("odoo-jp").AddHubSpot("hubspot").AddStripe("stripe");
        using ServiceProvider hub = services.BuildServiceProvider();
        hub.GetRequiredService<IStartupValidator>().Validate();

        IOptionsMonitor<OdooErpOptions> companies = hub.GetRequiredService<IOptionsMonitor<OdooErpOptions>>();
        Assert.Equal(
            [("Europe/Brussels", LockedPeriod.Case), ("America/Los_Angeles", LockedPeriod.NextOpenDate), ("Asia/Tokyo", LockedPeriod.Case)],
            ((string[])["odoo-be", "odoo-us", "odoo-jp"]).Select(n => (companies.Get(n).TimeZone, companies.Get(n).LockedPeriod)));
        Assert.Equal(["SUS"], companies.Get("odoo-us").SourceNumberedJournals);
        Assert.All(configuration.GetSection("TaxRates").GetChildren(), rate => Assert.Contains(rate.Value!, companies.Get($"odoo-{rate.Key.ToLowerInvariant()}").Taxes));
    }
}

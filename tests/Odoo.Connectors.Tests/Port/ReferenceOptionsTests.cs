using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Mapping tables in configuration: the plain form and the dated one side by side, and contradictions refused at start.</summary>
public sealed class ReferenceOptionsTests
{
    [Fact]
    public void Tables_PlainAndDated_AreBoundFromConfiguration()
    {
        OdooErpOptions options = Bind(
            ("Taxes:txr_1", "account.{company}_a"),
            ("Dated:0:Table", "Taxes"), ("Dated:0:Key", "txr_2"), ("Dated:0:Use", "account.{company}_b"), ("Dated:0:Until", "2026-06-30"),
            ("Dated:1:Table", "Products"), ("Dated:1:Key", "txr_2"), ("Dated:1:Use", "REF"), ("Dated:1:From", "2026-07-01"),
            ("PaymentTerms:net30", "account.account_payment_term_30days"));

        Assert.Equal("account.{company}_a", options.Taxes["txr_1"]);
        Assert.Equal(
            [(ReferenceTable.Taxes, "txr_2", "account.{company}_b", null, new DateOnly(2026, 6, 30)), (ReferenceTable.Products, "txr_2", "REF", new DateOnly(2026, 7, 1), null)],
            options.Dated.Select(e => (e.Table, e.Key, e.Use, e.From, e.Until)));
        Assert.Equal("account.account_payment_term_30days", options.PaymentTerms["net30"]);
    }

    [Theory]
    [InlineData("2026-06-30", "2026-07-01", null)]
    [InlineData("2026-07-01", "2026-07-01", "Systems:odoo:Dated:1 overlaps entry 0 of Taxes:txr_2")]
    [InlineData(null, "2026-07-01", "Systems:odoo:Dated:1 overlaps entry 0 of Taxes:txr_2")]
    public void Dated_TwoEntriesForOneDay_StopTheHostAtStart(string? until, string from, string? fault)
    {
        Func<OdooErpOptions> bind = () => Bind(
            ("Dated:0:Key", "txr_2"), ("Dated:0:Use", "1"), ("Dated:0:Until", until), ("Dated:1:Key", "txr_2"), ("Dated:1:Use", "2"), ("Dated:1:From", from));
        AssertFault(bind, fault);
    }

    [Fact]
    public void Dated_WordThatThePlainTableListsToo_StopsTheHostAtStart() => AssertFault(
        () => Bind(("Taxes:txr_1", "1"), ("Dated:0:Key", "txr_1"), ("Dated:0:Use", "2"), ("Dated:0:From", "2026-01-01")),
        "Systems:odoo:Dated:0 overlaps Systems:odoo:Taxes:txr_1");

    [Fact]
    public void Dated_EndBeforeItsBeginning_StopsTheHostAtStart() => AssertFault(
        () => Bind(("Dated:0:Key", "a"), ("Dated:0:Use", "2"), ("Dated:0:From", "2026-02-01"), ("Dated:0:Until", "2026-01-31")),
        "Systems:odoo:Dated:0 (Taxes:a) must not end before it begins");

    [Fact]
    public void Dated_WithoutUse_StopsTheHostAtStart() => AssertFault(() => Bind(("Dated:0:Key", "a")), "Systems:odoo:Dated:0 must have a Key");

    [Fact]
    public void MaxRateAgeDays_Negative_StopsTheHostAtStart() => AssertFault(() => Bind(("MaxRateAgeDays", "-1")), "Systems:odoo:MaxRateAgeDays");

    private static void AssertFault(Func<OdooErpOptions> bind, string? fault)
    {
        if (fault is null)
        {
            Assert.NotNull(bind());
        }
        else
        {
            Assert.Contains(fault, Assert.Throws<OptionsValidationException>(() => bind()).Message, StringComparison.Ordinal);
        }
    }

    private static OdooErpOptions Bind(params (string Key, string? Value)[] settings)
    {
        (string, string?)[] all =
        [
            ("Url", "https://erp.example.com"), ("Database", "prod"), ("Login", "bot"), ("Secret", "key"), ("Company", "BE"), .. settings,
        ];
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.Select(s => KeyValuePair.Create($"Systems:odoo:{s.Item1}", s.Item2))).Build();
        ServiceCollection services = new();
        services.AddOdooConnectors(configuration).AddOdoo("odoo");
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<OdooErpOptions>>().Get("odoo");
    }
}

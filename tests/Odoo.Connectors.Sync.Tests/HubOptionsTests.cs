using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>What a host sets wrong is named when it starts, with what to set.</summary>
public sealed class HubOptionsTests
{
    public static TheoryData<string, Action<HubOptions>> Wrong => new()
    {
        { "Hub:NodeName", o => o.NodeName = " " },
        { "Hub:Lease", o => o.Lease = o.Heartbeat },
        { "Hub:Idle", o => o.Idle = TimeSpan.Zero },
        { "Hub:Workers", o => o.Workers = 0 },
        { "Hub:SchemaInterval", o => o.SchemaInterval = TimeSpan.Zero },
        { "Hub:BreakerThreshold", o => o.BreakerThreshold = 0 },
        { "Hub:MaxOpenEvents", o => o.MaxOpenEvents = 1 },
        { "Hub:MaxRetryDelay", o => o.MaxRetryDelay = o.RetryDelay - TimeSpan.FromMilliseconds(1) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Options_SetWrong_AreNamed(string named, Action<HubOptions> set) => Assert.Contains(named, Assert.Single(FaultsOf(set)), StringComparison.Ordinal);

    /// <summary>Vendors sign the address that they call: a wrong one would refuse every webhook.</summary>
    [Theory]
    [InlineData("/connectors")]
    [InlineData("ftp://hub.example.com")]
    [InlineData("https://user@hub.example.com")]
    [InlineData("https://hub.example.com/?a=1")]
    [InlineData("https://hub.example.com/#a")]
    public void PublicUrl_ThatVendorsCannotCall_IsNamed(string url) =>
        Assert.Contains("Hub:PublicUrl", Assert.Single(FaultsOf(o => o.PublicUrl = new Uri(url, UriKind.RelativeOrAbsolute))), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://hub.example.com")]
    [InlineData("http://localhost:5000/finance/")]
    public void PublicUrl_ThatVendorsCanCall_IsTaken(string url) => Assert.Empty(FaultsOf(o => o.PublicUrl = new Uri(url)));

    private static IEnumerable<string> FaultsOf(Action<HubOptions> set)
    {
        ServiceCollection services = new();
        services.AddConnectorHub();
        services.Configure<HubOptions>(o => o.NodeName = "node-1");
        services.Configure(set);
        using ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<HubOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
    }
}

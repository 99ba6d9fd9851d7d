using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>A HubSpot portal, read by its list.</summary>
internal sealed class HubSpotPortal : BackfilledCrm
{
    private static readonly HubSpotEmulatorOptions s_options = new() { TenSecondRequests = int.MaxValue, SearchesPerSecond = int.MaxValue };
    private readonly HubSpotEmulator _portal;

    public HubSpotPortal() => _portal = new HubSpotEmulator(s_options, Time);

    public override string Title => "HubSpot";

    public override string Stream => "companies";

    public override int Calls => _portal.Calls.Count;

    public override void Connect(IConnectorsBuilder builder, DateTimeOffset startAt) => builder.AddHubSpot(
        System,
        o =>
        {
            (o.PortalId, o.AccessToken, o.StartAt, o.IsLive) = (s_options.PortalId, s_options.PrivateAppToken, startAt, false);
            o.SearchesPerSecond = 100; // Each process looks at all streams first.
        },
        http => http.ConfigurePrimaryHttpMessageHandler(() => new TimedHandler(Watch, _portal.CreateHandler())));

    public override ValueTask DisposeAsync() => _portal.DisposeAsync();

    protected override void Make(int account) => _portal.Create(
        "companies", ("name", BackfillRun.NameOf(account)), ("domain", string.Create(CultureInfo.InvariantCulture, $"account-{account}.example")));
}

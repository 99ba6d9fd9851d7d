using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>An adapter over answers that a test writes.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const long Portal = 62515;
    public static readonly DateTimeOffset Start = new(2026, 9, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly ServiceProvider _services;

    private Rig(HttpMessageHandler handler, Action<HubSpotOptions>? configure, IHubSpotTokenStore? store, Action<IConnectorsBuilder>? build, FakeTimeProvider? clock)
    {
        Clock = clock ?? new FakeTimeProvider(Start);
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(Clock);
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        IConnectorsBuilder builder = services.AddConnectorHub().AddHubSpot(
            "crm",
            options =>
            {
                options.PortalId = Portal;
                options.AccessToken = "pat-secret-token";
                options.ReadRetryDelay = TimeSpan.Zero;
                configure?.Invoke(options);
            },
            http => http.ConfigurePrimaryHttpMessageHandler(() => handler));
        build?.Invoke(builder);
        _services = services.BuildServiceProvider();
        Options.SearchesPerSecond = 1e9; // the clock stands still
        Adapter = (HubSpotAdapter)_services.GetServices<IConnectedSystem>().Single();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; }

    public CapturedLogs Logs { get; } = new();

    public HubSpotAdapter Adapter { get; }

    public HubSpotOptions Options => _services.GetRequiredService<IOptionsMonitor<HubSpotOptions>>().Get("crm");

    public IApiLimits Limits => _services.GetRequiredService<IApiLimits>();

    public static Rig Create(
        HttpMessageHandler handler, Action<HubSpotOptions>? configure = null, IHubSpotTokenStore? store = null, Action<IConnectorsBuilder>? build = null, FakeTimeProvider? clock = null) =>
        new(handler, configure, store, build, clock);

    public static ExternalRef Ref(string kind, string id) => new("crm", kind, id);

    public Task<PollPage> PollAsync(string stream, string? watermark = null) => Adapter.PollAsync(stream, watermark, Token);

    public Change Change(Delivery delivery) => Adapter.DecodeChange(delivery);

    /// <summary>What the adapter puts together of a deal, without asking anybody.</summary>
    public Deal Deal(string record, string? company = null, params string[] lines) => (Deal)Adapter.Decode(
        Ref(RecordKinds.Deal, "1"),
        Encoding.UTF8.GetBytes($$"""{"deal":{{record}},"company":{{company ?? "null"}},"contact":null,"companies":{{(company is null ? 0 : 1)}},"contacts":[],"lineItems":[{{string.Join(',', lines)}}],"timeZone":"Europe/Berlin"}"""));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

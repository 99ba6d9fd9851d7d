using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>An adapter over answers that a test writes.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 9, 20, 12, 0, 30, TimeSpan.Zero);
    private readonly ServiceProvider _services;

    private Rig(HttpMessageHandler handler, Action<ChargebeeOptions>? configure, FakeTimeProvider? clock)
    {
        Clock = clock ?? new FakeTimeProvider(Start);
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddConnectorHub().AddChargebee(
            "billing",
            options =>
            {
                (options.Site, options.ApiKey, options.CrmSystem, options.ReadRetryDelay) = ("acme-test", "key-secret", "crm", TimeSpan.Zero);
                options.WebhookUsers.Add(new ChargebeeWebhookUser { User = "cbhook", Password = "DUMMYpass:with:colons" });
                configure?.Invoke(options);
            },
            http => http.ConfigurePrimaryHttpMessageHandler(() => handler));
        _services = services.BuildServiceProvider();
        Adapter = (ChargebeeAdapter)_services.GetServices<IConnectedSystem>().Single();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; }

    public ChargebeeAdapter Adapter { get; }

    public ChargebeeOptions Options => _services.GetRequiredService<IOptionsMonitor<ChargebeeOptions>>().Get("billing");

    public static Rig Create(HttpMessageHandler? handler = null, Action<ChargebeeOptions>? configure = null, FakeTimeProvider? clock = null) =>
        new(handler ?? new Answers(_ => throw new InvalidOperationException("Nothing is to be called.")), configure, clock);

    public static ExternalRef Ref(string kind, string id) => new("billing", kind, id);

    public Task<PollPage> PollAsync(string stream, string? watermark = null) => Adapter.PollAsync(stream, watermark, Token);

    public T Map<T>(string kind, ReadOnlyMemory<byte> json) => (T)Adapter.Decode(Ref(kind, "1"), json);

    public T Map<T>(string kind, string json) => Map<T>(kind, Encoding.UTF8.GetBytes(json));

    public async Task<T> ReadAsync<T>(string kind, string id) => (T)Adapter.Decode(Ref(kind, id), await Adapter.ReadAsync(Ref(kind, id), Token));

    /// <summary>What the hub takes of an event, as its webhook brings it.</summary>
    public IReadOnlyList<Delivery> Receive(ReadOnlyMemory<byte> body, string? authorization = "Basic Y2Job29rOkRVTU1ZcGFzczp3aXRoOmNvbG9ucw==")
    {
        WebhookResult result = Adapter.Receive(name => name == "Authorization" ? authorization : null, body);
        Assert.Null(result.Refusal);
        return result.Deliveries;
    }

    public Change Change(Delivery delivery) => Adapter.DecodeChange(delivery);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

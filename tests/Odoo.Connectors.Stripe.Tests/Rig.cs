using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>The adapter against an emulated account, in the process.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Secret = "whsec_DUMMYrig";

    private readonly ServiceProvider _services;

    public Rig(Action<StripeOptions>? configure = null, HttpMessageHandler? handler = null, StripeEmulatorOptions? emulator = null, Action<IConnectorsBuilder>? more = null)
    {
        Emulator = new StripeEmulator(emulator, Clock);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        IConnectorsBuilder builder = services.AddConnectorHub();
        more?.Invoke(builder);
        builder.AddStripe(
            "stripe",
            options =>
            {
                options.ApiKey = "sk_test_emulator0000";
                options.ApiBase = Emulator.Url;
                options.WebhookSecrets.Add(Secret);
                options.CrmSystem = "salesforce";
                options.ReadRetries = 0;
                configure?.Invoke(options);
            },
            http => http.ConfigurePrimaryHttpMessageHandler(() => handler ?? Emulator.CreateHandler()));
        _services = services.BuildServiceProvider();
        System = _services.GetServices<IConnectedSystem>().Single();
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_788_224_406));

    public StripeEmulator Emulator { get; }

    public IConnectedSystem System { get; }

    public ISource Source => (ISource)System;

    public IWebhookFeed Webhook => (IWebhookFeed)System;

    public IPollFeed Feed => (IPollFeed)System;

    public static ExternalRef Ref(string kind, string id) => new("stripe", kind, id);

    public WebhookResult Post(byte[] body, params string[] secrets)
    {
        string header = StripeSignature.Create(body, Clock.GetUtcNow(), secrets.Length == 0 ? [Secret] : secrets);
        return Webhook.Receive(name => name == "Stripe-Signature" ? header : null, body);
    }

    public WebhookResult Post(string body) => Post(Encoding.UTF8.GetBytes(body));

    public WebhookResult Post(JsonObject evt) => Post(evt.ToJsonString());

    public Change Change(JsonObject evt) => Source.DecodeChange(Assert.Single(Post(evt).Deliveries));

    public async Task<T> ReadAsync<T>(string kind, string id)
    {
        byte[]? answer = await Source.ReadAsync(Ref(kind, id), TestContext.Current.CancellationToken);
        return Assert.IsType<T>(Source.Decode(Ref(kind, id), Assert.IsType<byte[]>(answer)));
    }

    public T Decode<T>(string kind, JsonObject answer) =>
        Assert.IsType<T>(Source.Decode(Ref(kind, "any"), Encoding.UTF8.GetBytes(answer.ToJsonString())));

    public ConnectorException DecodeFails(string kind, JsonObject answer) =>
        Assert.Throws<ConnectorException>(() => Source.Decode(Ref(kind, "any"), Encoding.UTF8.GetBytes(answer.ToJsonString())));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}

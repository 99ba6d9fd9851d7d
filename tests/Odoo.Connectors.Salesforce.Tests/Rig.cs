using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>An adapter over an emulated organisation that holds NorthPeak and its won deal, on demand an open one too.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Account = "001ZM000001QkdOYAS";
    public const string Won = "0065w000023STAmAAO";
    public const string Open = "0065w000023STAnAAO";
    public const string Status = "Billing_Status__c";

    private readonly ServiceProvider _services;

    private Rig(SalesforceEmulator emulator, FakeTimeProvider clock, Action<SalesforceOptions>? configure, Func<HttpMessageHandler, HttpMessageHandler>? wrap)
    {
        Emulator = emulator;
        Clock = clock;
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(clock);
        services.AddConnectorHub().AddSalesforce(
            "crm",
            options =>
            {
                options.LoginUrl = emulator.Url;
                options.ClientId = "emulator-client";
                options.ClientSecret = "emulator-secret";
                options.ReadRetryDelay = TimeSpan.Zero;
                configure?.Invoke(options);
            },
            http => http.ConfigurePrimaryHttpMessageHandler(() => wrap?.Invoke(emulator.CreateHandler()) ?? emulator.CreateHandler()));
        _services = services.BuildServiceProvider();
        Adapter = (SalesforceAdapter)_services.GetServices<IConnectedSystem>().Single();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public SalesforceEmulator Emulator { get; }

    public FakeTimeProvider Clock { get; }

    public CapturedLogs Logs { get; } = new();

    public SalesforceAdapter Adapter { get; }

    public int Logins => Emulator.Calls.Count(call => call.Path == "/services/oauth2/token");

    public static Rig Create(
        SalesforceEmulatorOptions? emulated = null,
        Action<SalesforceOptions>? configure = null,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap = null,
        bool withOpen = false)
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 9, 20, 12, 0, 0, TimeSpan.Zero));
        SalesforceEmulator emulator = new(emulated, clock);
        emulator.DeclareField("Account", "Billing_Customer_Id__c");
        emulator.DeclareField("Account", Status);
        emulator.DeclareField("Account", "Connectors_Id__c");
        emulator.DeclareField("Contact", "Connectors_Id__c");
        emulator.Load("Account", Fixture("account"));
        JsonArray deals = JsonNode.Parse(Fixture("query_opportunities_page1"))!["records"]!.AsArray();
        emulator.Load("Opportunity", (withOpen ? deals : deals[0]!).ToJsonString());
        return new Rig(emulator, clock, configure, wrap);
    }

    /// <summary>Another process over the same organisation.</summary>
    public Rig Restart(Action<SalesforceOptions>? configure = null) => new(Emulator, Clock, configure, null);

    public static string Fixture(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", name.Contains('.', StringComparison.Ordinal) ? name : $"{name}.json"));

    public static ExternalRef Ref(string kind, string id) => new("crm", kind, id);

    public Task<PollPage> PollAsync(string? watermark = null, string stream = "opportunities") => Adapter.PollAsync(stream, watermark, Token);

    /// <summary>Polls until there is no more, as the engine does.</summary>
    public async Task<(List<Delivery> Deliveries, string? Watermark)> PollAllAsync(string? watermark = null, string stream = "opportunities")
    {
        List<Delivery> all = [];
        for (bool more = true; more;)
        {
            PollPage page = await PollAsync(watermark, stream);
            all.AddRange(page.Deliveries);
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        return (all, watermark);
    }

    public void PutWon(string id, string modified) => Emulator.Load(
        "Opportunity",
        $$"""{"Id":"{{id}}","AccountId":"{{Account}}","Name":"Won","IsWon":true,"IsClosed":true,"CurrencyIsoCode":"EUR","SystemModstamp":"{{modified}}"}""");

    public async Task<Deal> DealAsync(string id = Won)
    {
        byte[]? bytes = await Adapter.ReadAsync(Ref(RecordKinds.Deal, id), Token);
        return (Deal)Adapter.Decode(Ref(RecordKinds.Deal, id), bytes);
    }

    public JsonObject Record(string type, string id) => Emulator.Find(type, id)!;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

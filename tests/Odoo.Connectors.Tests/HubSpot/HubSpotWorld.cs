using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests;

/// <summary>The plain story with HubSpot as the CRM: emulators with state, a hub on a file, no sockets but that of Odoo.</summary>
internal sealed class HubSpotWorld : IAsyncDisposable
{
    public const string Address = "https://hub.example.com/webhooks/crm";
    private const string Token = "pat-eu1-emulator", Secret = "emulator-secret";
    private readonly string _folder = Directory.CreateTempSubdirectory("hubspot-").FullName;
    private readonly Emulators _emulators;
    private readonly HubSettings _settings;
    private readonly bool _sumsUp, _amends;
    private ServiceProvider _hub;

    private HubSpotWorld(Story story, Emulators emulators, bool sumsUp, bool amends)
    {
        (Story, _emulators, _sumsUp, _amends) = (story, emulators, sumsUp, amends);
        _settings = emulators.Settings(story, Path.Combine(_folder, "hub.db"), effectAction: true);
        _hub = NewHub();
    }

    public Story Story { get; }

    public HubSpotEmulator HubSpot { get; } = new(new HubSpotEmulatorOptions { TenSecondRequests = 1_000_000, SearchesPerSecond = 1_000_000 });

    public string Company { get; private set; } = "";

    public string Deal { get; private set; } = "";

    /// <summary>The line of the seats.</summary>
    public string Seats { get; private set; } = "";

    public string Contact { get; private set; } = "";

    public IServiceProvider Services => _hub;

    public OdooEmulator Odoo => _emulators.Odoo;

    public StripeEmulator Stripe => _emulators.Stripe;

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    /// <param name="sumsUp">Whether the account is told all of what it is, and Odoo is read for changes.</param>
    /// <param name="amends">Whether a deal that is won again with other content changes its order.</param>
    public static async Task<HubSpotWorld> StartAsync(bool sumsUp = false, bool amends = false)
    {
        Story story = Story.Read(Story.Find("plain"));
        Emulators emulators = new([story]);
        await emulators.StartAsync(Cancel);
        HubSpotWorld world = new(story, emulators, sumsUp, amends);
        await world._hub.GetServices<IConnectedSystem>().OfType<ISetup>().Single(s => s.Name == "crm").SetUpAsync(apply: true, Cancel);
        foreach (string property in (string[])["dealstage", "amount"])
        {
            world.HubSpot.Subscribe("deal.propertyChange", property);
        }

        world.HubSpot.Subscribe("contact.propertyChange", "email");
        foreach (string type in (string[])["company.creation", "contact.creation", "deal.creation", "deal.deletion", "company.merge", "company.associationChange"])
        {
            world.HubSpot.Subscribe(type);
        }

        return world;
    }

    /// <summary>What the people of sales do: 5 seats and the onboarding, 10 % off, won.</summary>
    public void Sell()
    {
        Company = HubSpot.Create("companies", ("name", "Kanaal Fietsen BV"), ("domain", "kanaalfietsen.example"), ("address", "Coupure Links 12"), ("zip", "9000"), ("city", "Gent"), ("country", "Belgium"));
        string contact = Contact = HubSpot.Create("contacts", ("firstname", "Nora"), ("lastname", "Claes"), ("email", "nora.claes@kanaalfietsen.example"));
        HubSpot.Associate("contacts", contact, "companies", Company, 1);
        Deal = HubSpot.Create("deals", ("dealname", "Kanaal Fietsen - 5 seats"), ("dealstage", "contractsent"), ("pipeline", "default"), ("deal_currency_code", "EUR"), ("amount", "225.00"));
        HubSpot.Associate("deals", Deal, "companies", Company, 5);
        HubSpot.Associate("deals", Deal, "contacts", contact);
        Seats = Line("SEAT", "5", "40.00");
        Line("ONBOARD", "1", "50.00");
        HubSpot.Update("deals", Deal, ("dealstage", "closedwon"), ("closedate", "2026-03-10T14:30:00Z"));

        string Line(string sku, string quantity, string price)
        {
            string line = HubSpot.Create("line_items", ("name", sku), ("hs_sku", sku), ("quantity", quantity), ("price", price), ("hs_discount_percentage", "10"));
            HubSpot.Associate("line_items", line, "deals", Deal);
            return line;
        }
    }

    /// <summary>Sends what happened in HubSpot, signed, each event up to twice and in any order.</summary>
    public async Task<int> DeliverAsync(int seed)
    {
        using IntakeHandler handler = new(_hub.GetRequiredService<IWebhookIntake>());
        using HubSpotSender sender = new(new Uri(Address), Secret, TimeProvider.System, handler);
        return await sender.DeliverAsync(HubSpot, new HubSpotDelivery { Seed = seed, Duplicates = 0.5, BatchSize = 3 }, Cancel);
    }

    /// <summary>Sends those of the events that wait whose subscription begins so, and leaves them waiting.</summary>
    public async Task PostAsync(string subscription)
    {
        using IntakeHandler handler = new(_hub.GetRequiredService<IWebhookIntake>());
        using HubSpotSender sender = new(new Uri(Address), Secret, TimeProvider.System, handler);
        JsonArray events = [.. HubSpot.PendingEvents.Where(e => ((string)e["subscriptionType"]!).StartsWith(subscription, StringComparison.Ordinal))];
        Assert.NotEmpty(events);
        Assert.Equal(HttpStatusCode.OK, await sender.SendAsync(events, Cancel));
        await DrainAsync();
    }

    /// <summary>What billing does, told by its webhooks; its objects name the company and the deal.</summary>
    public async Task BillAsync()
    {
        foreach (StoryStep step in Story.Steps.Where(s => s.System == "stripe"))
        {
            string text = System.Text.Encoding.UTF8.GetString(step.Body).Replace("001Pl0000000001IAA", Company, StringComparison.Ordinal).Replace("006Pl0000000001IAA", Deal, StringComparison.Ordinal);
            StoryStep here = step with { Body = System.Text.Encoding.UTF8.GetBytes(text) };
            _emulators.Happen(here);
            if (here.IsEvent)
            {
                string signature = StripeSignature.Create(here.Body, TimeProvider.System.GetUtcNow(), _settings.WebhookSecret);
                WebhookResult result = await _hub.GetRequiredService<IWebhookIntake>().ReceiveAsync("stripe", name => name == "Stripe-Signature" ? signature : null, here.Body, Cancel);
                Assert.Equal(200, result.Status);
            }

            await DrainAsync();
        }
    }

    public async Task DrainAsync() => Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(30), Cancel), string.Join('\n', await CasesAsync()));

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    /// <summary>A new process on the same store.</summary>
    public async Task RestartAsync()
    {
        await _hub.DisposeAsync();
        _hub = NewHub();
    }

    public string? Shown(string type, string id, string property) => (string?)HubSpot.Find(type, id)!["properties"]![property];

    /// <summary>What somebody does in Odoo.</summary>
    public Task<JsonNode?> InOdooAsync(string model, string method, JsonArray first) => InOdooAsync([], model, method, first);

    /// <summary>What somebody does in Odoo, with keyword arguments.</summary>
    public async Task<JsonNode?> InOdooAsync(JsonObject keywords, string model, string method, JsonArray first)
    {
        using JsonRpc odoo = new(_settings.OdooUrl, _settings.OdooDatabase, _settings.OdooLogin, _settings.OdooPassword);
        return await odoo.CallAsync(model, method, [first], (JsonObject)keywords.DeepClone());
    }

    /// <summary>Rows of Odoo, read from outside.</summary>
    public async Task<JsonArray> OdooAsync(string model, JsonArray domain, params string[] fields)
    {
        using JsonRpc odoo = new(_settings.OdooUrl, _settings.OdooDatabase, _settings.OdooLogin, _settings.OdooPassword);
        return await odoo.SearchReadAsync(model, domain, fields);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        SqliteConnection.ClearAllPools();
        await HubSpot.DisposeAsync();
        await _emulators.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServiceProvider NewHub()
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.Configure<LeadToCashOptions>(o => (o.Crm, o.AccountSummaries, o.DealStatuses, o.AccountTotals, o.AmendWonDeals) = ("crm", true, true, _sumsUp, _amends));
        services.AddOdooConnectors().UseSqlite(_settings.Store)
            .ConfigureHub(o =>
            {
                o.NodeName = "node-1";
                o.RetryDelay = TimeSpan.FromMilliseconds(2);
                o.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
                o.WaitInterval = TimeSpan.FromMilliseconds(10);
                o.WaitDeadline = TimeSpan.FromSeconds(5);
                o.Idle = TimeSpan.FromMilliseconds(50);
            })
            .AddOdoo(
                "odoo",
                odoo =>
                {
                    (odoo.Url, odoo.Database, odoo.Login, odoo.Secret) = (_settings.OdooUrl, _settings.OdooDatabase, _settings.OdooLogin, _settings.OdooPassword);
                    (odoo.Company, odoo.TimeZone, odoo.EffectActionId, odoo.ServerTimeLimit) = (_settings.Company, "Europe/Brussels", _settings.EffectActionId, _settings.ServerTimeLimit);
                    Copy(_settings.Taxes, odoo.Taxes);
                    Copy(_settings.Products, odoo.Products);
                    foreach (string stream in _sumsUp ? [OdooStreams.Documents, OdooStreams.Payments, OdooStreams.Matches] : (string[])[])
                    {
                        odoo.Feed.Streams.Add(stream);
                    }
                },
                http => http.ConfigurePrimaryHttpMessageHandler(_ => _emulators.Odoo.CreateHandler()))
            .AddHubSpot(
                "crm",
                crm =>
                {
                    (crm.PortalId, crm.AccessToken, crm.IsLive, crm.ServerTimeLimit, crm.SearchesPerSecond) = (48_975_575, Token, false, _settings.ServerTimeLimit, 100);
                    crm.WebhookSecrets.Add(Secret);
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => HubSpot.CreateHandler()))
            .AddStripe(
                "stripe",
                stripe =>
                {
                    (stripe.ApiBase, stripe.ApiKey, stripe.CrmSystem) = (_settings.StripeUrl, _settings.StripeKey, "crm");
                    stripe.WebhookSecrets.Add(_settings.WebhookSecret);
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => _emulators.Stripe.CreateHandler()))
            .AddFlow<LeadToCash>()
            .Own<Customer>("crm").Own<Contract>("stripe").Own<Invoice>("stripe").Own<Payment>("stripe");
        return services.BuildServiceProvider();
    }

    private static void Copy(IReadOnlyDictionary<string, string> from, IDictionary<string, string> to)
    {
        foreach ((string key, string value) in from)
        {
            to[key] = value;
        }
    }

    /// <summary>Takes posts to the hub's address into the intake, as the web framework does.</summary>
    private sealed class IntakeHandler(IWebhookIntake intake) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            WebhookResult result = await intake.ReceiveAsync(
                "crm",
                name => name switch
                {
                    WebhookRequest.Method => request.Method.Method,
                    WebhookRequest.Uri => request.RequestUri!.AbsoluteUri,
                    _ => request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null,
                },
                body,
                cancellationToken);
            return new HttpResponseMessage((HttpStatusCode)result.Status);
        }
    }
}

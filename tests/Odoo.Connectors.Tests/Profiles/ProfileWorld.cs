using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Chargebee;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Profiles;

/// <summary>HubSpot, Chargebee and Odoo as emulators, and a hub between them under one ownership profile. Everything is told twice and in disorder.</summary>
internal sealed class ProfileWorld : IAsyncDisposable
{
    private const string User = "hub", Password = "emulator-password", Secret = "emulator-secret";
    private readonly string _folder = Directory.CreateTempSubdirectory("profile-").FullName;
    private readonly Profile _profile;
    private readonly ServiceProvider _hub;
    private int _seed;

    private ProfileWorld(Profile profile, int seed)
    {
        (_profile, _seed) = (profile, seed);
        Clock.MoveTo(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));
        Odoo = new OdooEmulator(new OdooEmulatorOptions { TimeProvider = Clock });
        HubSpot = new HubSpotEmulator(new HubSpotEmulatorOptions { TenSecondRequests = 1_000_000, SearchesPerSecond = 1_000_000 }, Clock);
        Chargebee = new ChargebeeEmulator(new ChargebeeEmulatorOptions { TaxRates = [new ChargebeeTaxRate("VAT", 21m)] }, Clock);
        Chargebee.Post("items", ("id", "SEAT"), ("name", "Seat"), ("type", "plan"));
        Chargebee.Post("item_prices", ("id", "SEAT"), ("name", "Seat"), ("item_id", "SEAT"), ("pricing_model", "per_unit"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        _hub = NewHub();
    }

    public SetClock Clock { get; } = new();

    public OdooEmulator Odoo { get; }

    public HubSpotEmulator HubSpot { get; }

    public ChargebeeEmulator Chargebee { get; }

    public string Company { get; private set; } = "";

    public string Deal { get; private set; } = "";

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    public string SubscriptionId => (string)Assert.Single(Chargebee.All("subscription"))["id"]!;

    private IOdooClient Person => _hub.GetRequiredService<IOdooClientFactory>().Get("person");

    private OdooContext Books => new() { AllowedCompanyIds = [Odoo.CompanyId] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ProfileWorld> StartAsync(Profile profile, int seed)
    {
        ProfileWorld world = new(profile, seed);
        await world._hub.GetServices<IConnectedSystem>().OfType<ISetup>().Single(s => s.Name == "crm").SetUpAsync(apply: true, Cancel);
        world.HubSpot.Subscribe("deal.propertyChange", "dealstage");
        world.HubSpot.Subscribe("company.propertyChange", "phone");
        foreach (string type in (string[])["company.creation", "deal.creation"])
        {
            world.HubSpot.Subscribe(type);
        }

        return world;
    }

    /// <summary>
    /// A deal of 5 seats at 40.00 a month is won, with a company that sales entered, or that Odoo masters: then it was told to the CRM before.
    /// </summary>
    public async Task SellAsync()
    {
        if (_profile == Profile.OdooMasters)
        {
            await Odoo.Scenario().Customer("Kanaal Fietsen BV").RunAsync(Cancel);
            await SettleAsync();
            ExternalRef partner = new("odoo", RecordKinds.Customer, (await PartnerAsync()).ToString(CultureInfo.InvariantCulture));
            Company = (await Hub.Identity.FindAsync(partner, Cancel))!.IdIn("crm", RecordKinds.Customer)!;
        }
        else
        {
            Company = HubSpot.Create("companies", ("name", "Kanaal Fietsen BV"), ("country", "Belgium"));
        }

        Deal = HubSpot.Create("deals", ("dealname", "Seats"), ("dealstage", "contractsent"), ("pipeline", "default"), ("deal_currency_code", "EUR"));
        HubSpot.Associate("deals", Deal, "companies", Company, 5);
        string line = HubSpot.Create("line_items", ("name", "Seat"), ("hs_sku", "SEAT"), ("quantity", "5"), ("price", "40.00"), ("recurringbillingfrequency", "monthly"));
        HubSpot.Associate("line_items", line, "deals", Deal);
        HubSpot.Update("deals", Deal, ("dealstage", "closedwon"), ("closedate", "2026-09-01T08:00:00Z"));
        await SettleAsync();
    }

    /// <summary>Another day; what fell due by then is told when the world settles.</summary>
    public void GoTo(int month, int day) => Clock.MoveTo(new DateTimeOffset(2026, month, day, 8, 0, 0, TimeSpan.Zero));

    /// <summary>What happened everywhere is told, in disorder and half of it twice, until nothing is left to tell.</summary>
    public async Task SettleAsync()
    {
        do
        {
            using IntakeHandler crm = new(_hub.GetRequiredService<IWebhookIntake>(), "crm"), billing = new(_hub.GetRequiredService<IWebhookIntake>(), "billing");
            using HubSpotSender fromCrm = new(new Uri("https://hub.example.com/webhooks/crm"), Secret, Clock, crm);
            using ChargebeeSender fromBilling = new(new Uri("https://hub.example.com/webhooks/billing"), User, Password, billing);
            await fromCrm.DeliverAsync(HubSpot, new HubSpotDelivery { Seed = _seed, Duplicates = 0.5, BatchSize = 3 }, Cancel);
            await fromBilling.DeliverAsync(Chargebee, new ChargebeeDelivery { Seed = _seed++, Duplicates = 0.5 }, Cancel);
            Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));
        }
        while (HubSpot.PendingEvents.Count + Chargebee.PendingEvents.Count > 0);
    }

    /// <summary>Somebody invoices in Odoo what the order has left, and posts it.</summary>
    public async Task InvoiceAsync()
    {
        long order = await OrderAsync();
        OdooContext context = new() { AllowedCompanyIds = [Odoo.CompanyId], Other = new JsonObject { ["active_model"] = "sale.order", ["active_ids"] = new JsonArray(order) } };
        long wizard = await Person.CreateAsync("sale.advance.payment.inv", new JsonObject { ["advance_payment_method"] = "delivered" }, context, Cancel);
        long invoice = (await Person.CallAsync(new OdooCall { Model = "sale.advance.payment.inv", Method = "create_invoices", Ids = [wizard], Context = context }, Cancel))!.Value.GetProperty("res_id").GetInt64();
        await CallAsync("account.move", "action_post", invoice);
        await SettleAsync();
    }

    /// <summary>Somebody does something in Odoo with the newest invoice.</summary>
    public async Task InOdooAsync(Func<OdooScenario, string, OdooScenario> what)
    {
        long invoice = (await Person.SearchAsync("account.move", OdooDomain.Where("move_type", "=", "out_invoice"), new OdooSearch { Order = "id desc", Limit = 1 }, Books, Cancel))[0];
        await what(Odoo.Scenario().Given("invoice", "account.move", invoice).Given("order", "sale.order", await OrderAsync()), "invoice").RunAsync(Cancel);
        await SettleAsync();
    }

    /// <summary>Somebody calls methods of the newest invoice.</summary>
    public async Task InLedgerAsync(params string[] methods)
    {
        long invoice = (await Person.SearchAsync("account.move", OdooDomain.Where("move_type", "=", "out_invoice"), new OdooSearch { Order = "id desc", Limit = 1 }, Books, Cancel))[0];
        foreach (string method in methods)
        {
            await CallAsync("account.move", method, invoice);
        }

        await SettleAsync();
    }

    public Task CancelOrderAsync() => CallOrderAsync("action_cancel");

    /// <summary>Somebody does something in Chargebee's console, told afterwards.</summary>
    public async Task InBillingAsync(string path, params (string, string)[] fields)
    {
        Chargebee.Post(path, fields);
        await SettleAsync();
    }

    public async Task<long> OrderAsync() => Assert.Single(await Person.SearchAsync("sale.order", OdooDomain.Where("company_id", "=", Odoo.CompanyId), context: Books, cancellationToken: Cancel));

    public async Task WritePartnerAsync(string field, string value)
    {
        await Person.WriteAsync("res.partner", [await PartnerAsync()], new JsonObject { [field] = value }, Books, Cancel);
        await SettleAsync();
    }

    /// <summary>The posted documents of the ledger, by type and amount: what each is worth, what of it is open, and how Odoo calls that.</summary>
    public async Task<string[]> LedgerAsync() => [.. (await Person.SearchReadAsync(
        "account.move", OdooDomain.In("move_type", ["out_invoice", "out_refund"]).And(OdooDomain.Where("state", "=", "posted")),
        ["move_type", "amount_total", "amount_residual", "payment_state"], context: Books, cancellationToken: Cancel))
        .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.GetString("move_type")} {m.GetDecimal("amount_total"):0.00} open {m.GetDecimal("amount_residual"):0.00} {m.GetString("payment_state")}"))
        .Order(StringComparer.Ordinal)];

    /// <summary>What came in and went out in the ledger.</summary>
    public async Task<string[]> MoneyAsync() => [.. (await Person.SearchReadAsync("account.payment", OdooDomain.Where("company_id", "=", Odoo.CompanyId), ["payment_type", "amount", "state"], context: Books, cancellationToken: Cancel))
        .Where(p => p.GetString("state") is "paid" or "in_process").Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.GetString("payment_type")} {p.GetDecimal("amount"):0.00}")).Order(StringComparer.Ordinal)];

    /// <summary>How many seats the order has.</summary>
    public async Task<decimal> SeatsAsync() => (await Person.SearchReadAsync("sale.order.line", OdooDomain.Where("order_id", "=", await OrderAsync()), ["product_uom_qty"], context: Books, cancellationToken: Cancel)).Sum(l => l.GetDecimal("product_uom_qty") ?? 0m);

    /// <summary>The invoices of billing, in euros: what each is worth, what is due, and where it stands.</summary>
    public string[] Billing() => [.. Chargebee.All("invoice").Select(i => string.Create(CultureInfo.InvariantCulture, $"{(long)i["total"]! / 100m:0.00} due {(long)i["amount_due"]! / 100m:0.00} {i["status"]}"))];

    /// <summary>The only credit note of billing, in euros.</summary>
    public string CreditInBilling() => string.Create(CultureInfo.InvariantCulture, $"{(long)Assert.Single(Chargebee.All("credit_note"))["total"]! / 100m:0.00} {Chargebee.All("credit_note")[0]["type"]}");

    /// <summary>What the CRM's deal shows, by the names of the properties behind the prefix; what is not set is empty.</summary>
    public string Shown(params string[] properties) => string.Join(' ', properties.Select(p => (string?)HubSpot.Find("deals", Deal)!["properties"]![$"billing_{p}"] ?? ""));

    public string? Phone() => (string?)HubSpot.Find("companies", Company)!["properties"]!["phone"];

    /// <summary>Nothing waits for a person.</summary>
    public async Task AssertNoCasesAsync()
    {
        IReadOnlyList<CaseInfo> cases = await Hub.Cases.ListAsync(cancellationToken: Cancel);
        Assert.True(cases.Count == 0, string.Join('\n', cases));
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await Odoo.DisposeAsync();
        await HubSpot.DisposeAsync();
        await Chargebee.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The one partner of the name: nobody made a second one.</summary>
    private async Task<long> PartnerAsync() => Assert.Single(await Person.SearchAsync("res.partner", OdooDomain.Where("name", "=", "Kanaal Fietsen BV"), context: Books, cancellationToken: Cancel));

    private async Task CallOrderAsync(string method)
    {
        await CallAsync("sale.order", method, await OrderAsync());
        await SettleAsync();
    }

    private Task CallAsync(string model, string method, long id) => Person.CallAsync(new OdooCall { Model = model, Method = method, Ids = [id], Context = Books }, Cancel);

    private ServiceProvider NewHub()
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None)).AddSingleton<TimeProvider>(Clock);
        services.Configure<LeadToCashOptions>(o =>
        {
            (o.Crm, o.DealStatuses) = ("crm", true);
            o.BankPayments = _profile != Profile.OdooIssues;
            o.Billing = _profile == Profile.OdooIssues ? "billing" : null;
        });
        services.AddOdooClient("person", o =>
            (o.Url, o.Database, o.Login, o.Secret) = (new Uri("http://odoo.test/"), Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword)).ConfigurePrimaryHttpMessageHandler(_ => Odoo.CreateHandler());
        IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o =>
            {
                (o.NodeName, o.RetryDelay, o.MaxRetryDelay) = ("node-1", TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(50));
                (o.WaitInterval, o.WaitDeadline, o.Idle) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(20));
            })
            .AddOdoo("odoo", Ledger, http => http.ConfigurePrimaryHttpMessageHandler(_ => Odoo.CreateHandler()))
            .AddHubSpot(
                "crm",
                crm =>
                {
                    (crm.PortalId, crm.AccessToken, crm.IsLive, crm.SearchesPerSecond) = (48_975_575, "pat-eu1-emulator", false, 100);
                    crm.WebhookSecrets.Add(Secret);
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => HubSpot.CreateHandler()))
            .AddChargebee(
                "billing",
                site =>
                {
                    (site.Site, site.ApiKey, site.CrmSystem, site.AutoCollection) = ("emulator-test", "test_emulator0000", "crm", false);
                    site.WebhookUsers.Add(new ChargebeeWebhookUser { User = User, Password = Password });
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => Chargebee.CreateHandler()))
            .AddFlow<LeadToCash>();
        _ = _profile switch
        {
            Profile.OdooIssues => hub.Own<Customer>("crm").Own<Contract>("odoo").Own<Invoice>("odoo").Own<Payment>("odoo"),
            Profile.OdooMasters => hub.Own<Customer>("odoo").Own<Contract>("billing", o => o.CreatedFrom("crm")).Own<Invoice>("billing").Own<Payment>("billing"),
            _ => hub.Own<Customer>("crm").Own<Contract>("billing", o => o.CreatedFrom("crm")).Own<Invoice>("billing").Own<Payment>("billing"),
        };
        return services.BuildServiceProvider();
    }

    private void Ledger(OdooErpOptions odoo)
    {
        (odoo.Url, odoo.Database, odoo.Login, odoo.Secret) = (new Uri("http://odoo.test/"), Odoo.Database, Odoo.IntegrationLogin, Odoo.IntegrationPassword);
        (odoo.Company, odoo.TimeZone, odoo.EffectActionId, odoo.ServerTimeLimit) = ("Contract BE", "Europe/Brussels", Odoo.EffectActionId, TimeSpan.FromMilliseconds(30));
        odoo.Products["SEAT"] = "CONTRACT-SEAT";
        odoo.Taxes["VAT|21"] = "account.{company}_attn_VAT-OUT-21-L";
        string[] needed = _profile == Profile.OdooIssues
            ? [OdooStreams.Documents, OdooStreams.Matches, OdooStreams.Contracts, OdooStreams.ContractLines]
            : [OdooStreams.Documents, OdooStreams.Matches, OdooStreams.Payments];
        foreach (string stream in _profile == Profile.OdooMasters ? [OdooStreams.Partners, .. needed] : needed)
        {
            odoo.Feed.Streams.Add(stream);
        }
    }

    private sealed class IntakeHandler(IWebhookIntake intake, string system) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            WebhookResult result = await intake.ReceiveAsync(
                system,
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

using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Revenue;

/// <summary>
/// Lead to cash into two companies of an emulated Odoo on a clock that is set: <c>odoo-be</c> (EUR, Brussels) takes what is in euros, <c>odoo-jp</c> (Tokyo)
/// what is in yen. Deals come from a CRM whose deals make nothing.
/// </summary>
internal sealed class RevenueWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("revenue-").FullName;
    private readonly SetClock _clock = new();
    private readonly Func<IFaultPoints?, ServiceProvider> _build;
    private ServiceProvider _hub;

    public RevenueWorld(Action<IConnectorsBuilder>? more = null)
    {
        _clock.MoveTo(At("2026-01-02T12:00:00Z"));
        Odoo = new OdooEmulator(new OdooEmulatorOptions { TimeProvider = _clock });
        _build = faults => Build(more, faults);
        _hub = _build(null);
    }

    private ServiceProvider Build(Action<IConnectorsBuilder>? more, IFaultPoints? faults)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(_clock);
        IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(Path.Combine(_folder, "hub.db")).ConfigureHub(o =>
        {
            o.NodeName = "node-1";
            o.RetryDelay = TimeSpan.FromMilliseconds(2);
            o.WaitInterval = TimeSpan.FromMilliseconds(10);
            o.Idle = TimeSpan.FromMilliseconds(20);
        });
        Connect(hub, "odoo-be", "Contract BE", "Europe/Brussels");
        Connect(hub, "odoo-jp", "My Company", "Asia/Tokyo");
        hub.AddFlow<DealsOnly>().AddFlow<LeadToCash>().Own<Customer>("books").Own<Contract>("books").Own<Invoice>("books").Own<Payment>("books")
            .RouteCompany<Deal>(d => d.Currency.Code, ("EUR", "odoo-be"), ("JPY", "odoo-jp"))
            .RouteCompany<Contract>(c => c.Currency.Code, ("EUR", "odoo-be"), ("JPY", "odoo-jp"))
            .AddRevenueReporting();
        more?.Invoke(hub);
        services.Configure<LeadToCashOptions>(o => o.Crm = null);
        services.AddSingleton<IConnectedSystem>(Books);
        services.AddSingleton<IConnectedSystem>(Crm);
        services.AddOdooClient("person", o => (o.Url, o.Database, o.Login, o.Secret) = (new Uri("http://odoo.test/"), Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword))
            .ConfigurePrimaryHttpMessageHandler(_ => Odoo.CreateHandler());
        if (faults is not null)
        {
            services.AddSingleton(faults);
        }

        return services.BuildServiceProvider();
    }

    /// <summary>A new process on the same store.</summary>
    public async Task RestartAsync(IFaultPoints? faults = null)
    {
        await _hub.DisposeAsync();
        _hub = _build(faults);
    }

    public OdooEmulator Odoo { get; }

    public StorySource Books { get; } = new("books");

    public StorySource Crm { get; } = new("crm");

    public IRevenueReporting Revenue => _hub.GetRequiredService<IRevenueReporting>();

    public HubStore Store => _hub.GetRequiredService<HubStore>();

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    public IOdooClient Person => _hub.GetRequiredService<IOdooClientFactory>().Get("person");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    public OdooContext Company(long? id = null) => new() { AllowedCompanyIds = [id ?? Odoo.CompanyId] };

    public void MoveTo(string instant) => _clock.MoveTo(At(instant));

    /// <summary>An event comes when it happens, and all that follows is done.</summary>
    public async Task HearAsync(StorySource source, string kind, ExternalRef subject, string lane, string at, object? record)
    {
        MoveTo(at);
        await TakeAsync(source.Tell(kind, subject, lane, At(at), record));
    }

    public async Task TakeAsync(params Delivery[] deliveries)
    {
        await Hub.AcceptAsync(deliveries, Cancel);
        Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));
        IReadOnlyList<CaseInfo> cases = await Hub.Cases.ListAsync(cancellationToken: Cancel);
        Assert.True(cases.Count == 0, string.Join('\n', cases));
    }

    /// <summary>An entry that a person makes on the receivable account of Contract BE.</summary>
    public async Task OpeningAsync(string customer, decimal amount, string date)
    {
        OdooRecord partner = (await Person.SearchReadAsync("res.partner", OdooDomain.Where("name", "=", customer), ["name"], null, Company(), Cancel))[0];
        long receivable = (await Person.SearchAsync("account.account", OdooDomain.Where("account_type", "=", "asset_receivable"), new OdooSearch { Order = "id" }, Company(), Cancel))[0];
        long income = (await Person.SearchAsync("account.account", OdooDomain.Where("account_type", "=", "income"), new OdooSearch { Order = "id" }, Company(), Cancel))[0];
        long journal = (await Person.SearchAsync(
            "account.journal", OdooDomain.Where("company_id", "=", Odoo.CompanyId).And(OdooDomain.Where("type", "=", "general")), new OdooSearch { Order = "id" }, Company(), Cancel))[0];
        long entry = await Person.CreateAsync(
            "account.move",
            new JsonObject
            {
                ["move_type"] = "entry", ["journal_id"] = journal, ["date"] = date, ["ref"] = "opening",
                ["line_ids"] = new JsonArray(
                    new JsonArray(0, 0, new JsonObject { ["account_id"] = receivable, ["debit"] = amount, ["partner_id"] = partner.Id }),
                    new JsonArray(0, 0, new JsonObject { ["account_id"] = income, ["credit"] = amount, ["partner_id"] = partner.Id })),
            },
            Company(), Cancel);
        await Person.CallAsync(new OdooCall { Model = "account.move", Method = "action_post", Ids = [entry], Context = Company() }, Cancel);
    }

    /// <summary>A rate of the yen at Contract BE.</summary>
    public async Task RateAsync(string day, decimal rate)
    {
        long yen = (await Person.SearchAsync("res.currency", OdooDomain.Where("name", "=", "JPY"), null, Company(), Cancel))[0];
        await Person.CreateAsync("res.currency.rate", new JsonObject { ["currency_id"] = yen, ["name"] = day, ["rate"] = rate, ["company_id"] = Odoo.CompanyId }, Company(), Cancel);
    }

    /// <summary>What reports read of a company.</summary>
    public TurnoverReader Ledger(string company) => TurnoverReader.Create(_hub, company);

    /// <summary>An invoice of Contract BE as flows read it where Odoo issues.</summary>
    public async Task<Invoice> IssuedAsync(long id)
    {
        IReader reader = _hub.GetRequiredService<HubSystems>().Reader("odoo-be");
        ExternalRef reference = new("odoo-be", RecordKinds.IssuedDocument, id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return (Invoice)reader.Decode(reference, (await reader.ReadAsync(reference, Cancel))!);
    }

    /// <summary>A pricelist in yen, which orders in yen need.</summary>
    public async Task PricelistAsync()
    {
        long yen = (await Person.SearchAsync("res.currency", OdooDomain.Where("name", "=", "JPY"), null, Company(), Cancel))[0];
        await Person.CreateAsync("product.pricelist", new JsonObject { ["name"] = "Yen", ["currency_id"] = yen }, Company(), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await Odoo.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private void Connect(IConnectorsBuilder hub, string name, string company, string zone) => hub.AddOdoo(
        name,
        o =>
        {
            (o.Url, o.Database, o.Login, o.Secret, o.Company, o.TimeZone) = (new Uri("http://odoo.test/"), Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword, company, zone);
            o.EffectActionId = Odoo.EffectActionId;
            o.ServerTimeLimit = TimeSpan.FromMilliseconds(30);
            o.Products["seat"] = "CONTRACT-PLAN";
            o.Taxes["standard"] = "account.{company}_attn_VAT-OUT-21-L";
        },
        client => client.ConfigurePrimaryHttpMessageHandler(_ => Odoo.CreateHandler()));

    private sealed class DealsOnly : IFlow
    {
        public bool Handles(string changeKind) => changeKind == ChangeKinds.DealSeen;

        public Decision Decide(Change change, Known known) => new Decision.Absorb("only reported");
    }
}

using System.Collections.Concurrent;
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

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// Lead to cash with two legal entities: <c>odoo-be</c> is Contract BE in EUR, <c>odoo-us</c> is My Company in USD. They share a database, or
/// each is a company of a server of its own.
/// </summary>
internal sealed class CompanyWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("companies-").FullName;
    private readonly ConcurrentQueue<string> _withoutCompany = [];
    private readonly ServiceProvider _hub;

    private CompanyWorld(OdooEmulator be, OdooEmulator us, bool byAction, Action<IConnectorsBuilder> routes, Action<OdooErpOptions>? erp)
    {
        (Be, Us) = (be, us);
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o =>
            {
                o.NodeName = "node-1";
                o.RetryDelay = TimeSpan.FromMilliseconds(2);
                o.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
                o.WaitInterval = TimeSpan.FromMilliseconds(10);
                o.WaitDeadline = TimeSpan.FromMilliseconds(400);
                o.Idle = TimeSpan.FromMilliseconds(50);
            });
        Connect(hub, "odoo-be", "Contract BE", be, byAction, erp);
        Connect(hub, "odoo-us", "My Company", us, byAction, erp);
        hub.AddFlow<LeadToCash>()
            .Own<Customer>(BillingSource.System).Own<Contract>(BillingSource.System).Own<Invoice>(BillingSource.System).Own<Payment>(BillingSource.System);
        services.Configure<LeadToCashOptions>(o => o.Crm = null);
        services.AddSingleton<IConnectedSystem>(Source);
        routes(hub);
        _hub = services.BuildServiceProvider();
        BeBooks = Open(be);
        UsBooks = Open(us);
    }

    /// <summary>Shared or not, and by the effect action or step by step.</summary>
    public static TheoryData<bool, bool> Worlds => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    public BillingSource Source { get; } = new();

    public OdooEmulator Be { get; }

    public OdooEmulator Us { get; }

    public JsonRpc BeBooks { get; }

    public JsonRpc UsBooks { get; }

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<CompanyWorld> StartAsync(bool isShared, bool byAction, Action<IConnectorsBuilder> routes, Action<OdooErpOptions>? erp = null)
    {
        OdooEmulator be = new(), us = isShared ? be : new OdooEmulator();
        await be.StartAsync(Cancel);
        await us.StartAsync(Cancel);
        return new CompanyWorld(be, us, byAction, routes, erp);
    }

    /// <summary>The deal's field decides: <c>be</c> or <c>us</c>.</summary>
    public static void ByEntity(IConnectorsBuilder hub) => hub.RouteCompany<Deal>(d => d.Custom["Entity"], ("be", "odoo-be"), ("us", "odoo-us"));

    public static Deal Deal(Customer customer, string id, string entity) => new()
    {
        Ref = BillingSource.Ref(RecordKinds.Deal, id), Customer = customer, Name = $"Deal {id}", IsWon = true,
        Currency = Currency.Parse(entity == "us" ? "USD" : "EUR"), ClosedOn = new DateOnly(2026, 3, 1), Custom = new CustomFields([new("Entity", entity)]),
        Lines = [new ProductLine { Id = "1", ProductCode = "plan", Description = "Plan", Quantity = 2m, UnitPrice = 50m }],
    };

    public static Customer Customer(string id) => new()
    {
        Ref = BillingSource.Ref(RecordKinds.Customer, id), Name = $"Customer {id}", Website = $"https://{id}.example",
    };

    public async Task HappenAsync(params Delivery[] events)
    {
        await Hub.AcceptAsync(events, Cancel);
        await DrainAsync();
    }

    public async Task DrainAsync() => Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    public async Task AssertNoCasesAsync() => Assert.True((await CasesAsync()).Count == 0, string.Join('\n', await CasesAsync()));

    /// <summary>The companies of the records that came from the source, by name, in the order they were made.</summary>
    public static async Task<IReadOnlyList<string>> CompaniesAsync(JsonRpc books, string model) =>
        [.. (await books.SearchReadAsync(model, Ours(model), "company_id")).Select(r => (string)r!["company_id"]![1]!)];

    public static async Task<int> CountAsync(JsonRpc books, string model) => (await books.SearchReadAsync(model, Ours(model), "id")).Count;

    public async ValueTask DisposeAsync()
    {
        BeBooks.Dispose();
        UsBooks.Dispose();
        await _hub.DisposeAsync();
        await Be.DisposeAsync();
        await Us.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(_withoutCompany);
    }

    private static JsonArray Ours(string model) => model switch
    {
        "res.partner" => [new JsonArray("website", "like", ".example")],
        "account.move" => [new JsonArray("move_type", "in", new JsonArray("out_invoice", "out_refund"))],
        _ => [],
    };

    private static JsonRpc Open(OdooEmulator odoo) => new(odoo.Url, odoo.Database, odoo.AdminLogin, odoo.AdminPassword);

    private void Connect(IConnectorsBuilder hub, string name, string company, OdooEmulator odoo, bool byAction, Action<OdooErpOptions>? erp) => hub.AddOdoo(
        name,
        o =>
        {
            (o.Url, o.Database, o.Login, o.Secret, o.Company) = (odoo.Url, odoo.Database, odoo.AdminLogin, odoo.AdminPassword, company);
            o.Effects = byAction ? OdooEffects.Action : OdooEffects.Steps;
            o.EffectActionId = byAction ? odoo.EffectActionId : null;
            o.ServerTimeLimit = TimeSpan.FromMilliseconds(30);
            o.Products["plan"] = "CONTRACT-PLAN";
            o.Taxes["standard"] = company == "Contract BE" ? "account.{company}_attn_VAT-OUT-21-L" : "account.{company}_sale_tax_template";
            erp?.Invoke(o);
        },
        client => client.ConfigurePrimaryHttpMessageHandler(_ => new CompanyGuard(odoo.CreateHandler(), _withoutCompany)));
}

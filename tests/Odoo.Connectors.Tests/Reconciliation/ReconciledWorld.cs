using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>
/// A billing platform whose invoices are booked in two companies of an emulated Odoo by the real adapters, from lists: those in euros at Contract BE,
/// others at My Company. Webhooks do not come, so that nothing tells of what happens once the lists were read.
/// </summary>
internal sealed class ReconciledWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reconciled-").FullName;
    private readonly ServiceProvider _hub;

    public ReconciledWorld(BilledSite site, Action<ReconciliationOptions>? configure = null, bool hasGateway = false, bool hasContracts = false)
    {
        (Site, HasGateway) = (site, hasGateway);
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o =>
            {
                o.NodeName = "node-1";
                o.RetryDelay = TimeSpan.FromMilliseconds(2);
                o.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
                o.WaitInterval = TimeSpan.FromMilliseconds(10);
                o.WaitDeadline = hasGateway ? TimeSpan.FromSeconds(30) : TimeSpan.FromMilliseconds(400);
                o.Idle = TimeSpan.FromMilliseconds(50);
            });
        Connect(hub, "odoo-be", "Contract BE");
        Connect(hub, "odoo-us", "My Company");
        site.Connect(hub)
            .AddFlow<LeadToCash>()
            .Own<Customer>(site.Name).Own<Contract>(site.Name).Own<Invoice>(site.Name).Own<Payment>(site.Name)
            .RouteCompany<Invoice>(i => Misrouted.Contains(i.Ref.Id) || i.Currency.Code != "EUR" ? "us" : "be", ("be", "odoo-be"), ("us", "odoo-us"))
            .AddReconciliation(o =>
            {
                o.SettleWindow = TimeSpan.Zero;
                configure?.Invoke(o);
            });
        if (hasContracts)
        {
            // Which company an invoice belongs to is then its contract's to say, and not compared.
            hub.RouteCompany<Contract>(c => c.Currency.Code, ("EUR", "odoo-be"));
        }

        services.Configure<LeadToCashOptions>(o => o.Crm = null);
        _hub = services.BuildServiceProvider();
    }

    public BilledSite Site { get; }

    /// <summary>Whether money goes through a gateway that pays out, as it is set up at Contract BE.</summary>
    public bool HasGateway { get; }

    public OdooEmulator Odoo { get; } = new();

    public JsonRpc Books { get; private set; } = null!;

    /// <summary>Invoices that a wrong rule sends to My Company.</summary>
    public HashSet<string> Misrouted { get; } = [];

    public IServiceProvider Services => _hub;

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    public IReconciliation Reconciliation => _hub.GetRequiredService<IReconciliation>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        await Odoo.StartAsync(Cancel);
        Books = new JsonRpc(Odoo.Url, Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword);
        if (HasGateway)
        {
            using ServiceProvider accountant = new ServiceCollection()
                .AddOdooClient("accountant", o => (o.Url, o.Database, o.Login, o.Secret) = (Odoo.Url, Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword)).Services.BuildServiceProvider();
            await MonthGateway.EnterAsync(accountant.GetRequiredKeyedService<IOdooClient>("accountant"), Odoo.CompanyId, Cancel);
        }
    }

    public async Task DrainAsync()
    {
        Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));
    }

    public async Task<ReconciliationReport> RunAsync(params string[] kinds) => await Reconciliation.RunAsync(new ReconciliationScope { Source = Site.Name, Kinds = kinds }, "ann", Cancel);

    /// <summary>The Odoo id of an invoice.</summary>
    public async Task<long> MoveAsync(string invoice) => (long)(await Books.FindAsync($"oc_{Site.Name}.invoice_{invoice}", "id"))!["id"]!;

    public async Task<JsonNode?> CallAsync(string model, string method, params JsonNode[] arguments) =>
        await Books.CallAsync(model, method, new JsonArray([.. arguments.Select(a => a.DeepClone())]), new JsonObject
        {
            ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray(Odoo.CompanyId) },
        });

    /// <summary>Puts an invoice back to draft, changes it and posts it again, as a person does.</summary>
    public async Task EditAsync(long move, JsonObject? values = null, JsonObject? line = null, bool post = true)
    {
        await CallAsync("account.move", "button_draft", new JsonArray(move));
        if (line is not null)
        {
            JsonArray lines = await Books.SearchReadAsync("account.move.line", [new JsonArray("move_id", "=", move), new JsonArray("display_type", "=", "product")], "id");
            values = new JsonObject { ["invoice_line_ids"] = new JsonArray(new JsonArray(1, (long)lines[0]!["id"]!, line)) };
        }

        if (values is not null)
        {
            await CallAsync("account.move", "write", new JsonArray(move), values);
        }

        if (post)
        {
            await CallAsync("account.move", "action_post", new JsonArray(move));
        }
    }

    /// <summary>An invoice entered and posted by a person.</summary>
    public async Task<long> ByHandAsync(long partner, string? reference, int price)
    {
        JsonNode made = (await CallAsync("account.move", "create", new JsonObject
        {
            ["move_type"] = "out_invoice", ["partner_id"] = partner, ["ref"] = reference, ["invoice_date"] = "2026-03-01",
            ["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
            {
                ["name"] = "By hand", ["quantity"] = 1, ["price_unit"] = price, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())),
            })),
        }))!;
        long id = made is JsonArray ids ? (long)ids[0]! : (long)made;
        await CallAsync("account.move", "action_post", new JsonArray(id));
        return id;
    }

    public async Task<long> PartnerOfAsync(string customer) => (long)(await Books.FindAsync($"oc_{Site.Name}.customer_{customer}", "id"))!["id"]!;

    public async ValueTask DisposeAsync()
    {
        Books?.Dispose();
        await _hub.DisposeAsync();
        await Odoo.DisposeAsync();
        await Site.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private void Connect(IConnectorsBuilder hub, string name, string company) => hub.AddOdoo(
        name,
        o =>
        {
            (o.Url, o.Database, o.Login, o.Secret, o.Company) = (new Uri("http://odoo.invalid"), Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword, company);
            o.EffectActionId = Odoo.EffectActionId;
            o.ServerTimeLimit = TimeSpan.FromMilliseconds(30);
            foreach (string product in Site.Products)
            {
                o.Products[product] = "CONTRACT-PLAN";
            }

            (o.GatewayJournal, o.FeeAccount, o.PayoutAccount) = HasGateway && company == "Contract BE" ? (MonthGateway.Journal, MonthGateway.Fees, MonthGateway.Payouts) : (null, null, null);
            o.Taxes[Site.Tax] = company == "Contract BE" ? "account.{company}_attn_VAT-OUT-21-L" : "account.{company}_sale_tax_template";
        },
        client => client.ConfigurePrimaryHttpMessageHandler(_ => Odoo.CreateHandler()));
}

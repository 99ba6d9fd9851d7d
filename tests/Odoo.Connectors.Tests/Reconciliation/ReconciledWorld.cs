using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Stripe;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>
/// An emulated Stripe account whose invoices are booked in two companies of an emulated Odoo by the real adapters, from lists: those in euros at
/// Contract BE, others at My Company. Webhooks do not come, so that nothing tells of what happens once the lists were read.
/// </summary>
internal sealed class ReconciledWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reconciled-").FullName;
    private readonly ServiceProvider _hub;
    private readonly string _price;
    private readonly string _vat;

    public ReconciledWorld(Action<ReconciliationOptions>? configure = null)
    {
        Stripe.Post("products", ("id", "prod_plan"), ("name", "Plan"));
        _price = Id(Stripe.Post("prices", ("product", "prod_plan"), ("currency", "eur"), ("unit_amount", "1000")));
        _vat = Id(Stripe.Post("tax_rates", ("display_name", "VAT"), ("percentage", "21"), ("inclusive", "false"), ("country", "BE")));
        Customer = NewCustomer("Kanaal Fietsen");
        Other = NewCustomer("Dijk Roeiers");
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
        Connect(hub, "odoo-be", "Contract BE");
        Connect(hub, "odoo-us", "My Company");
        hub.AddStripe(
                "stripe",
                o =>
                {
                    (o.ApiBase, o.ApiKey, o.ListObjects, o.PollEvents) = (Stripe.Url, "sk_test_emulator0000", true, false);
                    o.WebhookSecrets.Add("whsec_none");
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => Stripe.CreateHandler()))
            .AddFlow<LeadToCash>()
            .Own<Customer>("stripe").Own<Contract>("stripe").Own<Invoice>("stripe").Own<Payment>("stripe")
            .RouteCompany<Invoice>(i => Misrouted.Contains(i.Ref.Id) || i.Currency.Code != "EUR" ? "us" : "be", ("be", "odoo-be"), ("us", "odoo-us"))
            .AddReconciliation(o =>
            {
                o.SettleWindow = TimeSpan.Zero;
                configure?.Invoke(o);
            });
        services.Configure<LeadToCashOptions>(o => o.Crm = null);
        _hub = services.BuildServiceProvider();
    }

    public StripeEmulator Stripe { get; } = new();

    public OdooEmulator Odoo { get; } = new();

    public JsonRpc Books { get; private set; } = null!;

    /// <summary>Invoices that a wrong rule sends to My Company.</summary>
    public HashSet<string> Misrouted { get; } = [];

    public string Customer { get; }

    public string Other { get; }

    public IServiceProvider Services => _hub;

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    public IReconciliation Reconciliation => _hub.GetRequiredService<IReconciliation>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        await Odoo.StartAsync(Cancel);
        Books = new JsonRpc(Odoo.Url, Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword);
    }

    /// <summary>A finalized invoice of so many times 10.00 and, unless it is untaxed, 21 % of it, to be paid by transfer.</summary>
    public string Invoice(int quantity, string? customer = null, bool isTaxed = true)
    {
        string owner = customer ?? Customer;
        string id = Id(Stripe.Post(
            "invoices", [("customer", owner), ("currency", "eur"), ("collection_method", "send_invoice"), ("days_until_due", "30"), .. isTaxed ? [("default_tax_rates[0]", _vat)] : Array.Empty<(string, string)>()]));
        Stripe.Post("invoiceitems", ("customer", owner), ("invoice", id), ("pricing[price]", _price), ("quantity", quantity.ToString(CultureInfo.InvariantCulture)), ("currency", "eur"));
        Stripe.Post($"invoices/{id}/finalize");
        return id;
    }

    public void Pay(string invoice) => Stripe.Post($"invoices/{invoice}/pay");

    /// <summary>A credit note over all of a paid invoice, and the refund of it.</summary>
    public void TakeBack(string invoice, decimal gross)
    {
        string cents = ((int)(gross * 100m)).ToString(CultureInfo.InvariantCulture);
        string line = (string)Stripe.Find(invoice)!["lines"]!["data"]![0]!["id"]!;
        Stripe.Post("credit_notes", ("invoice", invoice), ("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", line), ("lines[0][quantity]", "1"), ("refund_amount", cents));
    }

    public string NumberOf(string invoice) => (string)Stripe.Find(invoice)!["number"]!;

    public async Task DrainAsync()
    {
        Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));
    }

    public async Task<ReconciliationReport> RunAsync(params string[] kinds) => await Reconciliation.RunAsync(new ReconciliationScope { Source = "stripe", Kinds = kinds }, "ann", Cancel);

    /// <summary>The Odoo id of an invoice.</summary>
    public async Task<long> MoveAsync(string invoice) => (long)(await Books.FindAsync($"oc_stripe.invoice_{invoice}", "id"))!["id"]!;

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

    public async Task<long> PartnerOfAsync(string customer) => (long)(await Books.FindAsync($"oc_stripe.customer_{customer}", "id"))!["id"]!;

    public async ValueTask DisposeAsync()
    {
        Books?.Dispose();
        await _hub.DisposeAsync();
        await Odoo.DisposeAsync();
        await Stripe.DisposeAsync();
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
            o.Products["prod_plan"] = "CONTRACT-PLAN";
            o.Taxes[_vat] = company == "Contract BE" ? "account.{company}_attn_VAT-OUT-21-L" : "account.{company}_sale_tax_template";
        },
        client => client.ConfigurePrimaryHttpMessageHandler(_ => Odoo.CreateHandler()));

    private string NewCustomer(string name) => Id(Stripe.Post("customers", ("name", name), ("address[country]", "BE"), ("invoice_settings[default_payment_method]", "pm_1")));

    private static string Id(JsonNode made) => (string)made["id"]!;
}

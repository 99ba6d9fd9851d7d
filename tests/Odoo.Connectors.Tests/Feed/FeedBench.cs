using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests;

/// <summary>An emulated Odoo where people work, and a hub that reads it.</summary>
internal sealed class FeedBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feed-").FullName;
    private readonly ConcurrentQueue<string> _withoutCompany = [];
    private ServiceProvider _hub = null!;

    private FeedBench()
    {
        OdooClock.MoveTo(new DateTimeOffset(2026, 4, 10, 10, 0, 0, TimeSpan.Zero));
        HubClock.MoveTo(OdooClock.GetUtcNow());
        Odoo = new OdooEmulator(new OdooEmulatorOptions { TimeProvider = OdooClock });
    }

    public SetClock OdooClock { get; } = new();

    public SetClock HubClock { get; } = new();

    public OdooEmulator Odoo { get; }

    public ChangeRecorder Recorder { get; } = new();

    public IServiceProvider Services => _hub;

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    public IOdooBooks Books => _hub.GetRequiredKeyedService<IOdooBooks>("odoo");

    /// <summary>A person at Odoo, who may do everything.</summary>
    public IOdooClient Person => _hub.GetRequiredService<IOdooClientFactory>().Get("person");

    public OdooContext Company => new() { AllowedCompanyIds = [Odoo.CompanyId] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static FeedBench Start(IEnumerable<string>? streams = null, Action<IConnectorsBuilder>? more = null, Action<OdooErpOptions>? configure = null)
    {
        FeedBench bench = new();
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(bench.HubClock);
        IConnectorsBuilder builder = services.AddOdooConnectors().UseSqlite(Path.Combine(bench._folder, "hub.db")).AddOdoo(
            "odoo",
            odoo =>
            {
                odoo.Url = new Uri("http://odoo.test/");
                odoo.Database = bench.Odoo.Database;
                odoo.Login = bench.Odoo.IntegrationLogin;
                odoo.Secret = bench.Odoo.IntegrationPassword;
                odoo.Company = "Contract BE";
                odoo.TimeZone = "Europe/Brussels";
                foreach (string stream in streams ?? OdooStreams.All.Where(s => s != OdooStreams.Overdue))
                {
                    odoo.Feed.Streams.Add(stream);
                }

                configure?.Invoke(odoo);
            },
            client => client.ConfigurePrimaryHttpMessageHandler(_ => new CompanyGuard(bench.Odoo.CreateHandler(), bench._withoutCompany)));
        services.AddOdooClient("person", options =>
        {
            options.Url = new Uri("http://odoo.test/");
            options.Database = bench.Odoo.Database;
            options.Login = bench.Odoo.AdminLogin;
            options.Secret = bench.Odoo.AdminPassword;
        }).ConfigurePrimaryHttpMessageHandler(_ => bench.Odoo.CreateHandler());
        more?.Invoke(builder);
        services.AddSingleton<IFlow>(bench.Recorder);
        bench._hub = services.BuildServiceProvider();
        return bench;
    }

    /// <summary>Polls, and decides all there is.</summary>
    public async Task PollAsync() => Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), "The hub did not come to rest.");

    /// <summary>What the flow was told since the last time it was asked here.</summary>
    public async Task<IReadOnlyList<Change>> NewsAsync()
    {
        Recorder.Changes.Clear();
        await PollAsync();
        return [.. Recorder.Changes];
    }

    /// <summary>The newest record that the flow was told of a subject.</summary>
    public T Last<T>(string kind, long id) =>
        (T)Recorder.Changes.Last(c => c.Subject.Kind == kind && c.Subject.Id == id.ToString(CultureInfo.InvariantCulture)).Record!;

    public async Task<long> CustomerAsync(string name = "Kanaal Fietsen") =>
        await Person.CreateAsync("res.partner", new JsonObject { ["name"] = name, ["is_company"] = true, ["country_id"] = await IdAsync("res.country", "code", "BE") }, Company, Cancel);

    /// <summary>A posted invoice or credit note without tax.</summary>
    public async Task<long> DocumentAsync(long partner, decimal amount, string date, string due, string type = "out_invoice", string currency = "EUR", long? reverses = null)
    {
        JsonObject values = new()
        {
            ["move_type"] = type,
            ["partner_id"] = partner,
            ["invoice_date"] = date,
            ["invoice_date_due"] = due,
            ["currency_id"] = await IdAsync("res.currency", "name", currency),
            ["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
            {
                ["name"] = "a", ["quantity"] = 1, ["price_unit"] = amount, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())),
            })),
        };
        if (reverses is long reversed)
        {
            values["reversed_entry_id"] = reversed;
        }

        long id = await Person.CreateAsync("account.move", values, Company, Cancel);
        await CallAsync("account.move", "action_post", id);
        return id;
    }

    /// <summary>Registers a payment as the wizard does.</summary>
    /// <returns>The payment.</returns>
    public async Task<long> PayAsync(long invoice, decimal amount, string date)
    {
        OdooContext context = new() { AllowedCompanyIds = [Odoo.CompanyId], Other = new JsonObject { ["active_model"] = "account.move", ["active_ids"] = new JsonArray(invoice) } };
        long wizard = await Person.CreateAsync(
            "account.payment.register", new JsonObject { ["payment_date"] = date, ["journal_id"] = await JournalAsync("bank"), ["amount"] = amount }, context, Cancel);
        return (await Person.CallAsync(new OdooCall { Model = "account.payment.register", Method = "action_create_payments", Ids = [wizard], Context = context }, Cancel))!
            .Value.GetProperty("res_id").GetInt64();
    }

    /// <summary>Books a bank transfer as a plain entry of the bank journal and matches it with invoices.</summary>
    /// <returns>The entry.</returns>
    public async Task<long> TransferAsync(long partner, decimal amount, string date, params long[] invoices)
    {
        long receivable = await ReceivableAccountAsync();
        IReadOnlyList<OdooRecord> bank = await Person.SearchReadAsync("account.account", OdooDomain.Where("account_type", "=", "asset_cash"), ["name"], new OdooSearch { Limit = 1, Order = "id" }, Company, Cancel);
        long entry = await Person.CreateAsync(
            "account.move",
            new JsonObject
            {
                ["move_type"] = "entry", ["journal_id"] = await JournalAsync("bank"), ["date"] = date, ["ref"] = "SEPA 4711", ["partner_id"] = partner,
                ["line_ids"] = new JsonArray(
                    new JsonArray(0, 0, new JsonObject { ["account_id"] = bank.Count > 0 ? bank[0].Id : await OutstandingAccountAsync(), ["debit"] = amount, ["partner_id"] = partner }),
                    new JsonArray(0, 0, new JsonObject { ["account_id"] = receivable, ["credit"] = amount, ["partner_id"] = partner })),
            },
            Company, Cancel);
        await CallAsync("account.move", "action_post", entry);
        await ReconcileAsync([entry, .. invoices]);
        return entry;
    }

    public async Task ReconcileAsync(params long[] moves)
    {
        IReadOnlyList<long> lines = await Person.SearchAsync(
            "account.move.line", OdooDomain.In("move_id", moves).And(OdooDomain.Where("account_type", "=", "asset_receivable")), context: Company, cancellationToken: Cancel);
        await Person.CallAsync(new OdooCall { Model = "account.move.line", Method = "reconcile", Ids = lines, Context = Company }, Cancel);
    }

    public Task CallAsync(string model, string method, params long[] ids) => Person.CallAsync(new OdooCall { Model = model, Method = method, Ids = ids, Context = Company }, Cancel);

    public Task WriteAsync(string model, long id, JsonObject values) => Person.WriteAsync(model, [id], values, Company, Cancel);

    public async Task<OdooRecord> ReadAsync(string model, long id, params string[] fields) => (await Person.ReadAsync(model, [id], fields, Company, Cancel)).Records[0];

    public async Task<long> IdAsync(string model, string field, string value) =>
        Assert.Single(await Person.SearchAsync(model, OdooDomain.Where(field, "=", value), context: Company, cancellationToken: Cancel));

    public async Task<long> JournalAsync(string type) => (await Person.SearchAsync(
        "account.journal", OdooDomain.Where("company_id", "=", Odoo.CompanyId).And(OdooDomain.Where("type", "=", type)), new OdooSearch { Order = "id" }, Company, Cancel))[0];

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await Odoo.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(_withoutCompany);
    }

    private async Task<long> ReceivableAccountAsync() => await AccountAsync("asset_receivable");

    private async Task<long> OutstandingAccountAsync() => await AccountAsync("asset_current");

    private async Task<long> AccountAsync(string type) =>
        (await Person.SearchAsync("account.account", OdooDomain.Where("account_type", "=", type), new OdooSearch { Order = "id" }, Company, Cancel))[0];
}

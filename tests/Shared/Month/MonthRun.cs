using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// A month of a subscription business through the whole pipeline, on a clock that is moved on: webhooks of an emulated Stripe, the hub, an emulated
/// Odoo, and a reconciliation of everything at the end.
/// </summary>
/// <param name="subscriptions">How many.</param>
/// <param name="seed">What becomes of each.</param>
/// <param name="disorder">The seed of duplicates, disorder and refused deliveries; null delivers in order and once.</param>
/// <param name="step">How often webhooks are delivered.</param>
internal sealed class MonthRun(int subscriptions, int seed, int? disorder, TimeSpan step)
{
    private const string Secret = "whsec_month";
    private const int TurnsApart = 15;
    private static readonly TimeSpan s_calm = TimeSpan.FromHours(2);

    /// <summary>Called with the day, a few times in a run.</summary>
    public Action<DateTimeOffset>? Progress { get; init; }

    /// <summary>What the ledger holds.</summary>
    public MonthLedger Ledger { get; private set; } = null!;

    /// <summary>What it must hold.</summary>
    public IReadOnlyList<string> Expected { get; private set; } = [];

    /// <summary>How many disputes were lost; each is a case.</summary>
    public int Lost { get; private set; }

    /// <summary>The cases that are open, by their cause.</summary>
    public IReadOnlyList<string> Cases { get; private set; } = [];

    /// <summary>What reconciliation found.</summary>
    public ReconciliationReport Report { get; private set; } = null!;

    /// <summary>Everything that does not hold.</summary>
    public IEnumerable<string> Problems =>
    [
        .. IsSettled ? [] : new[] { "work is left" },
        .. Cases.Where(c => !c.StartsWith("dispute-lost", StringComparison.Ordinal)),
        .. Lost == Cases.Count(c => c.StartsWith("dispute-lost", StringComparison.Ordinal)) ? [] : new[] { $"{Lost} disputes were lost" },
        .. Expected.Except(Ledger.Sums.Lines).Select(e => $"billing: {e}"),
        .. Ledger.Sums.Lines.Except(Expected).Select(b => $"ledger: {b}"),
        .. Report.Discrepancies.Concat(Report.InFlight).Select(d => $"reconciliation: {d}, {d.Difference}"),
        .. Report.Totals.Where(t => !t.IsEqual).Select(t => $"total of {t.Kind} {t.Currency} {t.Month:yyyy-MM}: {t.ExpectedGross} and {t.BookedGross}"),
    ];

    /// <summary>Whether nothing was left to do.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>How many webhooks were taken, and how many refused.</summary>
    public (int Taken, int Refused) Webhooks { get; private set; }

    /// <summary>How long the business, the deliveries, the work, the reconciliation took.</summary>
    public (TimeSpan Business, TimeSpan Intake, TimeSpan Work, TimeSpan Reconciling) Took { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        MonthClock clock = new(MonthBusiness.Begins);
        StripeEmulator stripe = new(new StripeEmulatorOptions { PayoutInterval = TimeSpan.FromDays(1), EventRetention = TimeSpan.Zero }, clock);
        OdooEmulatorOptions options = new() { TimeProvider = clock };
        options.Products.Add(("BADDEBT", "Bad debts"));
        options.PricelistCurrencies.Add("USD");
        options.PricelistCurrencies.Add("JPY");
        OdooEmulator odoo = new(options);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("month-");
        using MonthBusiness business = new(subscriptions, seed, clock, stripe);
        ServiceProvider hub = Services(clock, stripe, odoo, business, Path.Combine(folder.FullName, "hub.db"), "node-1", lists: false);
        ServiceProvider reconciler = Services(clock, stripe, odoo, business, Path.Combine(folder.FullName, "hub.db"), "node-2", lists: true);
        try
        {
            IOdooClient client = hub.GetRequiredKeyedService<IOdooClient>("accountant");
            long company = (await client.SearchAsync("res.company", OdooDomain.Where("name", "=", "Contract BE"), cancellationToken: cancellationToken).ConfigureAwait(false))[0];
            await MonthGateway.EnterAsync(client, company, cancellationToken).ConfigureAwait(false);
            await PlayAsync(business, stripe, odoo, clock, hub, cancellationToken).ConfigureAwait(false);
            Cases = [.. (await hub.GetRequiredService<IConnectorOperations>().Cases.ListAsync(CaseFilter.Open, new CasePage(Size: 100_000), cancellationToken).ConfigureAwait(false))
                .Select(c => $"{c.Reason.Cause}: {c.Reason.Message}")];
            Expected = business.Books.Total(MonthBusiness.Begins, MonthBusiness.Ends).Lines;
            Lost = business.Books.Lost;
            Ledger = await MonthLedger.ReadAsync(client, company, cancellationToken).ConfigureAwait(false);
            long started = Stopwatch.GetTimestamp();
            Report = await reconciler.GetRequiredService<IReconciliation>().RunAsync(new ReconciliationScope { Source = "stripe" }, "gate", cancellationToken).ConfigureAwait(false);
            Took = Took with { Reconciling = Stopwatch.GetElapsedTime(started) };
        }
        finally
        {
            await hub.DisposeAsync().ConfigureAwait(false);
            await reconciler.DisposeAsync().ConfigureAwait(false);
            await odoo.DisposeAsync().ConfigureAwait(false);
            await stripe.DisposeAsync().ConfigureAwait(false);
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private async Task PlayAsync(MonthBusiness business, StripeEmulator stripe, OdooEmulator odoo, MonthClock clock, ServiceProvider hub, CancellationToken cancellationToken)
    {
        IConnectorOperations operations = hub.GetRequiredService<IConnectorOperations>();
        using MonthWebhooks webhooks = new(hub.GetRequiredService<IWebhookIntake>(), disorder is { } chance ? new Random(chance) : null);
        using StripeSender sender = new(new Uri("http://hub.invalid/webhooks/stripe"), [Secret], clock, webhooks);
        TimeSpan[] took = new TimeSpan[3];
        for (int turn = 0; clock.GetUtcNow() < MonthBusiness.Ends; turn++)
        {
            DateTimeOffset left = MonthBusiness.Ends - s_calm, next = clock.GetUtcNow() + (clock.GetUtcNow() < left ? step : TimeSpan.FromMinutes(15));
            webhooks.IsCalm = next >= left;
            long started = Stopwatch.GetTimestamp();
            business.AdvanceTo(next < MonthBusiness.Ends ? next : MonthBusiness.Ends);
            took[0] += Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            await sender.DeliverAsync(stripe, new StripeDelivery { Seed = disorder + turn }, cancellationToken).ConfigureAwait(false);
            took[1] += Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            IsSettled = await operations.DrainAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            took[2] += Stopwatch.GetElapsedTime(started);
            stripe.ForgetCalls();
            odoo.ForgetCalls();
            if (turn % TurnsApart == 0)
            {
                Progress?.Invoke(clock.GetUtcNow());
            }
        }

        Webhooks = (webhooks.Taken, webhooks.Refused);
        Took = (took[0], took[1], took[2], default);
    }

    private static ServiceProvider Services(MonthClock clock, StripeEmulator stripe, OdooEmulator odoo, MonthBusiness business, string store, string node, bool lists)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(clock);
        services.Configure<LeadToCashOptions>(o => o.Crm = null);
        services.AddOdooClient("accountant", o => (o.Url, o.Database, o.Login, o.Secret) = (new Uri("http://odoo.invalid"), odoo.Database, odoo.AdminLogin, odoo.AdminPassword))
            .ConfigurePrimaryHttpMessageHandler(_ => odoo.CreateHandler());
        services.AddOdooConnectors().UseSqlite(store).ConfigureHub(o => (o.NodeName, o.SchemaInterval) = (node, TimeSpan.FromDays(7)))
            .AddOdoo(
                "odoo",
                o =>
                {
                    (o.Url, o.Database, o.Login, o.Secret, o.Company, o.TimeZone) = (new Uri("http://odoo.invalid"), odoo.Database, odoo.IntegrationLogin, odoo.IntegrationPassword, "Contract BE", "Europe/Brussels");
                    (o.EffectActionId, o.GatewayJournal, o.FeeAccount, o.PayoutAccount, o.BadDebtProduct) = (odoo.EffectActionId, MonthGateway.Journal, MonthGateway.Fees, MonthGateway.Payouts, "BADDEBT");
                    o.Products["prod_plan"] = "CONTRACT-PLAN";
                    o.Taxes[business.Rates[21]] = "account.{company}_attn_VAT-OUT-21-L";
                    o.Taxes[business.Rates[6]] = "account.{company}_attn_VAT-OUT-06-L";
                },
                client => client.ConfigurePrimaryHttpMessageHandler(_ => odoo.CreateHandler()))
            .AddStripe(
                "stripe",
                o =>
                {
                    (o.ApiBase, o.ApiKey, o.ListObjects) = (stripe.Url, "sk_test_emulator0000", lists);
                    o.WebhookSecrets.Add(Secret);
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => stripe.CreateHandler()))
            .AddFlow<LeadToCash>()
            .Own<Customer>("stripe").Own<Contract>("stripe").Own<Invoice>("stripe").Own<Payment>("stripe")
            .AddReconciliation(o => o.SettleWindow = TimeSpan.Zero);
        return services.BuildServiceProvider();
    }
}

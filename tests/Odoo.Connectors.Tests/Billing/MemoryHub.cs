using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>Lead to cash between a CRM, a ledger and a billing platform in memory, on a real engine and store.</summary>
internal sealed class MemoryHub : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("billing-").FullName;
    private readonly Func<ServiceProvider> _build;
    private ServiceProvider _hub;

    public MemoryHub(
        Action<LeadToCashOptions>? configure = null, IFaultPoints? faults = null, string contracts = "billing", Action<IConnectorsBuilder>? platform = null,
        Action<IConnectorsBuilder>? more = null)
    {
        _build = () =>
        {
            ServiceCollection services = new();
            services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
            IConnectorsBuilder hub = services.AddOdooConnectors().UseSqlite(Path.Combine(_folder, "hub.db")).ConfigureHub(o =>
            {
                o.RetryDelay = TimeSpan.FromMilliseconds(1);
                o.WaitInterval = TimeSpan.FromMilliseconds(1);
                o.Idle = TimeSpan.FromMilliseconds(5);
                o.NodeName = "node-1";
            });
            hub.AddFlow<LeadToCash>().Own<Customer>("crm").Own<Contract>(contracts, o => { if (contracts == "billing") { o.CreatedFrom("crm"); } }).Own<Invoice>("billing").Own<Payment>("billing");
            services.Configure<LeadToCashOptions>(o => { o.Crm = "crm"; configure?.Invoke(o); });
            platform?.Invoke(hub);
            more?.Invoke(hub);
            foreach (MemorySystem system in platform is null ? new[] { Crm, Ledger, Platform } : [Crm, Ledger])
            {
                services.AddSingleton<IConnectedSystem>(system);
            }

            if (faults is not null)
            {
                services.AddSingleton(faults);
            }

            return services.BuildServiceProvider();
        };
        _hub = _build();
    }

    public MemorySystem Crm { get; } = new("crm");

    public MemorySystem Ledger { get; } = new("odoo");

    public MemoryPlatform Platform { get; } = new();

    public IServiceProvider Services => _hub;

    public IConnectorOperations Hub => _hub.GetRequiredService<IConnectorOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A won deal of a customer, as its feed brings it.</summary>
    public Delivery Win(string deal = "006", string account = "001A", string? vat = null, decimal seats = 5m)
    {
        Customer customer = new() { Ref = Crm.Ref(RecordKinds.Customer, account), Name = "Kanaal", VatNumber = vat };
        Crm.Records[customer.Ref] = customer;
        ExternalRef reference = Crm.Ref(RecordKinds.Deal, deal);
        Crm.Records[reference] = new Deal
        {
            Ref = reference, Customer = customer, Name = "Seats", IsWon = true, Currency = MoneyRecords.Euro,
            Lines = [new ProductLine { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = seats, UnitPrice = 40m, Recurrence = new Recurrence(1, RecurrenceUnit.Month) }],
        };
        return Crm.Tell(ChangeKinds.DealSeen, reference, account);
    }

    /// <summary>Two invoices of 121.00 of one subscription, booked in the ledger.</summary>
    public async Task BillAsync()
    {
        FlowBench held = MoneyRecords.Bench();
        foreach ((ExternalRef reference, object record) in held.Records)
        {
            (reference.System == "crm" ? Crm : Platform).Records[reference] = record;
        }

        await HearAsync([.. new[] { MoneyRecords.InvoiceRef, MoneyRecords.OtherRef }.Select(i => Platform.Tell(ChangeKinds.InvoiceIssued, i, MoneyRecords.Billed.Id))]);
    }

    /// <summary>A bank transfer that people booked in the ledger, as its feed brings it.</summary>
    public Delivery Transfer(params (ExternalRef Invoice, decimal Amount)[] pays)
    {
        BookedPayment transfer = new()
        {
            Ref = Ledger.Ref(RecordKinds.Payment, "entry-17"), Amount = MoneyRecords.Eur(pays.Sum(p => p.Amount)), On = new DateOnly(2026, 9, 8), State = MoneyState.Paid,
            Allocations = [.. pays.Select(p => new Allocation(Ledger.Ref(RecordKinds.Invoice, $"move-{p.Invoice.Id}"), MoneyRecords.Eur(p.Amount)) { Source = p.Invoice })],
        };
        Ledger.Records[transfer.Ref] = transfer;
        return Ledger.Tell(ChangeKinds.PaymentBooked, transfer.Ref, "7");
    }

    /// <summary>Stores deliveries, and works until nothing is left to do.</summary>
    public async Task HearAsync(params Delivery[] deliveries)
    {
        await Hub.AcceptAsync(deliveries, Cancel);
        await DrainAsync();
    }

    /// <summary>The platform tells of all its subscriptions, as it does in the end.</summary>
    public Task HearOfSubscriptionsAsync() => HearAsync([.. Platform.Subscriptions.Select(Platform.TellOf)]);

    /// <summary>Decides what is there to decide, and sends nothing.</summary>
    public async Task DecideAsync()
    {
        while (await _hub.GetRequiredService<Hub>().WorkAsync(Cancel))
        {
        }
    }

    public async Task DrainAsync() => Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel), string.Join('\n', await Hub.EventsAsync(Cancel)));

    /// <summary>Hears a delivery until the process ends, then again in a new one on the same store.</summary>
    public async Task CrashAsync(Crash crash, Delivery delivery)
    {
        try
        {
            await Hub.AcceptAsync([delivery], crash.Token);
            await Hub.DrainAsync(TimeSpan.FromSeconds(20), crash.Token);
        }
        catch (OperationCanceledException) when (crash.Happened)
        {
            await _hub.DisposeAsync();
            _hub = _build();
        }

        await HearAsync(delivery);
    }

    /// <summary>A new process on the same store.</summary>
    public async Task RestartAsync()
    {
        await _hub.DisposeAsync();
        _hub = _build();
    }

    public async Task<IReadOnlyList<CaseInfo>> CasesAsync() => await Hub.Cases.ListAsync(cancellationToken: Cancel);

    /// <summary>Nothing waits for a person.</summary>
    public async Task AssertNoCasesAsync()
    {
        IReadOnlyList<CaseInfo> cases = await CasesAsync();
        Assert.True(cases.Count == 0, string.Join('\n', cases));
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

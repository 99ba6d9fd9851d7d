using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Billing;

namespace Odoo.Connectors.Tests.Collections;

/// <summary>
/// Collections between a ledger, a CRM and a billing platform in memory. Partner 7 of the ledger is account 001A and customer cus_1, who has the
/// subscription sub_1 and owes invoice 12 of 121.00, due on 20 April. Reminder after 3 days, suspension after 20, write-off after 60.
/// </summary>
internal sealed class CollectionsHub : IAsyncDisposable
{
    public static readonly ExternalRef Partner = new("odoo", RecordKinds.Customer, "7");
    public static readonly ExternalRef Document = new("odoo", RecordKinds.Invoice, "12");

    private CollectionsHub(IFaultPoints? faults, Action<CollectionsOptions>? configure, Action<IConnectorsBuilder>? more) => Hub = new MemoryHub(
        faults: faults,
        more: b =>
        {
            b.Services.AddSingleton<TimeProvider>(Clock);
            b.Services.AddKeyedSingleton<IOdooBooks>("odoo", Books);
            b.AddCollections(o =>
            {
                o.Ledgers.Add("odoo");
                o.Crm = "crm";
                o.Steps.Add(new DunningStep { Name = "reminder", DaysOverdue = 3 });
                o.Steps.Add(new DunningStep { Name = "suspend", DaysOverdue = 20, Status = AccountStatus.Suspended, PausesContracts = true });
                o.Steps.Add(new DunningStep { Name = "write-off", DaysOverdue = 60, ProposesWriteOff = true });
                configure?.Invoke(o);
            });
            more?.Invoke(b);
        });

    public MemoryHub Hub { get; }

    public MemoryBooks Books { get; } = new();

    public SetClock Clock { get; } = new();

    public ICollections Collections => Hub.Services.GetRequiredService<ICollections>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<CollectionsHub> StartAsync(IFaultPoints? faults = null, Action<CollectionsOptions>? configure = null, Action<IConnectorsBuilder>? more = null)
    {
        CollectionsHub hub = new(faults, configure, more);
        hub.Clock.MoveTo(new DateTimeOffset(2026, 4, 20, 10, 0, 0, TimeSpan.Zero));
        Customer billed = new() { Ref = MoneyRecords.Billed, Name = "Kanaal", SameAs = MoneyRecords.Crm };
        hub.Hub.Platform.Records[billed.Ref] = billed;
        hub.Standing(ContractStatus.Active);
        hub.Books.Items["12"] = ("7", 121m, new DateOnly(2026, 4, 20));
        IIdentityOperations identity = hub.Hub.Services.GetRequiredService<IIdentityOperations>();
        hub.Hub.Crm.Records[MoneyRecords.Crm] = new Customer { Ref = MoneyRecords.Crm, Name = "Kanaal" };
        await hub.Hub.HearAsync(hub.Hub.Crm.Tell(ChangeKinds.CustomerSeen, MoneyRecords.Crm, "001A"));
        await identity.LinkAsync(MoneyRecords.Billed, MoneyRecords.Crm, "tester", cancellationToken: Cancel);
        await identity.LinkAsync(Partner, MoneyRecords.Crm, "tester", cancellationToken: Cancel);
        hub.Hub.Ledger.Done.Clear();
        hub.Hub.Crm.Done.Clear();
        return hub;
    }

    /// <summary>How the subscription stands where it is billed.</summary>
    public void Standing(ContractStatus status) => Hub.Platform.Records[MoneyRecords.Billed with { Kind = RecordKinds.CustomerContracts }] = new CustomerContracts(
    [
        new Contract { Ref = MoneyRecords.Subscription, Customer = MoneyRecords.Billed, Status = status, Currency = MoneyRecords.Euro, StartsOn = new DateOnly(2026, 1, 1), Terms = [] },
    ]);

    /// <summary>Makes it so many days after the due day, and looks.</summary>
    public async Task<int> OnDayAsync(int day)
    {
        SetDay(day);
        int brought = await Collections.ReviewAsync(Cancel);
        await Hub.DrainAsync();
        return brought;
    }

    public void SetDay(int day)
    {
        Books.Today = new DateOnly(2026, 4, 20).AddDays(day);
        Clock.MoveTo(new DateTimeOffset(Books.Today, new TimeOnly(10, 0), TimeSpan.Zero));
    }

    /// <summary>What was written, in words: notes by what they tell, orders by their kind, standings by status and step.</summary>
    public static IReadOnlyList<string> Written(MemorySystem system) => [.. system.Done.Select(i => i.Record switch
    {
        LedgerNote note => note.Head.Split(':', ',')[0] == "Dunning" ? note.Head.Split(", ")[1].Split(':')[0] : note.Head.Split(", by")[0],
        AccountStanding standing => $"{standing.Status}/{standing.Step}",
        _ => i.Kind,
    })];

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}

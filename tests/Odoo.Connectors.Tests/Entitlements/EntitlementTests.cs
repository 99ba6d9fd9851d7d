using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Entitlements;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Accounts;
using Odoo.Connectors.Tests.Billing;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests.Entitlements;

/// <summary>What contracts grant is told once for each change, in the end what is true, whatever comes late, twice, or is interrupted.</summary>
public sealed class EntitlementTests
{
    private static readonly ExternalRef Crm = new("crm", RecordKinds.Customer, "001A");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Contract_ThatBegins_IsToldOnce()
    {
        PublishedEntitlements app = new();
        await using MemoryHub hub = await SoldAsync(app);

        await hub.HearOfSubscriptionsAsync();

        ContractEntitlements set = Assert.Single(app.Told).Set;
        Entitlement seats = set.Entitlements.Single(e => e.Feature == "seats");
        Contract contract = Assert.Single(hub.Platform.Subscriptions);
        Assert.Equal((contract.Ref, Crm, 5m, EntitlementStatus.Granted, new DateOnly(2026, 9, 1), null), (seats.Contract, seats.Customer, seats.Limit, seats.Status, seats.From, seats.Until));

        // 5 seats of 1,000 calls each, and exports without a limit.
        Assert.Equal(["calls 5000 Granted", "exports  Granted", "seats 5 Granted"], app.Now);
        await hub.AssertNoCasesAsync();
    }

    [Fact]
    public async Task Contract_ThatChanges_TellsTheWholeAndWhatIsRevoked()
    {
        PublishedEntitlements app = new();
        await using MemoryHub hub = await SoldAsync(app);

        await ChangeAsync(hub, c => c with { Terms = [c.Terms[0] with { Quantity = 7m }] });
        Assert.Equal(["calls 7000 Granted", "exports  Granted", "seats 7 Granted"], app.Now);

        await ChangeAsync(hub, c => c with { Terms = [c.Terms[0] with { ProductCode = "basic", Quantity = 2m }] });
        Assert.Equal(["calls 0 Revoked", "exports 0 Revoked", "seats 2 Granted"], app.Now);

        // What is revoked is told once.
        await ChangeAsync(hub, c => c with { Terms = [c.Terms[0] with { Quantity = 3m }] });
        Assert.Equal(["seats 3 Granted"], app.Now);
        Assert.Equal(4, app.Told.Count);
    }

    [Theory]
    [InlineData(ContractStatus.Pending, "Pending")]
    [InlineData(ContractStatus.PastDue, "Suspended")]
    [InlineData(ContractStatus.Paused, "Suspended")]
    [InlineData(ContractStatus.Ended, "Revoked")]
    public async Task Contract_OfAnotherStatus_IsWhatTheHostMakesOfIt(ContractStatus status, string expected)
    {
        PublishedEntitlements app = new();
        await using MemoryHub hub = await SoldAsync(app);

        await ChangeAsync(hub, c => c with { Status = status, EndsOn = new DateOnly(2026, 9, 30) });
        Assert.Equal([$"calls 5000 {expected}", $"exports  {expected}", $"seats 5 {expected}"], app.Now);
        Assert.All(app.Told[^1].Set.Entitlements, e => Assert.Equal(new DateOnly(2026, 9, 30), e.Until));

        await ChangeAsync(hub, c => c with { Status = ContractStatus.Active });
        Assert.Equal(["calls 5000 Granted", "exports  Granted", "seats 5 Granted"], app.Now);
    }

    /// <summary>It is cancelled to the end of its term: the day is told at once, and that is all that changed.</summary>
    [Fact]
    public async Task Contract_ThatWillEnd_IsToldWithItsDayAndOnceOnly()
    {
        PublishedEntitlements app = new();
        await using MemoryHub hub = await SoldAsync(app);
        await ChangeAsync(hub, c => c with { EndsOn = new DateOnly(2027, 8, 31) });
        await ChangeAsync(hub, c => c);
        Assert.Equal([null, new DateOnly(2027, 8, 31)], app.Told.Select(t => t.Set.Entitlements[0].Until));
    }

    /// <summary>The contract has ended by the time the event of its beginning comes; what was true then is not told.</summary>
    [Fact]
    public async Task Contract_WhoseEventsComeLateAndReordered_EndsWithWhatIsTrue()
    {
        PublishedEntitlements app = new();
        await using MemoryHub hub = World(app);
        await hub.HearAsync(hub.Win());
        Contract begun = Assert.Single(hub.Platform.Subscriptions);
        Contract more = begun with { Terms = [begun.Terms[0] with { Quantity = 9m }] };
        Contract ended = more with { Status = ContractStatus.Ended };
        Delivery[] told = [.. new[] { begun, more, ended }.Select(c => hub.Platform.Tell(ChangeKinds.ContractChanged, c.Ref, c.Customer.Id, c))];
        hub.Platform.Records[begun.Ref] = ended;

        await hub.HearAsync(told[2]);
        await hub.HearAsync(told[0], told[1]);

        Assert.Equal(["calls 9000 Revoked", "exports  Revoked", "seats 9 Revoked"], app.Now);
        Assert.Single(app.Told);
    }

    [Fact]
    public async Task Contract_InterruptedWhereItMatters_IsToldInTheEnd()
    {
        foreach (string point in (string[])[FaultPoint.NeedStored, FaultPoint.BeforeDecided, FaultPoint.Decided, FaultPoint.Sending, FaultPoint.Answered])
        {
            PublishedEntitlements app = new();
            using Crash crash = new();
            await using MemoryHub hub = World(app, faults: crash);
            await hub.HearAsync(hub.Win());
            crash.At(point, crash.Hits.GetValueOrDefault(point) + 1);

            await hub.CrashAsync(crash, hub.Platform.TellOf(Assert.Single(hub.Platform.Subscriptions)));

            Assert.True(crash.Happened, $"{point} was not reached");
            Assert.Equal(["calls 5000 Granted", "exports  Granted", "seats 5 Granted"], app.Now);
            Assert.Single(app.Told.Select(t => t.Key).Distinct());
        }
    }

    /// <summary>Nobody knows yet in whose name to book it; what was bought may be used all the same.</summary>
    [Fact]
    public async Task Contract_ThatSomebodyMustLookAtInTheBooks_IsToldNevertheless()
    {
        PublishedEntitlements app = new();
        await using MemoryHub hub = await SoldAsync(app);
        Customer stranger = new() { Ref = hub.Platform.Ref(RecordKinds.Customer, "cus_9"), Name = "Stranger" };
        Contract contract = Assert.Single(hub.Platform.Subscriptions) with { Ref = hub.Platform.Ref(RecordKinds.Contract, "sub_9"), Customer = stranger.Ref, Deal = null };
        (hub.Platform.Records[stranger.Ref], hub.Platform.Records[contract.Ref]) = (stranger, contract);

        await hub.HearAsync(hub.Platform.TellOf(contract));

        Assert.Equal("unknown-customer", Assert.Single(await hub.CasesAsync()).Reason.Cause);
        Assert.Equal((2, stranger.Ref), (app.Told.Count, app.Told[^1].Set.Customer));

        // Put right and retried, it is not told again for the case's sake, but for whose it is.
        hub.Platform.Records[stranger.Ref] = stranger with { SameAs = Crm };
        await hub.Hub.Cases.RetryAsync((await hub.CasesAsync())[0].Id, "carla", Cancel);
        await hub.DrainAsync();
        Assert.Equal((3, Crm), (app.Told.Count, app.Told[^1].Set.Customer));
        await hub.AssertNoCasesAsync();
    }

    [Fact]
    public async Task Publisher_ThatThrows_IsToldAgainUnderTheSameKey()
    {
        PublishedEntitlements app = new() { Failure = new InvalidOperationException("jan.peeters@kanaal.example") };
        await using MemoryHub hub = await SoldAsync(app);

        Assert.Equal(2, app.Told.Count);
        Assert.Single(app.Told.Select(t => t.Key).Distinct());
        await hub.AssertNoCasesAsync();
    }

    [Fact]
    public async Task Publisher_ThatRefuses_IsACaseAndToldWhenRetried()
    {
        PublishedEntitlements app = new() { Failure = new ConnectorException(ErrorKind.Validation, "The product knows no such feature; add it, then retry.") };
        await using MemoryHub hub = await SoldAsync(app);
        CaseInfo open = Assert.Single(await hub.CasesAsync());

        await hub.Hub.Cases.RetryAsync(open.Id, "carla", Cancel);
        await hub.DrainAsync();

        Assert.Equal(("refused-by-rule", 2), (open.Reason.Cause, app.Told.Count));
        Assert.Equal(["calls 5000 Granted", "exports  Granted", "seats 5 Granted"], app.Now);
        await hub.AssertNoCasesAsync();
    }

    [Fact]
    public async Task Contract_GoneAtItsSource_IsRevoked()
    {
        PublishedEntitlements app = new();
        await using MemoryHub hub = await SoldAsync(app);
        Contract contract = Assert.Single(hub.Platform.Subscriptions);
        hub.Platform.Records.TryRemove(contract.Ref, out _);

        await hub.HearAsync(hub.Platform.Tell(ChangeKinds.ContractChanged, contract.Ref, contract.Customer.Id, contract));

        Assert.All(app.Told[^1].Set.Entitlements, e => Assert.Equal(EntitlementStatus.Revoked, e.Status));
    }

    [Fact]
    public async Task Account_WithContracts_ShowsWhatTheyGrant()
    {
        PublishedEntitlements app = new();
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("7", "Kanaal");
        await using MemoryHub hub = World(app, more: h => h.Services.AddKeyedSingleton<IAccountLedger>("odoo", ledger));
        await SellAsync(hub);
        Contract contract = Assert.Single(hub.Platform.Subscriptions);
        // What ended grants nothing any more, and the order in Odoo is the same contract once more.
        Contract ended = contract with { Ref = hub.Platform.Ref(RecordKinds.Contract, "sub_0"), Status = ContractStatus.Ended };
        ledger.Contracts.Add(contract with { Ref = hub.Ledger.Ref(RecordKinds.Contract, "S1") });
        hub.Platform.Records[contract.Customer with { Kind = RecordKinds.CustomerContracts }] = new CustomerContracts([contract, ended]);

        CustomerAccount account = (await hub.Services.GetRequiredService<IAccountView>().AccountAsync(Crm, Cancel))!;

        Assert.Equal([("calls", (decimal?)5000m), ("exports", null), ("seats", 5m)], account.Entitlements.Select(e => (e.Value.Feature, e.Value.Limit)));
        Assert.All(account.Entitlements, e => Assert.Equal((contract.Ref, true), (e.Reference, e.IsFresh)));
    }

    [Fact]
    public async Task Contract_ThatOdooOwns_IsToldByItsFeed()
    {
        PublishedEntitlements app = new();
        await using MemoryHub hub = World(app, contracts: "odoo");
        ExternalRef partner = hub.Ledger.Ref(RecordKinds.Customer, "7"), order = hub.Ledger.Ref(RecordKinds.Contract, "S1");
        await hub.Hub.Identity.LinkAsync(partner, Crm, "setup", cancellationToken: Cancel);
        hub.Ledger.Records[order] = new Contract
        {
            Ref = order, Customer = partner, Status = ContractStatus.Active, Currency = MoneyRecords.Euro, StartsOn = new DateOnly(2026, 9, 1),
            Terms = [new ProductLine { Id = "1", ProductCode = "basic", Description = "Seat", Quantity = 2m, UnitPrice = 10m }],
        };

        await hub.HearAsync(hub.Ledger.Tell(ChangeKinds.ContractSeen, order, "7"), hub.Crm.Tell(ChangeKinds.ContractSeen, order with { System = "crm" }, "001A", hub.Ledger.Records[order]));

        Assert.Equal((order, Crm), (Assert.Single(app.Told).Set.Contract, app.Told[0].Set.Customer));
        Assert.Equal(["seats 2 Granted"], app.Now);
    }

    [Fact]
    public void Options_WithoutAGrant_StopTheHost()
    {
        ServiceCollection services = new();
        services.AddOdooConnectors().AddEntitlements(_ => { });
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<EntitlementOptions>>().Value);

        Assert.Contains("call Grant(product, feature)", failure.Message, StringComparison.Ordinal);
    }

    private static MemoryHub World(PublishedEntitlements app, IFaultPoints? faults = null, string contracts = "billing", Action<IConnectorsBuilder>? more = null) => new(faults: faults, contracts: contracts, more: hub =>
    {
        more?.Invoke(hub);
        hub.Services.AddSingleton(app);
        hub.AddEntitlements(o =>
        {
            o.Statuses[ContractStatus.PastDue] = EntitlementStatus.Suspended;
            o.Grant("seat", "seats").Grant("seat", "calls", line => line.Quantity * 1000m).Grant("seat", "exports", _ => null).Grant("basic", "seats");
        }).PublishEntitlements<PublishedEntitlements>();
    });

    /// <summary>A won deal of 5 seats that is a subscription.</summary>
    private static async Task<MemoryHub> SoldAsync(PublishedEntitlements app)
    {
        MemoryHub hub = World(app);
        await SellAsync(hub);
        return hub;
    }

    private static async Task SellAsync(MemoryHub hub)
    {
        await hub.HearAsync(hub.Win());
        await hub.HearOfSubscriptionsAsync();
    }

    private static async Task ChangeAsync(MemoryHub hub, Func<Contract, Contract> change)
    {
        Contract changed = change(Assert.Single(hub.Platform.Subscriptions));
        hub.Platform.Records[changed.Ref] = changed;
        await hub.HearAsync(hub.Platform.TellOf(changed));
    }
}

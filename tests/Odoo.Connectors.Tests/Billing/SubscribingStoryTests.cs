using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>A won deal makes one customer and one subscription, whatever happens on the way.</summary>
public sealed class SubscribingStoryTests
{
    private static readonly string[] s_ledgers = [EffectKinds.Contract, EffectKinds.ContractActivation, EffectKinds.Customer, EffectKinds.CustomerFields];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Won_MakesOneSubscription_AndItsEventMakesNothingTwice()
    {
        await using MemoryHub hub = new();
        await hub.HearAsync(hub.Win());
        await hub.HearAsync(hub.Win());
        await hub.HearOfSubscriptionsAsync();
        await AssertOneOfEachAsync(hub);
        Contract subscription = hub.Platform.Subscriptions[0];
        Assert.Equal(("006", 5m, 40m), (subscription.Deal!.Id, subscription.Terms[0].Quantity, subscription.Terms[0].UnitPrice));
        ContractStatus told = (ContractStatus)hub.Crm.Done.Single(i => i.Kind == EffectKinds.AccountStatus).Record;
        Assert.Equal(ContractStatus.Active, told);
        RecordLink? deal = await hub.Hub.Identity.FindAsync(subscription.Deal!, Cancel);
        Assert.Equal(subscription.Ref.Id, deal!.IdIn("billing", RecordKinds.Contract));
    }

    [Theory]
    [InlineData(EffectKinds.Customer)]
    [InlineData(EffectKinds.Contract)]
    public async Task ReplyLost_MakesOneOfEach(string kind)
    {
        await using MemoryHub hub = new();
        hub.Platform.Fault = i => i.Kind == kind ? WriteFault.ReplyLost : WriteFault.None;
        await hub.HearAsync(hub.Win());
        await hub.HearOfSubscriptionsAsync();
        await AssertOneOfEachAsync(hub);
    }

    /// <summary>The platform's event is decided while the create is on its way: before its reply, and where the reply is lost.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_OvertakesTheReply_MakesOneOfEach(bool isLost)
    {
        await using MemoryHub hub = new();
        hub.Platform.Fault = i => isLost && i.Kind == EffectKinds.Contract ? WriteFault.ReplyLost : WriteFault.None;
        hub.Platform.BeforeAnswer = async made =>
        {
            if (made.Kind == EffectKinds.Contract)
            {
                await hub.Hub.AcceptAsync([hub.Platform.TellOf(hub.Platform.Subscriptions[0])], Cancel);
                await hub.DecideAsync();
            }
        };
        await hub.HearAsync(hub.Win());
        await AssertOneOfEachAsync(hub);
        Assert.Single(hub.Ledger.Done, i => i.Kind == EffectKinds.ContractActivation);
    }

    /// <summary>Two accounts of one company, won at once on two lanes: one customer everywhere, a subscription of each deal.</summary>
    [Fact]
    public async Task TwoDeals_OfOneNewCustomerOnTwoLanes_MakeOneCustomerAndTwoSubscriptions()
    {
        await using MemoryHub hub = new();
        await hub.HearAsync(hub.Win("006A", "001A", "BE0477472701"), hub.Win("006B", "001B", "BE0477472701"));
        await hub.HearOfSubscriptionsAsync();
        Assert.Single(hub.Platform.Customers);
        Assert.Equal(["006A", "006B"], hub.Platform.Subscriptions.Select(s => s.Deal!.Id).Order(StringComparer.Ordinal));
        Assert.Equal((1, 2), (hub.Ledger.Done.Count(i => i.Kind == EffectKinds.Customer), hub.Ledger.Done.Count(i => i.Kind == EffectKinds.Contract)));
        await hub.AssertNoCasesAsync();
    }

    [Fact]
    public async Task ProcessEnds_AtEachPoint_MakesOneOfEach()
    {
        int interrupted = 0;
        foreach (string point in FaultPoint.All.Except([FaultPoint.Polled]))
        {
            // The second hit of what sends is the platform's or the ledger's: both are interrupted, in whatever order they go.
            foreach (int hit in point.StartsWith("dispatch", StringComparison.Ordinal) ? new[] { 1, 2, 4 } : [1])
            {
                using Crash crash = new();
                crash.At(point, hit);
                await using MemoryHub hub = new(faults: crash);
                await hub.CrashAsync(crash, hub.Win());
                Assert.True(crash.Happened, $"{point} was not reached {hit} times");
                await hub.HearOfSubscriptionsAsync();
                await AssertOneOfEachAsync(hub);
                interrupted++;
            }
        }

        Assert.Equal(FaultPoint.All.Count - 1 + (3 * 2), interrupted);
    }

    /// <summary>The order is what was sold; what the platform refuses is a case, and follows when it is corrected.</summary>
    [Fact]
    public async Task Refused_ByThePlatform_TheLedgersOrderStandsAndTheSubscriptionFollows()
    {
        await using MemoryHub hub = new();
        bool refuses = true;
        hub.Platform.Fault = i => i.Kind == EffectKinds.Contract && refuses ? WriteFault.Refused : WriteFault.None;
        await hub.HearAsync(hub.Win());
        CaseInfo only = Assert.Single(await hub.CasesAsync());
        Assert.Equal("refused-here", only.Reason.Cause);
        Assert.Contains(hub.Ledger.Done, i => i.Kind == EffectKinds.Contract);
        Assert.Empty(hub.Platform.Subscriptions);

        refuses = false;
        await hub.Hub.Cases.RetryAsync(only.Id, "tester", Cancel);
        await hub.DrainAsync();
        await hub.HearOfSubscriptionsAsync();
        await AssertOneOfEachAsync(hub);
    }

    /// <summary>Neither waits for the other one.</summary>
    [Fact]
    public async Task Refused_ByTheLedger_TheSubscriptionIsMade()
    {
        await using MemoryHub hub = new();
        hub.Ledger.Fault = i => i.Kind == EffectKinds.Customer ? WriteFault.Refused : WriteFault.None;
        await hub.HearAsync(hub.Win());
        Assert.Single(hub.Platform.Subscriptions);
        Assert.Equal("refused-here", Assert.Single(await hub.CasesAsync()).Reason.Cause);
    }

    /// <summary>A subscription without its customer is none: it waits for it.</summary>
    [Fact]
    public async Task Refused_TheCustomer_MakesNoSubscription()
    {
        await using MemoryHub hub = new();
        hub.Platform.Fault = i => i.Kind == EffectKinds.Customer ? WriteFault.Refused : WriteFault.None;
        await hub.HearAsync(hub.Win());
        Assert.Empty(hub.Platform.Subscriptions);
        Assert.Contains(hub.Ledger.Done, i => i.Kind == EffectKinds.Contract);
    }

    [Fact]
    public async Task Won_OdooOwnsContracts_MakesNoneInBilling()
    {
        await using MemoryHub hub = new(contracts: "odoo");
        await hub.HearAsync(hub.Win());
        Assert.Empty(hub.Platform.Done);
        Assert.Contains(hub.Ledger.Done, i => i.Kind == EffectKinds.Contract);
        await hub.AssertNoCasesAsync();
    }

    private static async Task AssertOneOfEachAsync(MemoryHub hub)
    {
        Assert.Equal((1, 1), (hub.Platform.Customers.Count, hub.Platform.Subscriptions.Count));
        Assert.Equal([EffectKinds.Contract, EffectKinds.Customer], hub.Platform.Done.Select(i => i.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(s_ledgers, hub.Ledger.Done.Select(i => i.Kind).Order(StringComparer.Ordinal));
        await hub.AssertNoCasesAsync();
    }
}

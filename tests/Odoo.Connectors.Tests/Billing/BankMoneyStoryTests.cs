using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>A bank transfer is recorded at the platform once for each invoice, and what the platform tells of it is booked nowhere again.</summary>
public sealed class BankMoneyStoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Transfer_OfTwoInvoices_IsRecordedOnceAndItsEventsAreNotBooked()
    {
        await using MemoryHub hub = await StartAsync();
        await hub.HearAsync(Transfer(hub));
        await hub.HearAsync(Transfer(hub));
        await EchoAsync(hub);
        await AssertRecordedAsync(hub);
        Assert.Contains(hub.Crm.Done, i => i.Kind == EffectKinds.AccountStatus);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_OvertakesTheReply_IsNotBooked(bool isLost)
    {
        await using MemoryHub hub = await StartAsync();
        hub.Platform.Fault = _ => isLost ? WriteFault.ReplyLost : WriteFault.None;
        hub.Platform.BeforeAnswer = async _ =>
        {
            await hub.Hub.AcceptAsync(Echoes(hub), Cancel);
            await hub.DecideAsync();
        };
        await hub.HearAsync(Transfer(hub));
        await AssertRecordedAsync(hub);
    }

    [Fact]
    public async Task ProcessEnds_AtEachPoint_IsRecordedOnceAndNotBooked()
    {
        int interrupted = 0;
        foreach (string point in FaultPoint.All.Except([FaultPoint.Polled]))
        {
            using Crash crash = new();
            await using MemoryHub hub = await StartAsync(crash);
            crash.At(point, crash.Hits.GetValueOrDefault(point) + 1);
            await hub.CrashAsync(crash, Transfer(hub));
            Assert.True(crash.Happened, $"{point} was not reached");
            await EchoAsync(hub);
            await AssertRecordedAsync(hub);
            interrupted++;
        }

        Assert.Equal(FaultPoint.All.Count - 1, interrupted);
    }

    /// <summary>One of two invoices takes no money: that is a case, the other one is recorded all the same.</summary>
    [Fact]
    public async Task Refused_ForOneInvoice_TheOtherIsRecordedAndItFollows()
    {
        await using MemoryHub hub = await StartAsync();
        bool refuses = true;
        hub.Platform.Fault = i => refuses && i.Discriminator == "in_1" ? WriteFault.Refused : WriteFault.None;
        await hub.HearAsync(Transfer(hub));
        Assert.Equal("in_2", Assert.Single(hub.Platform.Payments).Invoice!.Id);
        CaseInfo only = Assert.Single(await hub.CasesAsync());

        refuses = false;
        await hub.Hub.Cases.RetryAsync(only.Id, "tester", Cancel);
        await hub.DrainAsync();
        await EchoAsync(hub);
        await AssertRecordedAsync(hub);
    }

    private static async Task<MemoryHub> StartAsync(Crash? crash = null)
    {
        MemoryHub hub = new(o => o.BankPayments = true, crash);
        await hub.BillAsync();
        hub.Crm.Done.Clear();
        return hub;
    }

    private static Delivery Transfer(MemoryHub hub) => hub.Transfer((MoneyRecords.InvoiceRef, 121m), (MoneyRecords.OtherRef, 40m));

    private static Delivery[] Echoes(MemoryHub hub) =>
    [
        .. hub.Platform.Payments.Select(p => hub.Platform.Tell(ChangeKinds.PaymentReceived, p.Ref, p.Customer.Id)),
        .. hub.Platform.Payments.Where(p => ((Invoice)hub.Platform.Records[p.Invoice!]).IsPaid).Select(p => hub.Platform.Tell(ChangeKinds.InvoicePaid, p.Invoice!, p.Customer.Id)),
    ];

    private static Task EchoAsync(MemoryHub hub) => hub.HearAsync(Echoes(hub));

    private static async Task AssertRecordedAsync(MemoryHub hub)
    {
        Assert.Equal([("in_1", 121m), ("in_2", 40m)], hub.Platform.Payments.Select(p => (p.Invoice!.Id, p.Amount.Amount)));
        Assert.Equal(2, hub.Platform.Done.Count);
        Assert.DoesNotContain(hub.Ledger.Done, i => i.Kind is EffectKinds.Payment or EffectKinds.PaymentAllocation);
        Assert.Equal(2, hub.Ledger.Done.Count(i => i.Kind == EffectKinds.Invoice));
        await hub.AssertNoCasesAsync();
    }
}

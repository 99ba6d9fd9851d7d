using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;
using static Odoo.Connectors.Stores.Tests.Usage.UsageRig;

namespace Odoo.Connectors.Stores.Tests.Usage;

/// <summary>Periods as the contract says that it is billed, read from its system when one begins.</summary>
public sealed class UsageTermTests
{
    private static readonly Recurrence Monthly = new(1, RecurrenceUnit.Month);

    /// <summary>Billed since the 31st; since a trial that ended elsewhere; without saying when next.</summary>
    [Theory]
    [InlineData("2026-01-31", "2026-11-30T13:22:05Z", "2026-10-30T23:00:00Z", "2026-11-29T23:00:00Z")]
    [InlineData("2026-01-31", "2026-12-05T13:22:05Z", "2026-11-04T23:00:00Z", "2026-12-04T23:00:00Z")]
    [InlineData("2026-01-10", null, "2026-11-09T23:00:00Z", "2026-12-09T23:00:00Z")]
    public async Task Accept_ByContract_CountsInThePeriodThatIsBilled(string starts, string? next, string start, string end)
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        Billing billing = new() { Contract = Contract(DateOnly.Parse(starts, null), next is null ? null : At(next), Monthly) };
        await using ServiceProvider node = Node(rig, billing);
        await AcceptAsync(node, Event("a", at: "2026-11-20T10:00:00Z"));
        UsageTotal total = Assert.Single(await rig.TotalsAsync());
        Assert.Equal((At(start), At(end)), (total.Period.Start, total.Period.End));
    }

    [Fact]
    public async Task Accept_ByContract_ReadsOnceWhenATermBeginsAndFollowsIt()
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        Billing billing = new() { Contract = Contract(new DateOnly(2026, 10, 20), null, Monthly) };
        await using ServiceProvider node = Node(rig, billing);
        await AcceptAsync(node, Event("a", at: "2026-10-21T10:00:00Z"), Event("b", at: "2026-10-22T10:00:00Z"));
        await AcceptAsync(node, Event("c", at: "2026-10-23T10:00:00Z"));
        Assert.Equal(1, billing.Reads);

        // From 20 November on it is billed by the quarter.
        billing.Contract = Contract(new DateOnly(2026, 11, 20), null, new Recurrence(3, RecurrenceUnit.Month));
        await AcceptAsync(node, Event("d", at: "2026-11-20T10:00:00Z"));
        Assert.Equal(2, billing.Reads);
        Assert.Equal([(3m, At("2026-11-19T23:00:00Z")), (1m, At("2027-02-19T23:00:00Z"))], (await rig.TotalsAsync()).Select(t => (t.Quantity, t.Period.End)));
    }

    /// <summary>Nobody tells the term: the event is kept and taken once it is known. A term that is known goes on when its system is down.</summary>
    [Fact]
    public async Task Accept_ByContractThatCannotBeRead_IsKeptOrCountedAsBefore()
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        Billing billing = new();
        await using ServiceProvider node = Node(rig, billing);
        UsageFault fault = Assert.Single((await AcceptAsync(node, Event("a", at: "2026-10-21T10:00:00Z"))).Faults);
        Assert.Equal("subscription", fault.Field);
        Assert.Contains("its contract could not be read", fault.Message, StringComparison.Ordinal);

        billing.Contract = Contract(new DateOnly(2026, 10, 20), null, Monthly);
        Assert.Equal(1, (await node.GetRequiredService<IUsageOperations>().RetryRejectedAsync("anna", Cancel)).Added);
        billing.Contract = null;
        Assert.Equal(1, (await AcceptAsync(node, Event("b", at: "2026-11-20T10:00:00Z"))).Added);
        Assert.Equal([At("2026-10-19T22:00:00Z"), At("2026-11-19T23:00:00Z")], (await rig.TotalsAsync()).Select(t => t.Period.Start));
    }

    private static ServiceProvider Node(UsageRig rig, Billing billing) => rig.Open(
        s => s.AddSingleton<IConnectedSystem>(billing), o => (o.Meters["calls"].Period, o.Meters["calls"].TimeZone, o.Window) = (UsagePeriodKind.Contract, "Europe/Brussels", TimeSpan.FromDays(420)));

    private static Task<UsageReceipt> AcceptAsync(ServiceProvider node, params UsageEvent[] events) =>
        node.GetRequiredService<IUsageIntake>().AcceptBatchAsync("metering", events, Cancel);

    private static Contract Contract(DateOnly starts, DateTimeOffset? next, Recurrence every) => new()
    {
        Ref = Subscription("sub_1"), Customer = new ExternalRef("billing", RecordKinds.Customer, "cus_1"), Status = ContractStatus.Active, Currency = Currency.Parse("EUR"),
        StartsOn = starts, NextInvoiceAt = next, Recurrence = every, Terms = [],
    };

    /// <summary>The system that bills: it has a contract, or is down.</summary>
    private sealed class Billing : IReader
    {
        public Contract? Contract { get; set; }

        public int Reads { get; private set; }

        public string Name => "billing";

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("acct_1", IsLive: false));

        public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
        {
            Reads++;
            return Contract is null ? throw new ConnectorException(ErrorKind.Transient, "It is down.") : Task.FromResult<byte[]?>([1]);
        }

        public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Contract!;
    }
}

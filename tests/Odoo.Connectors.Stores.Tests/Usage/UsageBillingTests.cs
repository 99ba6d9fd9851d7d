using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;
using static Odoo.Connectors.Stores.Tests.Usage.UsageRig;

namespace Odoo.Connectors.Stores.Tests.Usage;

/// <summary>What is closed is told to the meter's target, once, and only as it is.</summary>
public sealed class UsageBillingTests
{
    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Reopen_PlannedAndUnsent_IsNotSentAndSentAnewOnceClosed(StoreKind kind)
    {
        await using UsageRig rig = new(kind, o => o.Meters["calls"].Period = UsagePeriodKind.Day);
        Biller biller = new();
        await using ServiceProvider node = Node(rig, biller);
        IUsageOperations operations = node.GetRequiredService<IUsageOperations>();
        Hub hub = node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await rig.AcceptAsync(Event("a", 3));
        await operations.CloseAsync("calls", At("2026-11-04T00:00:00Z"), "anna", Cancel);
        ExternalRef total = Assert.Single(await rig.TotalsAsync()).Ref;

        // Being decided, it can neither be taken back nor told.
        Assert.Contains("just being told", (await Assert.ThrowsAsync<ConnectorException>(() => operations.ReopenAsync(total, "anna", Cancel))).Message, StringComparison.Ordinal);
        Assert.True(await hub.WorkAsync(Cancel));
        await operations.ReopenAsync(total, "anna", Cancel);
        await rig.AcceptAsync(Event("b", 4));
        while (await hub.DispatchAsync(biller, Cancel))
        {
        }

        Assert.Empty(biller.Sent);
        await operations.CloseAsync("calls", At("2026-11-04T00:00:00Z"), "anna", Cancel);
        Assert.True(await hub.WorkAsync(Cancel));
        while (await hub.DispatchAsync(biller, Cancel))
        {
        }

        Assert.Equal(["7"], biller.Sent);
        Assert.Contains("was sent", (await Assert.ThrowsAsync<ConnectorException>(() => operations.ReopenAsync(total, "anna", Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_NothingOrLessThanNothing_IsNotSent()
    {
        await using UsageRig rig = new(StoreKind.Sqlite, o => o.Meters["calls"].Period = UsagePeriodKind.Day);
        Biller biller = new();
        await using ServiceProvider node = Node(rig, biller);
        IUsageOperations operations = node.GetRequiredService<IUsageOperations>();
        Hub hub = node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await rig.AcceptAsync(Event("a", 3), Event("x", 0, cancels: "a"), Event("b", 5, subscription: "sub_2"));
        await operations.CloseAsync("calls", At("2026-11-04T00:00:00Z"), "anna", Cancel);
        await rig.AcceptAsync(Event("y", 0, cancels: "b"));
        await rig.AcceptAsync(Event("c", 2, "2026-11-04T10:00:00Z", subscription: "sub_2"));
        await operations.CloseAsync("calls", At("2026-11-05T00:00:00Z"), "anna", Cancel);
        while (await hub.WorkAsync(Cancel))
        {
        }

        while (await hub.DispatchAsync(biller, Cancel))
        {
        }

        // 5 was told before it was taken back; 2 - 5 is for a person.
        Assert.Equal(["5"], biller.Sent);
        IReadOnlyList<EventReport> events = await hub.EventsAsync(Cancel);
        Assert.Equal(["Absorbed", "Applied", "Parked"], events.Select(e => e.State).Order());
        Assert.Equal("negative-usage", Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Cause);
    }

    private static ServiceProvider Node(UsageRig rig, Biller biller) => rig.Open(
        s => s.AddSingleton<IConnectedSystem>(biller), o => (o.Meters["calls"].Target, o.Meters["calls"].TargetName) = ("billing", "api_requests"));

    /// <summary>A live account that notes what it is told: what lives in the store is of no other world.</summary>
    private sealed class Biller : IPort
    {
        public List<string> Sent { get; } = [];

        public string Name => "billing";

        public int BatchSize => 10;

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("acct_1", IsLive: true));

        public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException();

        public PlanResult Plan(Intent intent, Known known)
        {
            UsageTotal total = (UsageTotal)intent.Record;
            Assert.Equal("api_requests", total.ReportedAs);
            return new PlanResult.Send(new EffectPlan { Subject = total.Subscription.Id, Payload = total.Billable.ToString("0.#########", CultureInfo.InvariantCulture) });
        }

        public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
        {
            Sent.AddRange(dispatches.Select(d => d.Payload));
            return Task.FromResult<IReadOnlyList<Outcome>>([.. dispatches.Select(d => new Outcome { Key = d.Key, Status = OutcomeStatus.Applied, Target = new ExternalRef("billing", RecordKinds.Usage, d.Key) })]);
        }

        public TimeSpan SettleTime(string way) => TimeSpan.Zero;
    }
}

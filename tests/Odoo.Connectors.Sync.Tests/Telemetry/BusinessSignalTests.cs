using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

public sealed class BusinessSignalTests
{
    private static readonly string[] All = ["delayed_activations", "failed_postings", "payment_mismatches", "reconciliation_gaps", "unapproved_mappings"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("invoice", "refused-by-odoo", "failed_postings")]
    [InlineData("creditnote", "period-locked", "failed_postings")]
    [InlineData("payment", "refused-by-odoo", "payment_mismatches")]
    [InlineData("refund", "refused-by-odoo", "payment_mismatches")]
    [InlineData("chargeback", "reversal-differs", "payment_mismatches")]
    [InlineData("payout", "payout-differs", "payment_mismatches")]
    [InlineData("payment", "gone-in-odoo", "payment_mismatches reconciliation_gaps")]
    [InlineData("customer", "refused-by-odoo", "")]
    public async Task Effect_Refused_IsCountedAtOnceUnlessItOnlyDelays(string kind, string cause, string expected)
    {
        await using Watched hub = new();
        hub.Answer(OutcomeStatus.Refused, ErrorKind.Validation, cause);
        await hub.RunAsync(Booking.Book(kind));
        await AssertAsync(hub, expected);
    }

    [Theory]
    [InlineData("contract", "delayed_activations")]
    [InlineData("contract-activation", "delayed_activations")]
    [InlineData("invoice", "failed_postings")]
    [InlineData("payment", "")]
    public async Task Effect_OfATargetThatIsDown_IsCountedWhenItIsOverdue(string kind, string expected)
    {
        await using Watched hub = new();
        hub.Answer(OutcomeStatus.NotApplied, ErrorKind.Transient, "down");
        await hub.RunAsync(Booking.Book(kind));
        hub.Clock.Ahead = TimeSpan.FromMinutes(59);
        await AssertAsync(hub, "");
        hub.Clock.Ahead = TimeSpan.FromMinutes(61);
        await AssertAsync(hub, expected);
    }

    [Fact]
    public async Task Effect_PlannedLate_IsOverdueSinceItsFactWasReceived()
    {
        await using Watched hub = new();
        hub.Answer(OutcomeStatus.NotApplied, ErrorKind.Transient, "down");
        await hub.Hub.AcceptAsync([Booking.Book("contract")], Cancel);
        hub.Clock.Ahead = TimeSpan.FromHours(2);
        await hub.RunAsync();
        await AssertAsync(hub, "delayed_activations");
    }

    [Fact]
    public async Task Effect_RefusedAndOverdue_IsCountedOnce()
    {
        await using Watched hub = new();
        hub.Answer(OutcomeStatus.Refused);
        await hub.RunAsync(Booking.Book("contract", "contract", "c"), Booking.Book("invoice", "invoice", "i"));
        hub.Clock.Ahead = TimeSpan.FromHours(2);
        await AssertAsync(hub, "delayed_activations failed_postings");
    }

    [Fact]
    public async Task Effect_WhoseCaseWasClosed_IsNoBusinessOfAnybodysAnyMore()
    {
        await using Watched hub = new();
        hub.Answer(OutcomeStatus.Refused);
        await hub.RunAsync(Booking.Book("contract", "contract"));
        hub.Clock.Ahead = TimeSpan.FromHours(2);
        await AssertAsync(hub, "delayed_activations");

        // Somebody settled it elsewhere; the effect stays refused.
        CaseInfo only = Assert.Single(await hub.Hub.Cases.ListAsync(cancellationToken: Cancel));
        await hub.Node.GetRequiredService<HubStore>().RunAsync(t => t.Cases.CloseAsync(only.Id, CaseStatus.Resolved, "anna", "settled", hub.Clock.GetUtcNow(), Cancel), Cancel);
        await AssertAsync(hub, "");
    }

    [Fact]
    public async Task Effect_AppliedWithADifference_IsAGap()
    {
        await using Watched hub = new();
        hub.World.Wall.OnSend = d => new Outcome
        {
            Key = d.Key, Status = OutcomeStatus.Applied, Discrepancy = new CaseReason(ErrorKind.Conflict, "some-difference", "It is not as it must be."),
        };
        await hub.RunAsync(Booking.Book("invoice", "invoice"));
        await AssertAsync(hub, "reconciliation_gaps");
    }

    [Theory]
    [InlineData("invoice", "failed_postings")]
    [InlineData("refund", "payment_mismatches")]
    [InlineData("contract", "delayed_activations")]
    [InlineData("customer", "")]
    public async Task Event_ThatCannotBeDecided_IsCountedByWhatItIsAbout(string subjectKind, string expected)
    {
        await using Watched hub = new();
        await hub.RunAsync(Booking.Book("garbage", subjectKind));
        hub.Clock.Ahead = TimeSpan.FromHours(2);
        await AssertAsync(hub, expected);
    }

    [Theory]
    [InlineData("reconciliation", "reconciliation_gaps")]
    [InlineData("mapping-approval", "unapproved_mappings")]
    [InlineData("approval", "")]
    public void Case_OfNoEffectOfATarget_IsCountedByItsCause(string cause, string expected)
    {
        Trouble trouble = new() { Kind = TroubleKind.Case, Count = 1, Since = DateTimeOffset.UnixEpoch, Cause = cause, HasCase = true };

        Assert.Equal(expected, string.Join(' ', BusinessSignals.Shipped().Where(s => s.Value.Counts(trouble)).Select(s => s.Key)));
    }

    [Fact]
    public async Task Signal_OfAPartner_IsAGaugeAndPartOfTheHealth()
    {
        await using Watched hub = new(o => o.Signals.Add(
            "unread_notes",
            new BusinessSignal(t => t.Cause == "bad-input", "Write more clearly.") { Limits = new HealthLimits { DegradedCount = 2 } }));
        await hub.RunAsync(Booking.Book("garbage", id: "a"), Booking.Book("garbage", id: "b"));
        Assert.Equal(2, (await hub.GaugeAsync("connectors.signal.open"))["unread_notes"]);
        Assert.Contains("unread_notes: 2, ", (await hub.HealthAsync("connectors-business")).Description, StringComparison.Ordinal);
        Assert.Contains("Write more clearly.", (await hub.HealthAsync("connectors-business")).Description, StringComparison.Ordinal);
    }

    private static async Task AssertAsync(Watched hub, string expected)
    {
        Dictionary<string, double> shown = await hub.GaugeAsync("connectors.signal.open");
        Assert.Equal(All, shown.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(expected, string.Join(' ', shown.Where(s => s.Value > 0).Select(s => s.Key).Order(StringComparer.Ordinal)));
        Assert.All(shown.Values, v => Assert.InRange(v, 0, 1));
    }
}

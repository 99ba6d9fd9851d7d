using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>Each kind of write takes effect once, whatever becomes of its answer and however late that is found out.</summary>
public sealed class PortOnceTests
{
    public static TheoryData<string> Kinds => ["customer", "fields", "contract", "cancel", "cancel-now", "pause", "resume", "payment", "credit", "usage", "invoice", "credit-note", "void"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Write_AnswerLostAndTheKeyLongForgotten_IsFoundAndNotRepeated(string kind)
    {
        await using TillSite site = new();
        (object record, EffectPlan plan) = await PlannedAsync(site, kind);
        site.Break(EmulatorFault.DropReply, after: kind == "fields" ? 1 : 0);

        Outcome lost = await site.Rig.SendAsync(Till.Dispatch(record, plan));
        int posts = site.Posts;
        site.Mend();
        site.GoOn(TimeSpan.FromMinutes(45));
        Outcome found = await site.Rig.SendAsync(Till.Dispatch(record, plan, inDoubt: true));

        Assert.Equal((OutcomeStatus.Unknown, "reply-lost"), (lost.Status, lost.Reason!.Cause));
        Assert.Equal(kind == "fields" ? OutcomeStatus.Applied : OutcomeStatus.Replayed, found.Status);
        Assert.Equal(kind == "fields" ? 2 : 1, posts);

        // Absolute values are set again; nothing else is even sent.
        Assert.Equal(kind == "fields" ? posts + 2 : posts, site.Posts);
        AssertOnce(site, kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Write_NeverArrived_IsFoundOutAndSentAgain(string kind)
    {
        await using TillSite site = new();
        (object record, EffectPlan plan) = await PlannedAsync(site, kind);
        site.Break(EmulatorFault.ServerErrorPage);

        Outcome lost = await site.Rig.SendAsync(Till.Dispatch(record, plan));
        site.Mend();
        Outcome sent = await site.Rig.SendAsync(Till.Dispatch(record, plan, inDoubt: true));

        Assert.Equal((OutcomeStatus.Unknown, OutcomeStatus.Applied), (lost.Status, sent.Status));
        AssertOnce(site, kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Write_ByAStoreThatForgotItAll_IsKnownToTheSite(string kind)
    {
        await using TillSite site = new();
        (object record, EffectPlan plan) = await PlannedAsync(site, kind);

        Outcome first = await site.Rig.SendAsync(Till.Dispatch(record, plan));
        site.GoOn(TimeSpan.FromMinutes(45));
        Outcome again = await site.Rig.SendAsync(Till.Dispatch(record, plan));

        Assert.Equal((OutcomeStatus.Applied, kind == "fields" ? OutcomeStatus.Applied : OutcomeStatus.Replayed), (first.Status, again.Status));
        Assert.Equal(first.Target, again.Target);
        AssertOnce(site, kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Write_AnswerFailsInsideOfTheSite_IsSentOnceAndInDoubt(string kind)
    {
        await using TillSite site = new(configure: o => o.ReadRetries = 5);
        (object record, EffectPlan plan) = await PlannedAsync(site, kind);
        site.Emulator.OnExecution = _ => ExecutionFault.Before;

        Outcome outcome = await site.Rig.SendAsync(Till.Dispatch(record, plan));

        Assert.Equal((OutcomeStatus.Unknown, 1), (outcome.Status, site.Posts));
        Assert.False(outcome.ServerText.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Write_TooManyCalls_WaitsAsLongAsChargebeeSays(string kind)
    {
        await using TillSite site = new();
        (object record, EffectPlan plan) = await PlannedAsync(site, kind);
        site.Break(EmulatorFault.RateLimited);

        Outcome outcome = await site.Rig.SendAsync(Till.Dispatch(record, plan));

        Assert.Equal((OutcomeStatus.NotApplied, ErrorKind.RateLimited, TimeSpan.FromSeconds(1), 1), (outcome.Status, outcome.Reason!.Kind, outcome.RetryAfter, site.Posts));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Look_Fails_LeavesADoubtADoubtAndSendsNothing(string kind)
    {
        await using TillSite site = new(configure: o => o.ReadRetries = 0);
        (object record, EffectPlan plan) = await PlannedAsync(site, kind);
        site.Emulator.OnCall = _ => EmulatorFault.Unavailable;

        Outcome inDoubt = await site.Rig.SendAsync(Till.Dispatch(record, plan, inDoubt: true));

        Assert.Equal(OutcomeStatus.Unknown, inDoubt.Status);
        Assert.Equal(kind == "fields" ? 1 : 0, site.Posts);
    }

    [Fact]
    public async Task Subscription_WhoseStartIsPastByNow_IsStillFound()
    {
        await using TillSite site = new();
        (object record, EffectPlan plan) = await PlannedAsync(site, "contract");
        await site.Rig.SendAsync(Till.Dispatch(record, plan));
        site.GoOn(TimeSpan.FromDays(40));

        // The same would be refused for its start, which is past.
        Outcome again = await site.Rig.SendAsync(Till.Dispatch(record, plan));

        Assert.Equal(OutcomeStatus.Replayed, again.Status);
        AssertOnce(site, "contract");
    }

    [Theory]
    [InlineData("customer", 0)]
    [InlineData("usage", 0)]
    [InlineData("invoice", 0)]
    [InlineData("credit-note", 2)]
    [InlineData("contract", 2)]
    [InlineData("fields", 2)]
    [InlineData("payment", 2)]
    [InlineData("credit", 2)]
    [InlineData("pause", 2)]
    public async Task SettleTime_WhereTheSiteTakesAnIdOnce_IsNone(string kind, int minutes)
    {
        await using TillSite site = new();
        (_, EffectPlan plan) = await PlannedAsync(site, kind);

        Assert.Equal(TimeSpan.FromMinutes(minutes), site.Rig.Adapter.SettleTime(plan.Way));
    }

    private static async Task<(object Record, EffectPlan Plan)> PlannedAsync(TillSite site, string kind)
    {
        if (kind == "resume")
        {
            site.Emulator.Post("subscriptions/sub/pause", ("pause_option", "immediately"));
        }
        else if (kind == "contract")
        {
            Assert.Equal(OutcomeStatus.Applied, (await site.SendAsync(Till.NorthPeak)).Status);
            site.CountFromNow();
        }

        Customer fields = Till.NorthPeak with { Ref = new ExternalRef("crm", RecordKinds.Customer, "001") };
        object record = kind switch
        {
            "customer" => Till.NorthPeak,
            "fields" => Till.Intent(EffectKinds.CustomerFields, fields.Ref, fields, EffectClass.State),
            "contract" => Till.Won,
            "cancel" or "cancel-now" => Till.Cancellation(kind == "cancel"),
            "pause" => Till.Pause(),
            "resume" => Till.Resumption,
            "payment" => Till.Payment(119m),
            "credit" => Till.Credit(25.5m),
            "invoice" => Till.Issued,
            "credit-note" => Till.IssuedNote(),
            "void" => Till.IssuedVoid,
            _ => Till.Used with { Quantity = 42m },
        };
        return (record, await site.Rig.SendablePlanAsync(record, Till.Link(fields.Ref, RecordKinds.Customer, "np"), Till.Link(Till.Issued.Ref, RecordKinds.Invoice, "INV-1")));
    }

    private static void AssertOnce(TillSite site, string kind)
    {
        int count = kind switch
        {
            "customer" => site.Emulator.All("customer").Count(c => (string?)c["cf_crm_account_id"] == "001ZM"),
            "fields" => site.Emulator.All("customer").Count(c => (string?)c["company"] == "NorthPeak GmbH" && (string?)c["vat_number"] == "123456789" && (string?)c["billing_address"]!["city"] == "Köln"),
            "contract" => site.Emulator.All("subscription").Count(s => (string?)s["meta_data"]?["crm_opportunity_id"] == "006ZM"),
            "cancel" => site.Events("subscription_cancellation_scheduled"),
            "cancel-now" => site.Events("subscription_cancelled"),
            "pause" => site.Events("subscription_paused"),
            "resume" => site.Events("subscription_resumed"),
            "payment" => site.Emulator.All("transaction").Count(t => (long?)t["amount"] == 11_900),
            "credit" => site.Emulator.All("promotional_credit").Count(c => (long?)c["amount"] == 2_550),
            "invoice" => site.Emulator.All("invoice").Count(i => (long?)i["total"] == 20_570),
            "credit-note" => site.Emulator.All("credit_note").Count(n => (long?)n["total"] == 4_000),
            "void" => site.Emulator.All("invoice").Count(i => (string?)i["status"] == "voided"),
            _ => site.Emulator.All("usage").Count(u => (string?)u["quantity"] == "42"),
        };
        Assert.Equal(1, count);
    }
}

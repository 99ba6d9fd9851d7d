using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class StatusTests
{
    private const string Subject = $"customer/{Rig.Account}";
    private static readonly byte[] Key = [1, 2, 3];

    [Fact]
    public async Task Plan_NothingKnown_AsksForShadowAndBusyAtOnce()
    {
        await using Rig rig = Rig.Create();
        Known known = new(new Dictionary<string, string>(), rig.Clock.GetUtcNow(), [], (_, _) => new object());

        Assert.Same(PlanResult.Needs, rig.Adapter.Plan(Intent(ContractStatus.Active), known));
        Assert.Equal(2, known.Missing.Count);
    }

    [Theory]
    [InlineData(ContractStatus.Pending, "Pending")]
    [InlineData(ContractStatus.Active, "Active")]
    [InlineData(ContractStatus.PastDue, "Past Due")]
    [InlineData(ContractStatus.Paused, "Paused")]
    [InlineData(ContractStatus.Ended, "Ended")]
    public async Task Plan_NewStatus_SaysExactlyWhatIsSent(ContractStatus status, string label)
    {
        await using Rig rig = Rig.Create();

        EffectPlan plan = Assert.IsType<PlanResult.Send>(rig.Adapter.Plan(Intent(status, Rig.Account[..15]), Known(rig, null, busy: false))).Plan;

        Assert.Equal(Subject, plan.Subject);
        Assert.Equal($$$"""{"type":"Account","id":"{{{Rig.Account}}}","fields":{"Billing_Status__c":"{{{label}}}"}}""", plan.Payload);
        Assert.Equal("Contract.Status by BillingStatusField and StatusValues", plan.Provenance[Rig.Status]);
    }

    [Theory]
    [InlineData("Active", false, true)]
    [InlineData("Active", true, false)]
    [InlineData("Past Due", false, false)]
    public async Task Plan_AgreedStatus_IsNothingUnlessSomethingIsUnderWay(string agreed, bool busy, bool nothing)
    {
        await using Rig rig = Rig.Create();

        PlanResult result = rig.Adapter.Plan(Intent(ContractStatus.Active), Known(rig, agreed, busy));

        Assert.Equal(nothing, result is PlanResult.Nothing { Reason: "unchanged" });
    }

    [Fact]
    public async Task Plan_OtherKind_IsForReview()
    {
        await using Rig rig = Rig.Create();

        var review = Assert.IsType<PlanResult.Review>(rig.Adapter.Plan(
            Intent(ContractStatus.Active) with { Kind = EffectKinds.Invoice }, Known(rig, null, busy: false)));

        Assert.Equal((ErrorKind.Configuration, "unknown-effect"), (review.Reason.Kind, review.Reason.Cause));
    }

    [Fact]
    public async Task Plan_AccountOfAnotherSystem_IsForReview()
    {
        await using Rig rig = Rig.Create();
        Intent intent = Intent(ContractStatus.Active) with { Source = new ExternalRef("other", "customer", Rig.Account) };

        Assert.Equal("foreign-account", Assert.IsType<PlanResult.Review>(rig.Adapter.Plan(intent, Known(rig, null, busy: false))).Reason.Cause);
    }

    [Fact]
    public async Task Send_AfterTheLease_SendsNothing()
    {
        await using Rig rig = Rig.Create();
        using IDisposable lease = SendLease.Begin(() => false);

        Outcome outcome = await SendAsync(rig);

        Assert.Equal(OutcomeStatus.NotApplied, outcome.Status);
        Assert.DoesNotContain(rig.Emulator.Calls, c => c.Method == "PATCH");
    }

    [Fact]
    public async Task Send_Status_IsAppliedAndReadBack()
    {
        await using Rig rig = Rig.Create();

        Outcome outcome = await SendAsync(rig);

        Assert.Equal(OutcomeStatus.Applied, outcome.Status);
        Assert.Equal(Rig.Ref("customer", Rig.Account), outcome.Target);
        Assert.Equal("Past Due", outcome.Values[Rig.Status]);
        Assert.Null(outcome.Discrepancy);
        Assert.Equal("Past Due", rig.Record("Account", Rig.Account)[Rig.Status]!.GetValue<string>());
        VendorCall patch = Assert.Single(rig.Emulator.Calls, c => c.Method == "PATCH");
        Assert.Equal("/services/data/v66.0/composite/sobjects", patch.Path);
        Assert.Equal($$"""{"allOrNone":false,"records":[{"attributes":{"type":"Account"},"id":"{{Rig.Account}}","Billing_Status__c":"Past Due"}]}""", patch.Body);
        Assert.Equal("client=odoo-connectors-crm", patch.Headers["Sforce-Call-Options"]);
    }

    [Fact]
    public async Task Send_AutomationStoresAnotherValue_IsAppliedWithADiscrepancy()
    {
        await using Rig rig = Rig.Create(wrap: inner => new StubHandler(inner, request => request.RequestUri!.AbsolutePath.EndsWith("/query", StringComparison.Ordinal)
            ? StubHandler.Json(200, $$"""{"totalSize":1,"done":true,"records":[{"Id":"{{Rig.Account}}","Billing_Status__c":"Blocked"}]}""")
            : null));

        Outcome outcome = await SendAsync(rig);

        Assert.Equal(OutcomeStatus.Applied, outcome.Status);
        Assert.Equal("Blocked", outcome.Values[Rig.Status]);
        Assert.Equal(Rig.Status, outcome.Discrepancy!.Field);
    }

    /// <summary>The account holds what the automation makes of the status: to be told the same again is no change, to be told another is one.</summary>
    [Theory]
    [InlineData(ContractStatus.PastDue, true)]
    [InlineData(ContractStatus.Active, false)]
    public async Task Plan_StatusThatAutomationStoredOtherwise_IsToldOnce(ContractStatus next, bool nothing)
    {
        await using Rig rig = Rig.Create(wrap: inner => new StubHandler(inner, request => request.RequestUri!.AbsolutePath.EndsWith("/query", StringComparison.Ordinal)
            ? StubHandler.Json(200, $$"""{"totalSize":1,"done":true,"records":[{"Id":"{{Rig.Account}}","Billing_Status__c":"Blocked"}]}""")
            : null));
        Outcome outcome = await SendAsync(rig);

        PlanResult result = rig.Adapter.Plan(Intent(next), Agreed(rig, outcome.Values));

        Assert.Equal(nothing, result is PlanResult.Nothing { Reason: "unchanged" });
    }

    [Fact]
    public async Task Send_ReadBackFails_IsAppliedAndNothingIsAgreedAnyMore()
    {
        await using Rig rig = Rig.Create();
        rig.Emulator.OnCall = call => call.Method == "GET" ? EmulatorFault.DropReply : EmulatorFault.None;

        Outcome outcome = await SendAsync(rig);

        Assert.Equal(OutcomeStatus.Applied, outcome.Status);
        Assert.Empty(outcome.Values);
        Assert.Equal([Rig.Status, $"{Rig.Status} as told"], outcome.Unread);
    }

    [Theory]
    [InlineData(EmulatorFault.DropReply, true, OutcomeStatus.Unknown, ErrorKind.Unknown)]
    [InlineData(EmulatorFault.DropRequest, false, OutcomeStatus.Unknown, ErrorKind.Unknown)]
    [InlineData(EmulatorFault.ServerErrorPage, false, OutcomeStatus.Unknown, ErrorKind.Unknown)]
    [InlineData(EmulatorFault.ServerErrorPageAfter, true, OutcomeStatus.Unknown, ErrorKind.Unknown)]
    [InlineData(EmulatorFault.Unavailable, false, OutcomeStatus.NotApplied, ErrorKind.Transient)]
    [InlineData(EmulatorFault.RateLimited, false, OutcomeStatus.NotApplied, ErrorKind.RateLimited)]
    public async Task Send_Fault_IsTheRightOutcomeAndSentOnce(EmulatorFault fault, bool written, OutcomeStatus status, ErrorKind kind)
    {
        await using Rig rig = Rig.Create();
        rig.Emulator.OnCall = call => call.Method == "PATCH" ? fault : EmulatorFault.None;

        Outcome outcome = await SendAsync(rig);

        Assert.Equal((status, kind), (outcome.Status, outcome.Reason!.Kind));
        Assert.Equal(written, rig.Record("Account", Rig.Account)[Rig.Status] is not null);
        Assert.Single(rig.Emulator.Calls, c => c.Method == "PATCH");
        // Salesforce ends a call after 10 minutes: until then the lost one may still be stored.
        Assert.Equal(TimeSpan.FromMinutes(10), rig.Adapter.SettleTime(""));
    }

    [Theory]
    [InlineData(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", OutcomeStatus.Refused, ErrorKind.Validation)]
    [InlineData(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", OutcomeStatus.Refused, ErrorKind.Configuration)]
    [InlineData(404, "ENTITY_IS_DELETED", OutcomeStatus.Refused, ErrorKind.Gone)]
    [InlineData(404, "NOT_FOUND", OutcomeStatus.Refused, ErrorKind.Gone)]
    [InlineData(400, "UNABLE_TO_LOCK_ROW", OutcomeStatus.NotApplied, ErrorKind.Transient)]
    [InlineData(403, "INSUFFICIENT_ACCESS_OR_READONLY", OutcomeStatus.NotApplied, ErrorKind.Permission)]
    [InlineData(401, "INVALID_SESSION_ID", OutcomeStatus.NotApplied, ErrorKind.Authentication)]
    [InlineData(500, "UNKNOWN_EXCEPTION", OutcomeStatus.Unknown, ErrorKind.Unknown)]
    public async Task Send_Refused_IsTheRightOutcomeWithTheServersText(int http, string code, OutcomeStatus status, ErrorKind kind)
    {
        await using Rig rig = Rig.Create(wrap: inner => new StubHandler(inner, request => request.Method == HttpMethod.Patch
            ? StubHandler.Json(http, $$"""[{"message":"canary-words","errorCode":"{{code}}"}]""")
            : null));

        Outcome outcome = await SendAsync(rig);

        Assert.Equal((status, kind), (outcome.Status, outcome.Reason!.Kind));
        Assert.Contains("canary-words", outcome.ServerText.Reveal(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-words", outcome + rig.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_RateLimitedWithRetryAfter_CarriesIt()
    {
        await using Rig rig = Rig.Create(wrap: inner => new StubHandler(inner, request =>
        {
            HttpResponseMessage response = StubHandler.Json(429, "[]");
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(17));
            return request.Method == HttpMethod.Patch ? response : null;
        }));

        Outcome outcome = await SendAsync(rig);

        Assert.Equal((OutcomeStatus.NotApplied, TimeSpan.FromSeconds(17)), (outcome.Status, outcome.RetryAfter));
    }

    [Fact]
    public async Task Send_NoConnection_IsNotApplied()
    {
        await using Rig rig = Rig.Create(wrap: inner => new StubHandler(inner, request => request.Method == HttpMethod.Patch
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "canary-words")
            : null));

        Outcome outcome = await SendAsync(rig);

        Assert.Equal((OutcomeStatus.NotApplied, ErrorKind.Transient), (outcome.Status, outcome.Reason!.Kind));
    }

    [Fact]
    public async Task Send_SessionExpired_IsAppliedAfterOneRefresh()
    {
        await using Rig rig = Rig.Create();
        await rig.Adapter.IdentifyAsync(Rig.Token);
        rig.Emulator.ExpireTokens();

        Outcome outcome = await SendAsync(rig);

        Assert.Equal(OutcomeStatus.Applied, outcome.Status);
        Assert.Equal(2, rig.Logins);
        Assert.Equal(2, rig.Emulator.Calls.Count(c => c.Method == "PATCH"));
    }

    [Fact]
    public async Task Send_UnknownField_NamesFieldAndOption()
    {
        await using Rig rig = Rig.Create(configure: o => o.BillingStatusField = "Nowhere__c");

        Outcome outcome = await SendAsync(rig);

        Assert.Equal((OutcomeStatus.Refused, ErrorKind.Configuration, "Nowhere__c"), (outcome.Status, outcome.Reason!.Kind, outcome.Reason.Field));
        Assert.Contains("BillingStatusField", outcome.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_DeletedAccount_IsGone()
    {
        await using Rig rig = Rig.Create();
        JsonObject account = rig.Record("Account", Rig.Account);
        account["IsDeleted"] = true;
        rig.Emulator.Put(account);

        Outcome outcome = await SendAsync(rig);

        Assert.Equal((OutcomeStatus.Refused, ErrorKind.Gone), (outcome.Status, outcome.Reason!.Kind));
    }

    private static async Task<Outcome> SendAsync(Rig rig)
    {
        EffectPlan plan = Assert.IsType<PlanResult.Send>(rig.Adapter.Plan(Intent(ContractStatus.PastDue), Known(rig, null, busy: false))).Plan;
        IReadOnlyList<Outcome> outcomes = await rig.Adapter.SendAsync(
            [new Dispatch { Key = "k", Kind = EffectKinds.AccountStatus, Class = EffectClass.State, Payload = plan.Payload, Way = plan.Way, InDoubt = false, Attempts = 0 }],
            Rig.Token);
        return Assert.Single(outcomes);
    }

    private static Intent Intent(ContractStatus status, string id = Rig.Account) => new()
    {
        Target = "crm",
        Kind = EffectKinds.AccountStatus,
        Class = EffectClass.State,
        Source = Rig.Ref("customer", id),
        Record = status,
    };

    private static Known Known(Rig rig, string? agreed, bool busy) =>
        Agreed(rig, agreed is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { [Rig.Status] = agreed }, busy);

    private static Known Agreed(Rig rig, IReadOnlyDictionary<string, string?> agreed, bool busy = false)
    {
        Dictionary<string, byte[]> hashes = agreed.ToDictionary(a => a.Key, a => Shadow.Hash(Key, a.Key, a.Value));
        Dictionary<Need, object?> answers = new()
        {
            [new Need.ShadowOf(Rig.Ref("customer", Rig.Account))] = new Shadow(Key, hashes),
            [new Need.Busy("crm", Subject)] = busy,
        };
        return new Known(new Dictionary<string, string>(), rig.Clock.GetUtcNow(), answers, (_, _) => new object());
    }
}

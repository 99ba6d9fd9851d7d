using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class PortTests : IAsyncDisposable
{
    private static readonly byte[] Key = [1, 2, 3];
    private static readonly Currency Eur = Currency.Parse("EUR");
    private readonly Portal _portal = new();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Summary_WholeAccount_IsWrittenAndReadBackAsStored()
    {
        await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        string company = _portal.Emulator.Create("companies", ("name", "NorthPeak"));
        AccountSummary summary = new()
        {
            Customer = Rig.Ref(RecordKinds.Customer, company), Status = ContractStatus.PastDue, Mrr = new Money(250.00m, Eur), Balance = new Money(-12.5m, Eur),
            Overdue = new Money(100m, Eur), LastPaymentOn = new DateOnly(2026, 9, 1), LastPaymentAmount = new Money(238.00m, Eur), RenewsOn = new DateOnly(2027, 9, 15),
        };

        Outcome outcome = await SendAsync(Intent(EffectKinds.AccountSummary, summary.Customer, summary));

        Assert.Equal((OutcomeStatus.Applied, Rig.Ref(RecordKinds.Customer, company), null), (outcome.Status, outcome.Target, outcome.Discrepancy));
        Assert.Equal(
            ["past_due", "250.00", "-12.5", "100", "EUR", "2026-09-01", "238.00", "2027-09-15"],
            Stored("companies", company, "billing_", "status", "mrr", "balance", "overdue", "currency", "last_payment_on", "last_payment_amount", "renews_on"));
        Assert.Equal(Stored("companies", company, "billing_mrr"), outcome.Values["billing_mrr"]);
        Assert.Empty(outcome.Unread);
    }

    [Fact]
    public void Summary_EndedAccount_EmptiesTheRenewalDateAndLeavesWhatIsNotKnown()
    {
        PlanResult.Send plan = Plan(Intent(EffectKinds.AccountSummary, Rig.Ref(RecordKinds.Customer, "7"), new AccountSummary { Customer = Rig.Ref(RecordKinds.Customer, "7"), Status = ContractStatus.Ended }));

        Assert.Equal("""{"type":"companies","records":[{"id":"7","fields":{"billing_status":"ended","billing_renews_on":""}}]}""", plan.Plan.Payload);
        Assert.Equal(("customer/7", "update"), (plan.Plan.Subject, plan.Plan.Way));
    }

    [Fact]
    public void Summary_CollectionFailure_IsWrittenAndEmptiedOnceItIsOver()
    {
        ExternalRef customer = Rig.Ref(RecordKinds.Customer, "7");
        AccountSummary summary = new()
        {
            Customer = customer, Status = ContractStatus.PastDue,
            CollectionFailure = new CollectionFailure { Code = "insufficient_funds", Amount = new Money(302.50m, Eur), AttemptNumber = 2, FailedOn = new DateOnly(2026, 9, 1) },
        };

        Assert.Equal(
            """{"type":"companies","records":[{"id":"7","fields":{"billing_status":"past_due","billing_currency":"EUR","billing_failure_code":"insufficient_funds","billing_failure_amount":"302.50","billing_failure_attempt":"2","billing_failed_on":"2026-09-01","billing_next_attempt_on":""}}]}""",
            Plan(Intent(EffectKinds.AccountSummary, customer, summary)).Plan.Payload);
        Assert.Equal(
            """{"type":"companies","records":[{"id":"7","fields":{"billing_status":"past_due","billing_failure_code":"","billing_failure_amount":"","billing_failure_attempt":"","billing_failed_on":"","billing_next_attempt_on":""}}]}""",
            Plan(Intent(EffectKinds.AccountSummary, customer, summary with { CollectionFailure = CollectionFailure.None })).Plan.Payload);
    }

    [Fact]
    public async Task Standing_OfACustomer_IsWrittenToItsCompany()
    {
        await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        string company = _portal.Emulator.Create("companies", ("name", "NorthPeak"));
        AccountStanding standing = new()
        {
            Customer = Rig.Ref(RecordKinds.Customer, company), Status = AccountStatus.PastDue, Since = new DateOnly(2026, 9, 2), Step = "reminder", PromisedUntil = new DateOnly(2026, 9, 9),
        };

        Outcome outcome = await SendAsync(Intent(EffectKinds.AccountStanding, standing.Customer, standing));

        Assert.Equal((OutcomeStatus.Applied, null), (outcome.Status, outcome.Discrepancy));
        Assert.Equal(["past_due", "2026-09-02", "reminder", "2026-09-09"], Stored("companies", company, "billing_", "standing", "standing_since", "dunning_step", "promised_until"));
    }

    [Fact]
    public void Summary_TwoCurrencies_IsForReviewAndNamesTheProperty()
    {
        ExternalRef customer = Rig.Ref(RecordKinds.Customer, "7");
        AccountSummary summary = new() { Customer = customer, Status = ContractStatus.Active, Mrr = new Money(1m, Eur), Balance = new Money(1m, Currency.Parse("USD")) };

        var review = Assert.IsType<PlanResult.Review>(_portal.Rig.Adapter.Plan(Intent(EffectKinds.AccountSummary, customer, summary), Known(customer)));

        Assert.Equal((ErrorKind.Validation, "billing_currency"), (review.Reason.Kind, review.Reason.Field));
    }

    [Fact]
    public async Task DealStatus_Progress_IsWrittenToTheDeal()
    {
        await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        string deal = _portal.Won("Seats", _portal.Emulator.Create("companies", ("name", "NorthPeak")));
        DealProgress progress = new()
        {
            Deal = Rig.Ref(RecordKinds.Deal, deal), Contract = new ExternalRef("stripe", RecordKinds.Contract, "sub_1"), Status = ContractStatus.Active,
            InvoiceNumber = "INV/2026/0001", InvoiceState = DocumentState.PartlyPaid, PaidOn = new DateOnly(2026, 9, 18),
            ContractVersion = "7", Terms = "5 x seat", Mrr = new Money(200m, Currency.Parse("EUR")), EndsOn = new DateOnly(2026, 10, 1), Amendment = AmendmentKind.EarlyRenewal, AmendedOn = new DateOnly(2026, 9, 15),
        };

        Outcome outcome = await SendAsync(Intent(EffectKinds.DealStatus, progress.Deal, progress));

        Assert.Equal(OutcomeStatus.Applied, outcome.Status);
        Assert.Equal(
            ["sub_1", "active", "INV/2026/0001", "partly_paid", "2026-09-18"],
            Stored("deals", deal, "billing_", "contract", "status", "invoice_number", "invoice_state", "paid_on"));
        Assert.Equal(
            ["7", "5 x seat", "200", "2026-10-01", "early_renewal", "2026-09-15"],
            Stored("deals", deal, "billing_", "contract_version", "terms", "mrr", "ends_on", "amendment", "amended_on"));

        // The end is taken back: it is shown no longer.
        await SendAsync(Intent(EffectKinds.DealStatus, progress.Deal, progress with { EndsOn = null, RenewsOn = new DateOnly(2026, 10, 1), Amendment = AmendmentKind.Continuation }));
        Assert.Equal([null, "2026-10-01", "continuation"], Stored("deals", deal, "billing_", "ends_on", "renews_on", "amendment"));

        // Its invoice could not be collected and is dunned, until it is neither.
        CollectionFailure failure = new() { Code = "insufficient_funds", AttemptNumber = 2, FailedOn = new DateOnly(2026, 9, 20), NextAttemptOn = new DateOnly(2026, 9, 23) };
        string[] names = ["failure_code", "failure_attempt", "failed_on", "next_attempt_on", "dunning_step"];
        await SendAsync(Intent(EffectKinds.DealStatus, progress.Deal, progress with { CollectionFailure = failure, DunningStep = "reminder" }));
        Assert.Equal(["insufficient_funds", "2", "2026-09-20", "2026-09-23", "reminder"], Stored("deals", deal, "billing_", names));
        await SendAsync(Intent(EffectKinds.DealStatus, progress.Deal, progress with { CollectionFailure = CollectionFailure.None, DunningStep = "" }));
        Assert.Equal([null, null, null, null, null], Stored("deals", deal, "billing_", names));
    }

    [Fact]
    public void Status_AgreedAlready_IsNothingUnlessSomethingIsUnderWay()
    {
        ExternalRef customer = Rig.Ref(RecordKinds.Customer, "7");
        Intent intent = Intent(EffectKinds.AccountStatus, customer, ContractStatus.Active);

        Assert.IsType<PlanResult.Nothing>(_portal.Rig.Adapter.Plan(intent, Known(customer, ("billing_status", "active"))));
        Assert.IsType<PlanResult.Nothing>(_portal.Rig.Adapter.Plan(intent, Known(customer, ("billing_status", "Active!"), ("billing_status as told", "active"))));
        Assert.IsType<PlanResult.Send>(_portal.Rig.Adapter.Plan(intent, Known(customer, busy: true, ("billing_status", "active"))));
        Assert.IsType<PlanResult.Send>(_portal.Rig.Adapter.Plan(intent, Known(customer, ("billing_status", "ended"))));
    }

    [Theory]
    [InlineData("other", "customer", "7")]
    [InlineData("crm", "deal", "7")]
    [InlineData("crm", "customer", "x7")]
    public void Status_ForeignRecord_IsForReview(string system, string kind, string id) => Assert.Equal(
        "foreign-record",
        Assert.IsType<PlanResult.Review>(_portal.Rig.Adapter.Plan(Intent(EffectKinds.AccountStatus, new ExternalRef(system, kind, id), ContractStatus.Active), Known(Rig.Ref("customer", "7")))).Reason.Cause);

    [Fact]
    public async Task Customer_NotLinked_IsMadeOnceByItsUniqueProperty()
    {
        await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        ExternalRef source = new("odoo", RecordKinds.Customer, "42");
        Customer customer = new()
        {
            Ref = source, Name = "NorthPeak GmbH", Website = "https://www.northpeak.example/en", Phone = "+49 30 1",
            BillingAddress = new Address { Street = "Ring 1\n2nd floor", City = "Berlin", PostalCode = "10115", Country = "DE" },
        };
        Intent intent = Intent(EffectKinds.Customer, source, customer);

        Outcome first = await SendAsync(intent);
        Outcome again = await SendAsync(intent);

        Assert.Equal((OutcomeStatus.Applied, OutcomeStatus.Applied), (first.Status, again.Status));
        Assert.Equal(first.Target, again.Target);
        Assert.Equal([first.Target!.Id], _portal.Emulator.Ids("companies"));
        Assert.Equal(
            ["acct-odoo/customer/42", "NorthPeak GmbH", "northpeak.example", "Ring 1", "2nd floor"],
            Stored("companies", first.Target.Id, "", "odoo_connectors_id", "name", "domain", "address", "address2"));
    }

    [Fact]
    public async Task Contacts_OfALinkedCustomer_AreMadeAndAssociated()
    {
        await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        string company = _portal.Emulator.Create("companies", ("name", "NorthPeak"));
        ExternalRef source = new("odoo", RecordKinds.Customer, "42");
        Contact[] contacts =
        [
            new() { Ref = new("odoo", RecordKinds.Contact, "1"), Name = "Nora van Peak", Email = "nora@northpeak.example" },
            new() { Ref = new("odoo", RecordKinds.Contact, "2"), Name = "Otto", Phone = "1" },
        ];
        Intent intent = Intent(EffectKinds.Contacts, source, new Customer { Ref = source, Name = "NorthPeak", Contacts = contacts });

        Outcome first = await SendAsync(intent, Rig.Ref(RecordKinds.Customer, company));
        Outcome again = await SendAsync(intent, Rig.Ref(RecordKinds.Customer, company));

        Assert.Equal((OutcomeStatus.Applied, OutcomeStatus.Applied), (first.Status, again.Status));
        string[] ids = [.. _portal.Emulator.Ids("contacts").OrderBy(id => Stored("contacts", id, "odoo_connectors_id"))];
        Assert.Equal(["Nora van|Peak", "|Otto"], ids.Select(id => $"{Stored("contacts", id, "firstname")}|{Stored("contacts", id, "lastname")}"));
        byte[]? read = await _portal.Rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Contact, ids[0]), Rig.Token);
        Assert.Equal(company, ((Contact)_portal.Rig.Adapter.Decode(Rig.Ref(RecordKinds.Contact, ids[0]), read)).Customer!.Id);
    }

    [Fact]
    public async Task Batch_HundredWithABadOne_IsAnOutcomeForEach()
    {
        await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        Dispatch[] dispatches = [.. Enumerable.Range(0, 100).Select(i =>
        {
            string id = i == 37 ? "999" : _portal.Emulator.Create("companies", ("name", $"C{i}"));
            return Dispatch($"k{i}", Plan(Intent(EffectKinds.AccountStatus, Rig.Ref(RecordKinds.Customer, id), ContractStatus.Active)).Plan);
        })];

        IReadOnlyList<Outcome> outcomes = await _portal.Rig.Adapter.SendAsync(dispatches, Rig.Token);

        Assert.Equal(dispatches.Select(d => d.Key).Order(StringComparer.Ordinal), outcomes.Select(o => o.Key).Order(StringComparer.Ordinal));
        Outcome bad = Assert.Single(outcomes, o => o.Status != OutcomeStatus.Applied);
        Assert.Equal(("k37", OutcomeStatus.Refused, ErrorKind.NotFound), (bad.Key, bad.Status, bad.Reason!.Kind));
        Assert.All(outcomes.Where(o => o != bad), o => Assert.Equal("active", Stored("companies", o.Target!.Id, "billing_status")));
    }

    [Fact]
    public async Task Batch_RefusedAsAWhole_IsHalvedUntilTheFaultStandsAlone()
    {
        // Where an answer in parts is not given, one bad input refuses all of a batch.
        Answers answers = new(a =>
        {
            JsonArray inputs = JsonNode.Parse(a.Body)!["inputs"]!.AsArray();
            return a.Path.EndsWith("/batch/read", StringComparison.Ordinal) ? Answers.Json("""{"results":[]}""")
                : inputs.Any(i => (string)i!["id"]! == "5")
                ? Answers.Json("""{"status":"error","category":"VALIDATION_ERROR","message":"no","errors":[{"message":"no","context":{"propertyName":["billing_status"]}}]}""", 400)
                : Answers.Json($"{{\"status\":\"COMPLETE\",\"results\":[{string.Join(',', inputs.Reverse().Select(i => $"{{\"id\":\"{i!["id"]}\",\"properties\":{{}}}}"))}]}}");
        });
        await using Rig rig = Rig.Create(answers);
        Dispatch[] dispatches = [.. Enumerable.Range(1, 8).Select(i => Dispatch($"k{i}", Plan(Intent(EffectKinds.AccountStatus, Rig.Ref(RecordKinds.Customer, $"{i}"), ContractStatus.Active)).Plan))];

        IReadOnlyList<Outcome> outcomes = await rig.Adapter.SendAsync(dispatches, Rig.Token);

        Outcome bad = Assert.Single(outcomes, o => o.Status != OutcomeStatus.Applied);
        Assert.Equal(("k5", OutcomeStatus.Refused, "billing_status"), (bad.Key, bad.Status, bad.Reason!.Field));
        Assert.All(outcomes.Where(o => o != bad), o => Assert.Equal(o.Key[1..], o.Target!.Id));
        // 8, then 4 + 4, of the second four 2 + 2, of the first two 1 + 1.
        Assert.Equal(7, answers.Asked.Count(a => a.Path.EndsWith("/batch/update", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(207, """{"status":"COMPLETE","results":[{"id":"1","properties":{}}],"numErrors":1,"errors":[{"status":"error","category":"VALIDATION_ERROR","message":"no","context":{"objectWriteTraceId":["1"]}}]}""", OutcomeStatus.Refused)]
    [InlineData(207, """{"status":"COMPLETE","results":[{"id":"1","properties":{}}],"errors":[{"status":"error","category":"OBJECT_NOT_FOUND","message":"no","context":{"ids":["2"]}}]}""", OutcomeStatus.Refused)]
    [InlineData(207, """{"status":"COMPLETE","results":[{"id":"1","properties":{}}],"errors":[{"status":"error","category":"BRAND_NEW","message":"no","context":{"id":["2"]}}]}""", OutcomeStatus.Unknown)]
    [InlineData(200, """{"status":"COMPLETE","results":[{"id":"1","properties":{}}]}""", OutcomeStatus.Unknown)]
    public async Task Batch_AnswerInParts_IsMatchedByIdTraceAndName(int status, string body, OutcomeStatus second)
    {
        await using Rig rig = Rig.Create(new Answers(a =>
            a.Method == "GET" ? Answers.Json("""{"status":"error","category":"OBJECT_NOT_FOUND","message":"no"}""", 404)
            : a.Path.EndsWith("/batch/read", StringComparison.Ordinal) ? Answers.Json("""{"results":[]}""") : Answers.Json(body, status)));
        Dispatch[] dispatches = [.. Enumerable.Range(1, 2).Select(i => Dispatch($"k{i}", Plan(Intent(EffectKinds.AccountStatus, Rig.Ref(RecordKinds.Customer, $"{i}"), ContractStatus.Active)).Plan))];

        IReadOnlyList<Outcome> outcomes = await rig.Adapter.SendAsync(dispatches, Rig.Token);

        Assert.Equal([OutcomeStatus.Applied, second], outcomes.Select(o => o.Status));
    }

    [Theory]
    [InlineData(EmulatorFault.DropReply)]
    [InlineData(EmulatorFault.GatewayTimeoutAfter)]
    [InlineData(EmulatorFault.ServerErrorPageAfter)]
    public async Task Customer_ReplyLost_IsInDoubtAndTheSameAgainMakesNoSecond(EmulatorFault fault)
    {
        await _portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        ExternalRef source = new("odoo", RecordKinds.Customer, "42");
        Intent intent = Intent(EffectKinds.Customer, source, new Customer { Ref = source, Name = "NorthPeak" });
        _portal.Emulator.OnCall = call => call.Path.EndsWith("/batch/upsert", StringComparison.Ordinal) ? fault : EmulatorFault.None;

        Outcome lost = await SendAsync(intent);
        _portal.Emulator.OnCall = null;
        Outcome found = await SendAsync(intent);

        Assert.Equal((OutcomeStatus.Unknown, OutcomeStatus.Applied), (lost.Status, found.Status));
        Assert.Equal(ErrorKind.Unknown, lost.Reason!.Kind);
        Assert.Equal([found.Target!.Id], _portal.Emulator.Ids("companies"));
        // One write each: what is in doubt is the engine's to repeat.
        Assert.Equal(2, _portal.Emulator.Calls.Count(c => c.Path.EndsWith("/batch/upsert", StringComparison.Ordinal)));
        Assert.Equal(TimeSpan.FromMinutes(2), _portal.Rig.Adapter.SettleTime("upsert"));
    }

    [Fact]
    public async Task Send_CancelledAfterTheBytesLeft_TellsNoOutcomeSoThatTheEngineDoubtsIt()
    {
        using CancellationTokenSource stop = new();
        Answers answers = new(_ =>
        {
            stop.Cancel();
            throw new TaskCanceledException();
        });
        await using Rig rig = Rig.Create(answers);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Adapter.SendAsync(
            [Dispatch("k", Plan(Intent(EffectKinds.AccountStatus, Rig.Ref(RecordKinds.Customer, "7"), ContractStatus.Active)).Plan)], stop.Token));

        Assert.Single(answers.Asked);
    }

    [Fact]
    public async Task Send_EndedByTheDeadlineAfterTheBytesLeft_IsInDoubt()
    {
        Rig? rig = null;
        Answers answers = new(_ =>
        {
            rig!.Clock.Advance(TimeSpan.FromSeconds(101));
            throw new TaskCanceledException();
        });
        await using Rig made = rig = Rig.Create(answers);

        Outcome outcome = Assert.Single(await rig.Adapter.SendAsync(
            [Dispatch("k", Plan(Intent(EffectKinds.AccountStatus, Rig.Ref(RecordKinds.Customer, "7"), ContractStatus.Active)).Plan)], Rig.Token));

        Assert.Equal((OutcomeStatus.Unknown, ErrorKind.Unknown), (outcome.Status, outcome.Reason!.Kind));
        Assert.Single(answers.Asked);
    }

    [Fact]
    public async Task Send_AfterTheLease_SendsNothing()
    {
        using IDisposable lease = SendLease.Begin(() => false);

        Outcome outcome = await SendAsync(Intent(EffectKinds.AccountStatus, Rig.Ref(RecordKinds.Customer, "7"), ContractStatus.Active));

        Assert.Equal(OutcomeStatus.NotApplied, outcome.Status);
        Assert.DoesNotContain(_portal.Emulator.Calls, c => c.Path.EndsWith("/batch/update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_WorkflowStoresAnotherValue_IsAppliedWithADiscrepancy()
    {
        await using Rig rig = Rig.Create(new Answers(a => Answers.Json(
            $$$"""{"status":"COMPLETE","results":[{"id":"7","properties":{"billing_status":"{{{(a.Path.EndsWith("/batch/read", StringComparison.Ordinal) ? "blocked" : "active")}}}"}}]}""")));

        Outcome outcome = Assert.Single(await rig.Adapter.SendAsync([Dispatch("k", Plan(Intent(EffectKinds.AccountStatus, Rig.Ref(RecordKinds.Customer, "7"), ContractStatus.Active)).Plan)], Rig.Token));

        Assert.Equal((OutcomeStatus.Applied, "billing_status", "value-overwritten"), (outcome.Status, outcome.Discrepancy!.Field, outcome.Discrepancy.Cause));
        Assert.Equal(("blocked", "active"), (outcome.Values["billing_status"], outcome.Values["billing_status as told"]));
    }

    [Fact]
    public async Task Send_PropertyMissing_NamesItAndTheSetUp()
    {
        string company = _portal.Emulator.Create("companies", ("name", "NorthPeak"));

        Outcome outcome = await SendAsync(Intent(EffectKinds.AccountStatus, Rig.Ref(RecordKinds.Customer, company), ContractStatus.Active));

        Assert.Equal((OutcomeStatus.Refused, ErrorKind.Configuration, "billing_status"), (outcome.Status, outcome.Reason!.Kind, outcome.Reason.Field));
        Assert.Contains("set-up", outcome.Reason.Message, StringComparison.Ordinal);
    }

    private static Intent Intent(string kind, ExternalRef source, object record) =>
        new() { Target = "crm", Kind = kind, Class = EffectClass.State, Source = source, Record = record };

    private static Dispatch Dispatch(string key, EffectPlan plan) =>
        new() { Key = key, Kind = "test", Class = EffectClass.State, Payload = plan.Payload, Way = plan.Way, InDoubt = false, Attempts = 0 };

    private static Known Known(ExternalRef record, params (string Name, string? Value)[] agreed) => Known(record, false, agreed);

    private static Known Known(ExternalRef record, bool busy, params (string Name, string? Value)[] agreed) => new(
        new Dictionary<string, string> { ["odoo"] = "acct-odoo", ["crm"] = "62515" },
        Rig.Start,
        new()
        {
            [new Need.Link(record)] = null,
            [new Need.ShadowOf(record)] = new Shadow(Key, agreed.ToDictionary(a => a.Name, a => Shadow.Hash(Key, a.Name, a.Value))),
            [new Need.Busy("crm", $"{record.Kind}/{record.Id}")] = busy,
        },
        (_, _) => new object());

    private PlanResult.Send Plan(Intent intent, ExternalRef? linked = null)
    {
        Known known = new(
            new Dictionary<string, string> { ["odoo"] = "acct-odoo", ["crm"] = "62515" },
            Rig.Start,
            new()
            {
                // No company is there that has the domain.
                [new Need.Read(new ExternalRef("crm", "company-match", "domain:northpeak.example"))] = null,
                [new Need.Link(intent.Source)] = linked is null ? null : new RecordLink(Guid.Empty, intent.Source, [new RecordReference { Reference = linked, IsPrimary = true }]),
                [new Need.ShadowOf(intent.Source)] = Shadow.Empty,
                [new Need.Busy("crm", $"{intent.Source.Kind}/{intent.Source.Id}")] = false,
            },
            (_, _) => new object());
        return Assert.IsType<PlanResult.Send>(_portal.Rig.Adapter.Plan(intent, known));
    }

    private async Task<Outcome> SendAsync(Intent intent, ExternalRef? linked = null) =>
        Assert.Single(await _portal.Rig.Adapter.SendAsync([Dispatch("k", Plan(intent, linked).Plan)], Rig.Token));

    private IEnumerable<string?> Stored(string type, string id, string prefix, params string[] names) => names.Select(n => Stored(type, id, prefix + n));

    private string? Stored(string type, string id, string property) => (string?)_portal.Emulator.Find(type, id)!["properties"]![property];
}

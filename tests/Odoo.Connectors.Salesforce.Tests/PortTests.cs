using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>What is planned and what goes over the wire, against answers in the documented shapes.</summary>
public sealed class PortTests
{
    private const string Account = "001ZM000001QkdOYAS";
    private const string Deal = "0065w000023STAmAAO";
    private const string Saved = """{"id":"001ZM000001QkdOYAS","success":true,"errors":[]}""";
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly byte[] Key = [1, 2, 3];

    private static readonly AccountSummary Summary = new()
    {
        Customer = new ExternalRef("crm", "customer", Account),
        Status = ContractStatus.PastDue,
        Mrr = new Money(250m, Euro),
        Balance = new Money(302.50m, Euro),
        Overdue = new Money(0m, Euro),
        LastPaymentOn = new DateOnly(2026, 9, 1),
        LastPaymentAmount = new Money(302.50m, Euro),
        RenewsOn = new DateOnly(2027, 9, 15),
    };

    [Fact]
    public async Task Plan_Summary_IsAbsoluteValuesWithTheirCurrency()
    {
        await using Scripted org = new();

        EffectPlan plan = Send(org, Of(EffectKinds.AccountSummary, Summary));

        Assert.Equal($"customer/{Account}", plan.Subject);
        Assert.Equal(
            $$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Billing_Status__c":"Past Due","Billing_Currency__c":"EUR","Billing_MRR__c":250,"Billing_Balance__c":302.50,"Billing_Overdue__c":0,"Billing_Last_Payment_On__c":"2026-09-01","Billing_Last_Payment__c":302.50,"Billing_Renews_On__c":"2027-09-15"}}""",
            plan.Payload);
    }

    [Theory]
    [InlineData(ContractStatus.Ended, true)]
    [InlineData(ContractStatus.Active, false)]
    public async Task Plan_SummaryWithoutARenewal_EmptiesItOnlyWhenEnded(ContractStatus status, bool emptied)
    {
        await using Scripted org = new();

        EffectPlan plan = Send(org, Of(EffectKinds.AccountSummary, Summary with { Status = status, RenewsOn = null }));

        JsonElement fields = JsonElement.Parse(plan.Payload).GetProperty("fields");
        Assert.Equal(emptied, fields.TryGetProperty("Billing_Renews_On__c", out JsonElement renews));
        Assert.Equal(emptied ? JsonValueKind.Null : JsonValueKind.Undefined, renews.ValueKind);
    }

    /// <summary>What failed is told with its values, and what is over empties them; without either they stay.</summary>
    [Fact]
    public async Task Plan_SummaryWithACollectionFailure_WritesOrEmptiesItsFields()
    {
        await using Scripted org = new();
        AccountSummary bare = new() { Customer = Summary.Customer, Status = ContractStatus.PastDue };
        CollectionFailure failed = new()
        {
            Code = "insufficient_funds", Amount = new Money(302.50m, Euro), AttemptNumber = 2, FailedOn = new DateOnly(2026, 9, 1), NextAttemptOn = new DateOnly(2026, 9, 4),
        };

        Assert.Equal(
            $$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Billing_Status__c":"Past Due","Billing_Currency__c":"EUR","Billing_Failure_Code__c":"insufficient_funds","Billing_Failure_Amount__c":302.50,"Billing_Failure_Attempt__c":2,"Billing_Failed_On__c":"2026-09-01","Billing_Next_Attempt_On__c":"2026-09-04"}}""",
            Send(org, Of(EffectKinds.AccountSummary, bare with { CollectionFailure = failed })).Payload);
        Assert.Equal(
            $$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Billing_Status__c":"Past Due","Billing_Failure_Code__c":null,"Billing_Failure_Amount__c":null,"Billing_Failure_Attempt__c":null,"Billing_Failed_On__c":null,"Billing_Next_Attempt_On__c":null}}""",
            Send(org, Of(EffectKinds.AccountSummary, bare with { CollectionFailure = CollectionFailure.None })).Payload);
    }

    [Fact]
    public async Task Plan_Standing_IsAbsoluteAndEmptiesWhatIsOver()
    {
        await using Scripted org = new(o => o.StandingFields["PromisedUntil"] = "");

        EffectPlan plan = Send(org, Of(EffectKinds.AccountStanding, new AccountStanding { Customer = Summary.Customer, Status = AccountStatus.PastDue, Since = new DateOnly(2026, 9, 2) }));

        Assert.Equal($"customer/{Account}", plan.Subject);
        Assert.Equal(
            $$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Billing_Standing__c":"PastDue","Billing_Standing_Since__c":"2026-09-02","Billing_Dunning_Step__c":null}}""", plan.Payload);
    }

    [Fact]
    public async Task Plan_SummaryInTwoCurrencies_IsForReview()
    {
        await using Scripted org = new();

        PlanResult result = org.Adapter.Plan(Of(EffectKinds.AccountSummary, Summary with { Mrr = new Money(1m, Currency.Parse("USD")) }), Known(org));

        Assert.Equal("mixed-currencies", Assert.IsType<PlanResult.Review>(result).Reason.Cause);
    }

    [Fact]
    public async Task Plan_FieldLeftEmptyInTheOptions_IsNotWritten()
    {
        await using Scripted org = new(o => o.SummaryFields["Mrr"] = "");

        Assert.DoesNotContain("MRR", Send(org, Of(EffectKinds.AccountSummary, Summary)).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_DealProgress_WritesWhatIsKnownOfIt()
    {
        await using Scripted org = new();
        DealProgress progress = new()
        {
            Deal = new ExternalRef("crm", "deal", Deal), Contract = new ExternalRef("billing", "contract", "sub_1"), Status = ContractStatus.Active,
            InvoiceNumber = "INV/2026/00042", InvoiceState = DocumentState.Paid, PaidOn = new DateOnly(2026, 9, 20),
            ContractVersion = "7", Terms = "5 x seat", Mrr = new Money(200m, Currency.Parse("EUR")), RenewsOn = new DateOnly(2026, 10, 1), Amendment = AmendmentKind.Upgrade, AmendedOn = new DateOnly(2026, 9, 15),
        };

        EffectPlan whole = Send(org, Of(EffectKinds.DealStatus, progress, progress.Deal));
        PlanResult nothing = org.Adapter.Plan(Of(EffectKinds.DealStatus, new DealProgress { Deal = progress.Deal }, progress.Deal), Known(org));

        Assert.Equal($"deal/{Deal}", whole.Subject);
        Assert.Equal(
            $$$"""{"type":"Opportunity","id":"{{{Deal}}}","fields":{"Billing_Contract__c":"sub_1","Billing_Status__c":"Active","Billing_Contract_Version__c":"7","Billing_Terms__c":"5 x seat","Billing_MRR__c":200,"Billing_Ends_On__c":null,"Billing_Renews_On__c":"2026-10-01","Billing_Amendment__c":"Upgrade","Billing_Amended_On__c":"2026-09-15","Billing_Invoice__c":"INV/2026/00042","Billing_Invoice_State__c":"Paid","Billing_Paid_On__c":"2026-09-20"}}""",
            whole.Payload);
        Assert.IsType<PlanResult.Nothing>(nothing);
    }

    /// <summary>What failed and is dunned stands beside the invoice, and is emptied once it is neither.</summary>
    [Fact]
    public async Task Plan_DealWhoseInvoiceCouldNotBeCollected_ShowsItAndEmptiesIt()
    {
        await using Scripted org = new();
        DealProgress failed = new()
        {
            Deal = new ExternalRef("crm", "deal", Deal), DunningStep = "reminder",
            CollectionFailure = new CollectionFailure { Code = "insufficient_funds", AttemptNumber = 2, FailedOn = new DateOnly(2026, 9, 20), NextAttemptOn = new DateOnly(2026, 9, 23) },
        };

        EffectPlan shown = Send(org, Of(EffectKinds.DealStatus, failed, failed.Deal));
        EffectPlan emptied = Send(org, Of(EffectKinds.DealStatus, failed with { CollectionFailure = CollectionFailure.None, DunningStep = "" }, failed.Deal));

        Assert.Equal(
            $$$"""{"type":"Opportunity","id":"{{{Deal}}}","fields":{"Billing_Failure_Code__c":"insufficient_funds","Billing_Failure_Attempt__c":2,"Billing_Failed_On__c":"2026-09-20","Billing_Next_Attempt_On__c":"2026-09-23","Billing_Dunning_Step__c":"reminder"}}""",
            shown.Payload);
        Assert.Equal(
            $$$"""{"type":"Opportunity","id":"{{{Deal}}}","fields":{"Billing_Failure_Code__c":null,"Billing_Failure_Attempt__c":null,"Billing_Failed_On__c":null,"Billing_Next_Attempt_On__c":null,"Billing_Dunning_Step__c":null}}""",
            emptied.Payload);
    }

    [Fact]
    public async Task Plan_CustomerMasteredElsewhere_IsUpsertedByItsExternalId()
    {
        await using Scripted org = Owned();

        EffectPlan plan = Send(org, Of(EffectKinds.Customer, Northpeak, Northpeak.Ref) with { Class = EffectClass.Document });

        Assert.Equal("customer/odoo/customer/42", plan.Subject);
        Assert.Equal(
            """{"type":"Account","field":"Connectors_Id__c","key":"odoo.example/42","fields":{"Name":"NorthPeak GmbH","Website":"https://northpeak.example","BillingStreet":"Hauptstr. 1","BillingCity":"Berlin","BillingPostalCode":"10115","BillingCountry":"Germany"}}""",
            plan.Payload);
        Assert.Contains("odoo", plan.Provenance["Name"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_CustomerThatSalesforceHas_IsAdoptedAndChangedByItsId()
    {
        await using Scripted org = Owned();
        RecordLink link = Link(Northpeak.Ref, new ExternalRef("crm", "customer", Account));

        PlanResult adopted = org.Adapter.Plan(Of(EffectKinds.Customer, Northpeak, Northpeak.Ref) with { Class = EffectClass.Document }, Known(org, link));
        EffectPlan fields = Send(org, Of(EffectKinds.CustomerFields, Northpeak with { Phone = null }, Northpeak.Ref), Known(org, link));

        Assert.Equal(Account, Assert.IsType<PlanResult.Adopt>(adopted).TargetId);
        Assert.StartsWith($$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Name":"NorthPeak GmbH","Phone":null,""", fields.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_FieldThatSalesforceOwns_IsLeftAlone()
    {
        await using Scripted org = new(hub: hub => hub.Ownership.Own<Customer>("odoo", o => o.Except(c => c.Website, "crm")));

        Assert.DoesNotContain("Website", Send(org, Of(EffectKinds.Customer, Northpeak, Northpeak.Ref)).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_Contacts_AreUpsertedUnderTheirAccount()
    {
        await using Scripted org = Owned();
        Customer customer = Northpeak with
        {
            Contact = new Contact { Ref = new ExternalRef("odoo", "contact", "7"), Name = "Nora Anna Peak", Email = "nora@northpeak.example" },
            Contacts = [new Contact { Ref = new ExternalRef("odoo", "contact", "8"), Name = "Ole" }],
        };

        EffectPlan plan = Send(org, Of(EffectKinds.Contacts, customer, customer.Ref));
        EffectPlan linked = Send(org, Of(EffectKinds.Contacts, customer, customer.Ref), Known(org, Link(customer.Ref, new ExternalRef("crm", "customer", Account))));

        Assert.Equal(2, plan.Weight);
        Assert.Equal(
            """{"records":[{"type":"Contact","field":"Connectors_Id__c","key":"odoo.example/7","of":["odoo","contact","7"],"fields":{"FirstName":"Nora Anna","LastName":"Peak","Email":"nora@northpeak.example","Phone":null,"Account":{"Connectors_Id__c":"odoo.example/42"}}},"""
            + """{"type":"Contact","field":"Connectors_Id__c","key":"odoo.example/8","of":["odoo","contact","8"],"fields":{"FirstName":null,"LastName":"Ole","Email":null,"Phone":null,"Account":{"Connectors_Id__c":"odoo.example/42"}}}]}""",
            plan.Payload);
        Assert.Contains($"\"AccountId\":\"{Account}\"", linked.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SingleFieldsOfAnotherOwner_AreWrittenByTheirNamesInSalesforce()
    {
        await using Scripted org = new(o => o.VatField = "VAT__c");
        FieldChanges changes = new("x", new Dictionary<string, string?> { ["VatNumber"] = "DE123456789", ["Phone"] = null }, new Dictionary<string, string> { ["VatNumber"] = "odoo owns VatNumber" });

        EffectPlan plan = Send(org, Of(EffectKinds.CustomerFields, changes));
        PlanResult unknown = org.Adapter.Plan(Of(EffectKinds.CustomerFields, changes with { Values = new Dictionary<string, string?> { ["Language"] = "de" } }), Known(org));

        Assert.Equal($$$"""{"type":"Account","id":"{{{Account}}}","fields":{"VAT__c":"DE123456789","Phone":null}}""", plan.Payload);
        Assert.Equal("odoo owns VatNumber", plan.Provenance["VAT__c"]);
        Assert.Equal(("unknown-field", "Language"), (Assert.IsType<PlanResult.Review>(unknown).Reason.Cause, ((PlanResult.Review)unknown).Reason.Field));
    }

    [Fact]
    public async Task Send_Upserts_AreOneCallOfWhichEachHasItsOutcome()
    {
        await using Scripted org = Owned().Answer("PATCH", "/composite/sobjects/Account/Connectors_Id__c", 200, """
            [{"id":"001xx0000004GxDAAU","success":true,"errors":[],"created":true},
             {"success":false,"errors":[{"statusCode":"DUPLICATES_DETECTED","message":"canary-words","fields":[]}]},
             {"success":false,"errors":[{"statusCode":"UNABLE_TO_LOCK_ROW","message":"canary-words","fields":[]}]},
             {"success":false,"errors":[{"statusCode":"STRING_TOO_LONG","message":"canary-words","fields":["Name"]}]},
             {"success":false,"errors":[{"statusCode":"NEVER_SEEN","message":"canary-words","fields":[]}]}]
            """)
            .Query("FROM Account WHERE Id IN ('001xx0000004GxDAAU')", """{"Id":"001xx0000004GxDAAU","Name":"Customer 0"}""");
        Dispatch[] dispatches = [.. Enumerable.Range(0, 5).Select(i => Dispatch(i, $$$"""{"type":"Account","field":"Connectors_Id__c","key":"k{{{i}}}","fields":{"Name":"Customer {{{i}}}"}}"""))];

        IReadOnlyList<Outcome> outcomes = await org.Adapter.SendAsync(dispatches, TestContext.Current.CancellationToken);

        Assert.Equal(
            [(OutcomeStatus.Applied, null), (OutcomeStatus.Refused, "duplicate-rule"), (OutcomeStatus.NotApplied, "not-applied"), (OutcomeStatus.Refused, "refused-by-rule"), (OutcomeStatus.Unknown, "reply-lost")],
            outcomes.Select(o => (o.Status, o.Reason?.Cause)));
        Assert.Equal(("k", new ExternalRef("crm", "customer", "001xx0000004GxDAAU"), "Customer 0"), (outcomes[0].Key[..1], outcomes[0].Target, outcomes[0].Values["Name"]));
        Assert.Equal("Name", outcomes[3].Reason!.Field);
        Assert.DoesNotContain("canary", string.Concat(outcomes) + org.Logs.Text, StringComparison.Ordinal);
        Assert.StartsWith("""{"allOrNone":false,"records":[{"attributes":{"type":"Account"},"Connectors_Id__c":"k0","Name":"Customer 0"},{"attributes":""", org.Calls[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_MoreRecordsThanACallTakes_AreSeveralCalls()
    {
        await using Scripted org = Owned();
        foreach (int count in (int[])[200, 50])
        {
            org.Answer("PATCH", "/composite/sobjects", 200, $"[{string.Join(',', Enumerable.Repeat(Saved, count))}]", times: 1);
        }

        string records = string.Join(',', Enumerable.Range(0, 250).Select(i => $$$"""{"type":"Contact","field":"Connectors_Id__c","key":"{{{i}}}","fields":{"LastName":"x"}}"""));
        IReadOnlyList<Outcome> outcomes = await org.Adapter.SendAsync([Dispatch(0, $$"""{"records":[{{records}}]}""")], TestContext.Current.CancellationToken);

        Assert.Equal(OutcomeStatus.Applied, Assert.Single(outcomes).Status);
        Assert.Equal([200, 50], org.Calls.Where(c => c.Method == "PATCH").Select(c => c.Body.Split("\"attributes\"").Length - 1));
        Assert.Equal((200, 200), (org.Adapter.BatchSize, org.Adapter.BatchWeight));
    }

    /// <summary>The same request again: an upsert by external id and absolute values make it whole, and no record twice.</summary>
    [Fact]
    public async Task Send_ReplyLost_IsInDoubtAndTheSameIsSentAgain()
    {
        await using Scripted org = Owned().Fail("PATCH", "/composite/sobjects", new HttpRequestException(HttpRequestError.ResponseEnded, "canary-words"));
        Dispatch dispatch = Dispatch(0, """{"type":"Account","field":"Connectors_Id__c","key":"k","fields":{"Name":"North"}}""");

        Outcome lost = Assert.Single(await org.Adapter.SendAsync([dispatch], TestContext.Current.CancellationToken));
        Outcome again = Assert.Single(await org.Adapter.SendAsync([dispatch with { InDoubt = true, Attempts = 1 }], TestContext.Current.CancellationToken));

        Assert.Equal((OutcomeStatus.Unknown, OutcomeStatus.Unknown), (lost.Status, again.Status));
        Assert.Equal(2, org.Calls.Count);
        Assert.Equal(org.Calls[0].Body, org.Calls[1].Body);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("<html>canary</html>")]
    [InlineData("""{"hasErrors":false}""")]
    public async Task Send_AnswerWithoutAResultForEach_IsInDoubt(string body)
    {
        await using Scripted org = Owned().Answer("PATCH", "/composite/sobjects", 200, body);

        Outcome outcome = Assert.Single(await org.Adapter.SendAsync([Dispatch(0, $$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Name":"x"}}""")], TestContext.Current.CancellationToken));

        Assert.Equal((OutcomeStatus.Unknown, ErrorKind.Protocol), (outcome.Status, outcome.Reason!.Kind));
    }

    /// <summary>What a call of several is refused for may be the fault of one: the engine tries them in smaller company, and alone it is refused.</summary>
    [Fact]
    public async Task Send_CallRefusedAsAWhole_CondemnsOnlyOneAlone()
    {
        await using Scripted org = Owned().Answer("PATCH", "/composite/sobjects", 400, """[{"message":"canary-words","errorCode":"INVALID_FIELD","fields":["Name"]}]""");
        Dispatch[] two = [Dispatch(0, $$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Name":"x"}}"""), Dispatch(1, $$$"""{"type":"Opportunity","id":"{{{Deal}}}","fields":{"Name":"x"}}""")];

        IReadOnlyList<Outcome> both = await org.Adapter.SendAsync(two, TestContext.Current.CancellationToken);
        IReadOnlyList<Outcome> alone = await org.Adapter.SendAsync(two[..1], TestContext.Current.CancellationToken);

        Assert.All(both, o => Assert.Equal((OutcomeStatus.NotApplied, ErrorKind.Validation), (o.Status, o.Reason!.Kind)));
        Assert.Equal((OutcomeStatus.Refused, ErrorKind.Configuration, "Name"), (alone[0].Status, alone[0].Reason!.Kind, alone[0].Reason!.Field));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "allowSave=true")]
    public async Task Send_DuplicateRules_ArePassedOnlyWhereAllowed(bool allow, string? header)
    {
        await using Scripted org = Owned(o => o.AllowDuplicates = allow).Answer("PATCH", "/composite/sobjects", 200, $"[{Saved}]");

        await org.Adapter.SendAsync([Dispatch(0, $$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Name":"x"}}""")], TestContext.Current.CancellationToken);

        Assert.Equal(header, org.Calls[0].Request.Headers.TryGetValues("Sforce-Duplicate-Rule-Header", out var values) ? Assert.Single(values) : null);
        Assert.Equal("client=odoo-connectors-crm", Assert.Single(org.Calls[0].Request.Headers.GetValues("Sforce-Call-Options")));
    }

    [Fact]
    public async Task Send_SeveralTypes_AreReadBackByOneQueryEachAndEqualInNumbers()
    {
        await using Scripted org = Owned()
            .Answer("PATCH", "/composite/sobjects", 200, $$"""[{{Saved}},{"id":"{{Deal}}","success":true,"errors":[]}]""")
            .Query("FROM Account WHERE Id IN", $$"""{"Id":"{{Account}}","Billing_MRR__c":2.5E2,"Billing_Renews_On__c":"2027-09-15"}""")
            .Query("FROM Opportunity WHERE Id IN", $$"""{"Id":"{{Deal}}","Billing_Invoice__c":"INV 43"}""");

        IReadOnlyList<Outcome> outcomes = await org.Adapter.SendAsync(
            [Dispatch(0, $$$"""{"type":"Account","id":"{{{Account}}}","fields":{"Billing_MRR__c":250.00,"Billing_Renews_On__c":"2027-09-15"}}"""),
             Dispatch(1, $$$"""{"type":"Opportunity","id":"{{{Deal}}}","fields":{"Billing_Invoice__c":"INV 42"}}""")],
            TestContext.Current.CancellationToken);

        Assert.Equal(["PATCH", "GET", "GET"], org.Calls.Select(c => c.Method));
        Assert.Equal(("250", "250"), (outcomes[0].Values["Billing_MRR__c"], outcomes[0].Values["Billing_MRR__c as told"]));
        Assert.Null(outcomes[0].Discrepancy);
        Assert.Equal("Billing_Invoice__c", outcomes[1].Discrepancy!.Field);
    }

    /// <summary>Each contact is linked to the person it stands for, and none of them to the customer.</summary>
    [Fact]
    public async Task Send_Contacts_AreToldOneByOneWithWhatWasStored()
    {
        const string Nora = "0035w000034xxxxAAA", Ole = "0035w000034yyyyAAA";
        await using Scripted org = Owned()
            .Answer("PATCH", "/composite/sobjects/Contact/Connectors_Id__c", 200, $$"""[{"id":"{{Nora}}","success":true,"errors":[],"created":true},{"id":"{{Ole}}","success":true,"errors":[],"created":true}]""", times: 1)
            .Answer("PATCH", "/composite/sobjects/Contact/Connectors_Id__c", 200, $$"""[{"id":"{{Nora}}","success":true,"errors":[]},{"success":false,"errors":[{"statusCode":"INVALID_EMAIL_ADDRESS","message":"x","fields":["Email"]}]}]""")
            .Query("FROM Contact WHERE Id IN", $$"""{"Id":"{{Nora}}","LastName":"Peak","Email":"nora@northpeak.example"}""");
        string Payload(string more) => "{\"records\":[" + """{"type":"Contact","field":"Connectors_Id__c","key":"k7","of":["odoo","contact","7"],"fields":{"LastName":"Peak","Email":"nora@northpeak.example"}},""" + more + "]}";
        string both = Payload("""{"type":"Contact","field":"Connectors_Id__c","key":"k8","of":["odoo","contact","8"],"fields":{"LastName":"Ole"}}""");

        Outcome made = Assert.Single(await org.Adapter.SendAsync([Dispatch(0, both)], TestContext.Current.CancellationToken));
        Outcome half = Assert.Single(await org.Adapter.SendAsync([Dispatch(0, both)], TestContext.Current.CancellationToken));

        Assert.Equal((OutcomeStatus.Applied, null), (made.Status, made.Target));
        Assert.Equal(
            [(new ExternalRef("odoo", "contact", "7"), new ExternalRef("crm", "contact", Nora)), (new ExternalRef("odoo", "contact", "8"), new ExternalRef("crm", "contact", Ole))],
            made.Further.Select(f => (f.Source, f.Target)));
        Assert.Equal(("nora@northpeak.example", "Peak"), (made.Further[0].Values["Email"], made.Further[0].Values["LastName as told"]));
        Assert.Equal(["LastName", "LastName as told"], made.Further[1].Unread);
        Assert.Equal((OutcomeStatus.Refused, "7"), (half.Status, Assert.Single(half.Further).Source.Id));
    }

    [Fact]
    public async Task Plan_ContactsThatAreAgreed_AreSentOnlyWhereSomethingChanged()
    {
        const string Nora = "0035w000034xxxxAAA";
        await using Scripted org = Owned();
        Customer customer = Northpeak with { Contact = new Contact { Ref = new ExternalRef("odoo", "contact", "7"), Name = "Nora Peak", Email = "nora@northpeak.example" } };
        Dictionary<string, byte[]> agreed = new Dictionary<string, string?>
        {
            ["FirstName"] = "Nora", ["LastName"] = "Peak", ["Email"] = "nora@northpeak.example", ["Phone"] = null, ["AccountId"] = Account,
        }.ToDictionary(a => a.Key, a => Shadow.Hash(Key, a.Key, a.Value));

        PlanResult same = org.Adapter.Plan(Of(EffectKinds.Contacts, customer, customer.Ref), Linked(busy: false));
        PlanResult busy = org.Adapter.Plan(Of(EffectKinds.Contacts, customer, customer.Ref), Linked(busy: true));
        PlanResult other = org.Adapter.Plan(Of(EffectKinds.Contacts, customer with { Contact = customer.Contact with { Email = "n@northpeak.example" } }, customer.Ref), Linked(busy: false));

        Assert.Equal("unchanged", Assert.IsType<PlanResult.Nothing>(same).Reason);
        Assert.IsType<PlanResult.Send>(busy);
        Assert.StartsWith($$"""{"type":"Contact","id":"{{Nora}}","of":["odoo","contact","7"],""", Assert.IsType<PlanResult.Send>(other).Plan.Payload, StringComparison.Ordinal);

        Known Linked(bool busy) => new(
            new Dictionary<string, string> { ["crm"] = Scripted.Organization, ["odoo"] = "odoo.example" },
            org.Clock.GetUtcNow(),
            new Dictionary<Need, object?>
            {
                [new Need.Link(customer.Ref)] = Link(customer.Ref, new ExternalRef("crm", "customer", Account)),
                [new Need.Link(customer.Contact.Ref)] = Link(customer.Contact.Ref, new ExternalRef("crm", "contact", Nora)),
                [new Need.ShadowOf(new ExternalRef("crm", "contact", Nora))] = new Shadow(Key, agreed),
                [new Need.Busy("crm", "contacts/odoo/customer/42")] = busy,
            },
            (_, _) => new object());
    }

    private static Customer Northpeak { get; } = new()
    {
        Ref = new ExternalRef("odoo", "customer", "42"),
        Name = "NorthPeak GmbH",
        Website = "https://northpeak.example",
        BillingAddress = new Address { Street = "Hauptstr. 1", City = "Berlin", PostalCode = "10115", Country = "DE" },
    };

    private static Scripted Owned(Action<SalesforceOptions>? configure = null) => new(configure, hub: hub => hub.Ownership.Own<Customer>("odoo"));

    private static Intent Of(string kind, object record, ExternalRef? source = null) => new()
    {
        Target = "crm", Kind = kind, Class = EffectClass.State, Source = source ?? new ExternalRef("crm", "customer", Account), Record = record,
    };

    private static Dispatch Dispatch(int number, string payload) => new()
    {
        Key = $"k{number.ToString(CultureInfo.InvariantCulture)}", Kind = EffectKinds.CustomerFields, Class = EffectClass.State, Payload = payload, Way = "", InDoubt = false, Attempts = 0,
    };

    private static EffectPlan Send(Scripted org, Intent intent, Known? known = null) =>
        Assert.IsType<PlanResult.Send>(org.Adapter.Plan(intent, known ?? Known(org))).Plan;

    private static RecordLink Link(params ExternalRef[] references) =>
        new(Guid.Empty, references[0], [.. references.Select(r => new RecordReference { Reference = r, IsPrimary = true, State = LinkState.Linked })]);

    /// <summary>Everything that a plan asks is answered: nothing is agreed, nothing is busy, and the customer is linked as told.</summary>
    private static Known Known(Scripted org, RecordLink? link = null)
    {
        Dictionary<Need, object?> answers = new()
        {
            [new Need.ShadowOf(new ExternalRef("crm", "customer", Account))] = new Shadow(Key, new Dictionary<string, byte[]>()),
            [new Need.ShadowOf(new ExternalRef("crm", "deal", Deal))] = new Shadow(Key, new Dictionary<string, byte[]>()),
            [new Need.Busy("crm", $"customer/{Account}")] = false,
            [new Need.Busy("crm", $"deal/{Deal}")] = false,
            [new Need.Busy("crm", "contacts/odoo/customer/42")] = false,
            [new Need.Busy("crm", "customer/odoo/customer/42")] = false,
            [new Need.Read(new ExternalRef("crm", "lookup.account", "odoo.example/42\n\ndomain:northpeak.example"))] = """{"Own":null,"Others":[],"Related":[]}"""u8.ToArray(),
            [new Need.Link(Northpeak.Ref)] = link,
            [new Need.Link(new ExternalRef("odoo", "contact", "7"))] = null,
            [new Need.Link(new ExternalRef("odoo", "contact", "8"))] = null,
        };
        return new Known(new Dictionary<string, string> { ["crm"] = Scripted.Organization, ["odoo"] = "odoo.example" }, org.Clock.GetUtcNow(), answers, (r, bytes) => org.Adapter.Decode(r, bytes));
    }
}

using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>What Chargebee refuses, or would do otherwise than it is meant, is a case and no write.</summary>
public sealed class PortRefusalTests
{
    [Theory]
    [InlineData(200.01, "EUR", "INV-1", "more-than-due", "transaction[amount]")]
    [InlineData(200, "USD", "INV-1", "other-currency", "currency_code")]
    [InlineData(200, "EUR", "INV-2", "invoice-not-payable", "status")]
    [InlineData(200, "EUR", "INV-9", "record-gone", "invoice")]
    public async Task Payment_ThatDoesNotFitItsInvoice_IsACaseAndNoExcess(double amount, string currency, string invoice, string cause, string field)
    {
        await using TillSite site = new();
        site.Emulator.Post("customers/np/subscription_for_items", ("id", "two"), ("subscription_items[item_price_id][0]", "seat-EUR"));
        site.Emulator.Post("invoices/INV-2/record_payment", ("transaction[payment_method]", "cash"));

        Outcome outcome = await site.SendAsync(Till.Payment((decimal)amount, invoice, currency));

        Assert.Equal((OutcomeStatus.Refused, cause, field), (outcome.Status, outcome.Reason!.Cause, outcome.Reason.Field));
        Assert.Equal(0, site.Posts);
    }

    /// <summary>Of 200.00 are 150.00 paid: 100.00 are neither all due nor all paid.</summary>
    [Fact]
    public async Task CreditNoteAndVoid_OfAnInvoiceThatIsPartlyPaid_AreCases()
    {
        await using TillSite site = new();
        await site.SendAsync(Till.Payment(150m));
        site.CountFromNow();
        object linked = Till.Intent(EffectKinds.Void, Till.Issued.Ref, Till.IssuedVoid with { Invoice = Till.Issued with { Ref = Till.IssuedNote().Invoice } });

        Outcome note = await site.SendAsync(Till.IssuedNote(100m));
        Outcome voided = await site.SendAsync(linked);

        Assert.Equal((OutcomeStatus.Refused, "credit-note-in-parts", "total"), (note.Status, note.Reason!.Cause, note.Reason.Field));
        Assert.Equal((OutcomeStatus.Refused, "invoice-not-voidable", "amount_paid"), (voided.Status, voided.Reason!.Cause, voided.Reason.Field));
        Assert.Equal(0, site.Posts);
    }

    [Fact]
    public async Task Invoice_OfNothingOrOfMoreDecimals_IsACase()
    {
        await using TillSite site = new();

        Assert.Equal("not-importable", (await site.Rig.CaseAsync(Till.Issued with { Gross = Till.Eur(0m) })).Cause);
        Assert.Equal("not-importable", (await site.Rig.CaseAsync(Till.Issued with { Gross = Till.Eur(205.701m) })).Cause);
    }

    [Fact]
    public async Task Payment_OfAllThatIsDue_PaysTheInvoiceAndTheNextIsACase()
    {
        await using TillSite site = new();

        Outcome part = await site.SendAsync(Till.Payment(150m));
        Outcome more = await site.SendAsync(Till.Payment(100m) with { Ref = new ExternalRef("odoo", RecordKinds.Payment, "78") });
        Outcome rest = await site.SendAsync(Till.Payment(50m) with { Ref = new ExternalRef("odoo", RecordKinds.Payment, "79") });

        Assert.Equal([OutcomeStatus.Applied, OutcomeStatus.Refused, OutcomeStatus.Applied], new[] { part, more, rest }.Select(o => o.Status));
        Assert.Equal(("paid", 0L), ((string?)site.Emulator.Find("invoice", "INV-1")!["status"], (long?)site.Emulator.Find("customer", "np")!["excess_payments"]));
    }

    [Fact]
    public async Task Payment_ThatAnotherOvertook_IsTold()
    {
        Answers answers = new(asked => Answers.Json(asked.Path.EndsWith("payments", StringComparison.Ordinal) ? """{"list":[]}"""
            : """{"invoice":{"id":"INV-1","currency_code":"EUR","status":"payment_due","amount_due":11900},"transaction":{"id":"txn_1","amount":11900,"amount_unused":1900}}"""));
        await using Rig rig = Rig.Create(answers);

        Outcome outcome = await rig.SendAsync(Till.Payment(119m));

        Assert.Equal((OutcomeStatus.Applied, "excess-payment"), (outcome.Status, outcome.Discrepancy!.Cause));
    }

    [Theory]
    [InlineData("pause", "cancelled", OutcomeStatus.Refused, "contract-ended")]
    [InlineData("pause", "future", OutcomeStatus.Refused, "contract-not-begun")]
    [InlineData("pause", "in_trial", OutcomeStatus.Refused, "contract-not-begun")]
    [InlineData("pause", "transferred", OutcomeStatus.Refused, "contract-moved")]
    [InlineData("pause", "paused", OutcomeStatus.Replayed, null)]
    [InlineData("pause-until", "paused", OutcomeStatus.Refused, "paused-otherwise")]
    [InlineData("resume", "cancelled", OutcomeStatus.Refused, "contract-ended")]
    [InlineData("resume", "active", OutcomeStatus.Replayed, null)]
    [InlineData("cancel", "cancelled", OutcomeStatus.Replayed, null)]
    [InlineData("cancel", "transferred", OutcomeStatus.Refused, "contract-moved")]
    [InlineData("cancel", "ending", OutcomeStatus.Replayed, null)]
    [InlineData("cancel", "ending later", OutcomeStatus.Applied, null)]
    [InlineData("cancel-now", "ending", OutcomeStatus.Applied, null)]
    [InlineData("cancel", "gone", OutcomeStatus.Refused, "record-gone")]
    public async Task Order_OfASubscriptionThatMovedOn_IsSeenInItsState(string order, string state, OutcomeStatus expected, string? cause)
    {
        string status = state.StartsWith("ending", StringComparison.Ordinal) ? "non_renewing" : state;
        string end = state switch { "ending" => ""","cancelled_at":200,"current_term_end":200""", "ending later" => ""","cancelled_at":300,"current_term_end":200""", _ => "" };
        Answers answers = new(_ => state == "gone" ? Answers.Json("""{"api_error_code":"resource_not_found"}""", 404) : Answers.Json($$"""{"subscription":{"id":"sub","status":"{{status}}"{{end}}} }"""));
        await using Rig rig = Rig.Create(answers);

        Outcome outcome = await rig.SendAsync(Order(order));

        Assert.Equal((expected, cause), (outcome.Status, outcome.Reason?.Cause));
        Assert.Equal(expected == OutcomeStatus.Applied ? 1 : 0, answers.Asked.Count(a => a.Method == "POST"));
    }

    [Fact]
    public async Task Order_RefusedBecauseSomebodyWasQuicker_IsDone()
    {
        int reads = 0;
        Answers answers = new(asked => asked.Method == "POST" ? Answers.Json("""{"api_error_code":"invalid_state_for_request"}""", 409)
            : Answers.Json($$"""{"subscription":{"id":"sub","status":"{{(reads++ == 0 ? "active" : "paused")}}"} }"""));
        await using Rig rig = Rig.Create(answers);

        Assert.Equal(OutcomeStatus.Replayed, (await rig.SendAsync(Till.Pause())).Status);
    }

    [Fact]
    public async Task Subscription_WhoseFirstPaymentIsRefused_IsACaseForTheCustomer()
    {
        await using TillSite site = new(configure: o => o.AutoCollection = true);
        await site.SendAsync(Till.NorthPeak with { PaymentTerms = null });

        Outcome outcome = await site.SendAsync(Till.Won with { StartsOn = null });

        Assert.Equal((OutcomeStatus.Refused, "payment-refused", "auto_collection"), (outcome.Status, outcome.Reason!.Cause, outcome.Reason.Field));
        Assert.Single(site.Emulator.All("subscription"));
    }

    [Fact]
    public async Task Subscription_OnASiteWhosePricesContainTax_IsTold()
    {
        await using TillSite site = new(new ChargebeeEmulatorOptions { PricesIncludeTax = true });
        await site.SendAsync(Till.NorthPeak);

        Outcome outcome = await site.SendAsync(Till.Won with { StartsOn = null });

        Assert.Equal((OutcomeStatus.Applied, "tax-inclusive"), (outcome.Status, outcome.Discrepancy?.Cause));
    }

    [Theory]
    [InlineData(3600, 5, null)]
    [InlineData(4000, 5, "unit_price")]
    [InlineData(3600, 6, "quantity")]
    public async Task Subscription_StoredOtherwiseThanSent_IsTold(int price, int quantity, string? field)
    {
        Dictionary<string, string> fields = new() { ["subscription_items[item_price_id][0]"] = "seat-EUR", ["subscription_items[quantity][0]"] = "5", ["subscription_items[unit_price][0]"] = "3600" };
        Answers answers = new(_ => Answers.Json(string.Create(
            CultureInfo.InvariantCulture, $$"""{"subscription":{"id":"s","subscription_items":[{"item_price_id":"seat-EUR","quantity":{{quantity}},"unit_price":{{price}}}]} }""")));
        await using Rig rig = Rig.Create(answers);
        EffectPlan plan = new() { Subject = "contract/s", Way = "subscribe", Payload = new Internal.Port.PlannedWrite("np", fields).ToPayload() };

        Outcome outcome = await rig.SendAsync(Till.Dispatch(Till.Won, plan));

        Assert.Equal((OutcomeStatus.Applied, field), (outcome.Status, outcome.Discrepancy?.Field));
    }

    [Fact]
    public async Task Customer_MadeBeforeAndDeletedSince_IsACase()
    {
        await using TillSite site = new();
        string id = (await site.SendAsync(Till.NorthPeak)).Target!.Id;
        site.Emulator.Post($"customers/{id}/delete");
        site.GoOn(TimeSpan.FromMinutes(45));

        Outcome outcome = await site.SendAsync(Till.NorthPeak);

        Assert.Equal((OutcomeStatus.Refused, "record-gone", ErrorKind.Gone), (outcome.Status, outcome.Reason!.Cause, outcome.Reason.Kind));
    }

    [Fact]
    public async Task Usage_OfATermThatIsInvoiced_IsACaseAndOfOneThatStillCollectsIsNot()
    {
        await using TillSite site = new();
        UsageTotal total = Till.Used with { Quantity = 100 };
        site.GoOn(TimeSpan.FromDays(31));
        string pending = (string)site.Emulator.All("invoice").Single(i => (string?)i["status"] == "pending")["id"]!;

        Outcome inTime = await site.SendAsync(total);
        site.Emulator.Post($"invoices/{pending}/sync_usages");
        site.Emulator.Post($"invoices/{pending}/close");
        Outcome late = await site.SendAsync(total with { Ref = new ExternalRef("usage", RecordKinds.Usage, "other") });

        Assert.Equal(OutcomeStatus.Applied, inTime.Status);
        Assert.Equal((OutcomeStatus.Refused, "usage-too-late", "usage_date"), (late.Status, late.Reason!.Cause, late.Reason.Field));

        // 5 x 40.00 for October, and 100 x 0.02 for September.
        Assert.Equal(20_200, (long?)site.Emulator.All("invoice")[1]["total"]);
        Assert.Single(site.Emulator.All("usage"));
    }

    [Fact]
    public async Task Usage_WhereAnotherIsInTheWay_IsACase()
    {
        await using TillSite site = new();
        UsageTotal total = Till.Used with { Quantity = 100 };
        site.Emulator.Post("subscriptions/sub/usages", ("item_price_id", "calls-EUR"), ("quantity", "7"), ("usage_date", "1790811964"));

        Outcome taken = await site.SendAsync(total);
        Outcome nobody = await site.SendAsync(total with { Subscription = new ExternalRef("billing", RecordKinds.Contract, "none") });
        Outcome halves = await site.SendAsync(total with { Ref = new ExternalRef("usage", RecordKinds.Usage, "other"), Quantity = 0.5m });

        Assert.Equal(
            [(OutcomeStatus.Refused, "usage-in-the-way"), (OutcomeStatus.Refused, "no-subscription"), (OutcomeStatus.Refused, "refused-by-rule")],
            new[] { taken, nobody, halves }.Select(o => (o.Status, o.Reason!.Cause)));
        Assert.Equal("quantity", halves.Reason!.Field);
    }

    [Theory]
    [InlineData(400, "param_wrong_value", OutcomeStatus.Refused, ErrorKind.Validation, "refused-by-rule")]
    [InlineData(400, "resource_limit_exhausted", OutcomeStatus.Refused, ErrorKind.Validation, "refused-by-rule")]
    [InlineData(400, "configuration_incompatible", OutcomeStatus.Refused, ErrorKind.Configuration, "site-settings")]
    [InlineData(400, "duplicate_entry", OutcomeStatus.Refused, ErrorKind.Conflict, "record-in-the-way")]
    [InlineData(409, "invalid_state_for_request", OutcomeStatus.Refused, ErrorKind.Conflict, "record-in-the-way")]
    [InlineData(422, "unable_to_process_request", OutcomeStatus.Refused, ErrorKind.Validation, "refused-by-rule")]
    [InlineData(404, "resource_not_found", OutcomeStatus.Refused, ErrorKind.NotFound, "record-gone")]
    [InlineData(401, "api_authentication_failed", OutcomeStatus.NotApplied, ErrorKind.Authentication, "login")]
    [InlineData(403, "api_authorization_failed", OutcomeStatus.NotApplied, ErrorKind.Permission, "permission")]
    [InlineData(429, "lock_timeout", OutcomeStatus.NotApplied, ErrorKind.RateLimited, "api-limit")]
    [InlineData(429, "api_request_limit_exceeded", OutcomeStatus.NotApplied, ErrorKind.RateLimited, "api-limit")]
    [InlineData(500, "internal_error", OutcomeStatus.Unknown, ErrorKind.Unknown, "reply-lost")]
    [InlineData(503, "site_not_ready", OutcomeStatus.Unknown, ErrorKind.Unknown, "reply-lost")]
    [InlineData(504, "", OutcomeStatus.Unknown, ErrorKind.Unknown, "reply-lost")]
    [InlineData(302, "", OutcomeStatus.Unknown, ErrorKind.Unknown, "reply-lost")]
    [InlineData(200, "", OutcomeStatus.Unknown, ErrorKind.Unknown, "reply-lost")]
    public async Task Write_Answered_IsToldApartAndNeverRepeated(int status, string code, OutcomeStatus expected, ErrorKind kind, string cause)
    {
        Answers answers = new(asked => asked.Method == "GET" ? Answers.Json("""{"list":[]}""")
            : Answers.Json(code.Length == 0 ? "<html>Nora Peak</html>" : $$"""{"message":"Nora Peak","api_error_code":"{{code}}","param":"amount"}""", status));
        await using Rig rig = Rig.Create(answers, o => o.ReadRetries = 5);

        Outcome outcome = await rig.SendAsync(Till.Credit(1m));

        Assert.Equal((expected, kind, cause), (outcome.Status, outcome.Reason!.Kind, outcome.Reason.Cause));
        Assert.Single(answers.Asked, a => a.Method == "POST");
        Assert.DoesNotContain("Nora", outcome.Reason.Message, StringComparison.Ordinal);
        Assert.False(outcome.ServerText.IsEmpty);
    }

    [Theory]
    [InlineData(429, "api_request_limit_exceeded")]
    [InlineData(401, "api_authentication_failed")]
    public async Task Batch_OneMeetsAWallForAll_TheOthersDoNotRunIntoIt(int status, string code)
    {
        Answers answers = new(asked => asked.Method == "GET" ? Answers.Json("""{"list":[]}""") : Answers.Json($$"""{"api_error_code":"{{code}}"}""", status));
        await using Rig rig = Rig.Create(answers);
        AccountCredit[] credits = [.. Enumerable.Range(0, 3).Select(i => Till.Credit(1m) with { Ref = new ExternalRef("odoo", "order", $"{i}") })];
        EffectPlan plan = await rig.SendablePlanAsync(credits[0]);

        IReadOnlyList<Outcome> outcomes = await rig.Adapter.SendAsync([.. credits.Select((c, i) => Till.Dispatch(c, plan, inDoubt: i == 2))], Rig.Token);

        Assert.Equal([OutcomeStatus.NotApplied, OutcomeStatus.NotApplied, OutcomeStatus.Unknown], outcomes.Select(o => o.Status));
        Assert.All(outcomes, o => Assert.Equal((outcomes[0].Reason, outcomes[0].RetryAfter), (o.Reason, o.RetryAfter)));
        Assert.Equal(["GET", "POST"], answers.Asked.Select(a => a.Method));
    }

    [Fact]
    public async Task Write_LeaseMayBeOver_DoesNotLeave()
    {
        await using TillSite site = new();
        using IDisposable over = SendLease.Begin(() => false);

        Outcome outcome = await site.SendAsync(Till.Payment(1m));

        Assert.Equal((OutcomeStatus.NotApplied, ErrorKind.Transient, 0), (outcome.Status, outcome.Reason!.Kind, site.Posts));
    }

    [Fact]
    public async Task SetUp_FieldsOfTheCrm_AreLookedForAndNeverMade()
    {
        Answers answers = new(asked => Answers.Json(asked.Query.Contains("customer", StringComparison.Ordinal)
            ? """{"list":[{"custom_field_config":{"api_name":"cf_crm_account_id","field_datatype":"string","status":"active"}},{"custom_field_config":{"api_name":"cf_erp","field_datatype":"long","status":"active"}}]}"""
            : """{"list":[]}"""));
        await using Rig rig = Rig.Create(answers, o =>
        {
            o.DealField = "cf_deal";
            o.MatchKeys.Add("cf_erp");
        });
        await using Rig meta = Rig.Create(answers, o => o.DealField = "deal");

        IReadOnlyList<SetupFinding> found = await rig.Adapter.SetUpAsync(apply: true, Rig.Token);

        Assert.Equal(
            [("customer.cf_crm_account_id", SetupState.Present), ("subscription.cf_deal", SetupState.Missing), ("customer.cf_erp", SetupState.Wrong)], found.Select(f => (f.Field, f.State)));
        Assert.Equal(("subscription.meta_data.deal", SetupState.Present), (await meta.Adapter.SetUpAsync(false, Rig.Token)).Select(f => (f.Field, f.State)).Last());
        Assert.All(answers.Asked, a => Assert.Equal(("GET", "/api/v2/custom_field_configs"), (a.Method, a.Path)));
    }

    private static object Order(string order) => order switch
    {
        "pause" => Till.Pause(),
        "pause-until" => Till.Pause(Rig.Start.AddDays(9)),
        "resume" => Till.Resumption,
        _ => Till.Cancellation(order == "cancel"),
    };
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class ContractTests
{
    private static readonly Recurrence Monthly = new(1, RecurrenceUnit.Month);

    [Fact]
    public async Task Decode_MeteredSubscription_HasItsTermsPeriodsAndDeal()
    {
        await using Rig rig = Rig.Create();

        Contract contract = rig.Map<Contract>(RecordKinds.Contract, Fixture.Bytes("composed_subscription_pc2_metered"));

        // 2026-09-01 and 2026-10-01, 00:00 UTC.
        Assert.Equal(
            (Rig.Ref(RecordKinds.Contract, "NP_SUB_1"), Rig.Ref(RecordKinds.Customer, "NP_CUST_1"), new ExternalRef("crm", RecordKinds.Deal, "0065w000023STAmAAO"), ContractStatus.Active, "EUR"),
            (contract.Ref, contract.Customer, contract.Deal, contract.Status, contract.Currency.Code));
        Assert.Equal((1788220800456L, new DateOnly(2026, 9, 1), null, Monthly), (contract.Version, contract.StartsOn, contract.EndsOn, contract.Recurrence));
        Assert.Equal(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), contract.NextInvoiceAt);
        Assert.Equal(
            [("seat-EUR-Monthly", 5m, 40m, Monthly), ("api-calls-EUR-Monthly", 0m, 0.02m, Monthly)],
            contract.Terms.Select(t => (t.ProductCode, t.Quantity, t.UnitPrice, t.Recurrence!)));
        Assert.Equal(Rig.Ref(RecordKinds.Product, "seat-EUR-Monthly"), contract.Terms[0].Product);
    }

    [Theory]
    [InlineData("future", 0, ContractStatus.Pending)]
    [InlineData("in_trial", 0, ContractStatus.Pending)]
    [InlineData("active", 0, ContractStatus.Active)]
    [InlineData("active", 2, ContractStatus.PastDue)]
    [InlineData("non_renewing", 0, ContractStatus.Active)]
    [InlineData("non_renewing", 1, ContractStatus.PastDue)]
    [InlineData("paused", 0, ContractStatus.Paused)]
    [InlineData("paused", 3, ContractStatus.Paused)]
    [InlineData("cancelled", 1, ContractStatus.Ended)]
    [InlineData("transferred", 0, ContractStatus.Ended)]
    public async Task Decode_EveryStatus_IsWhereTheContractStands(string status, int due, ContractStatus expected)
    {
        await using Rig rig = Rig.Create();

        Contract contract = rig.Map<Contract>(RecordKinds.Contract, With(("status", status), ("due_invoices_count", due)));

        Assert.Equal(expected, contract.Status);
    }

    [Theory]
    [InlineData("non_renewing", null, "2026-10-01")] // the end of the term
    [InlineData("non_renewing", 1791417600L, "2026-10-08")]
    [InlineData("cancelled", 1789430400L, "2026-09-15")]
    [InlineData("in_trial", 1791417600L, "2026-10-08")]
    [InlineData("active", null, null)]
    public async Task Decode_End_IsTheCancellationsOrTheTerms(string status, long? cancelledAt, string? expected)
    {
        await using Rig rig = Rig.Create();

        Contract contract = rig.Map<Contract>(RecordKinds.Contract, With(("status", status), ("cancelled_at", cancelledAt)));

        Assert.Equal(expected, contract.EndsOn?.ToString("O"));
    }

    [Theory]
    [InlineData("cancel", "2027-09-01")]
    [InlineData("renew", null)]
    public async Task Decode_ContractTerm_IsTheTermOfItsLinesAndEndsItWhereItIsToEnd(string action, string? end)
    {
        await using Rig rig = Rig.Create();

        Contract contract = rig.Map<Contract>(RecordKinds.Contract, With(("contract_term", new JsonObject
        {
            ["status"] = "active", ["contract_start"] = 1788220800, ["contract_end"] = 1819756800, ["billing_cycle"] = 12, ["action_at_term_end"] = action, ["total_contract_value"] = 240000,
        })));

        Assert.Equal(new Recurrence(12, RecurrenceUnit.Month), contract.Terms[0].Term);
        Assert.Equal(end, contract.EndsOn?.ToString("O"));
        Assert.Equal((1788220800, 1819756800), (contract.TermStartsAt!.Value.ToUnixTimeSeconds(), contract.RenewsAt!.Value.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData("active", 1788220800L, 1790812800L)]
    [InlineData("cancelled", null, null)] // nothing runs, and nothing renews
    public async Task Decode_WithoutAContractTerm_TheBilledTermRuns(string status, long? start, long? end)
    {
        await using Rig rig = Rig.Create();

        Contract contract = rig.Map<Contract>(RecordKinds.Contract, With(("status", status), ("cancelled_at", null), ("current_term_start", 1788220800), ("current_term_end", 1790812800)));

        Assert.Equal((start, end), (contract.TermStartsAt?.ToUnixTimeSeconds(), contract.RenewsAt?.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task Decode_TiersDecimalsChargesAndDiscounts_AreNotGuessed()
    {
        await using Rig rig = Rig.Create();

        Contract contract = rig.Map<Contract>(RecordKinds.Contract, With(
            ("subscription_items", new JsonArray(
                JsonNode.Parse("""{"item_price_id":"exact","item_type":"plan","quantity":2,"quantity_in_decimal":"2.5","unit_price":12,"unit_price_in_decimal":"0.1234","billing_period":1,"billing_period_unit":"year"}"""),
                JsonNode.Parse("""{"item_price_id":"tiered","item_type":"addon","quantity":3,"amount":10000}"""),
                JsonNode.Parse("""{"item_price_id":"even","item_type":"addon","quantity":4,"amount":10000}"""),
                JsonNode.Parse("""{"item_price_id":"usage","item_type":"addon","metered_quantity":"17"}"""),
                JsonNode.Parse("""{"item_price_id":"setup","item_type":"charge","quantity":1,"unit_price":5000}"""))),
            ("discounts", new JsonArray(
                JsonNode.Parse("""{"id":"d1","type":"percentage","percentage":12.5,"duration_type":"forever","apply_on":"specific_item_price","item_price_id":"even"}"""),
                JsonNode.Parse("""{"id":"d2","type":"percentage","percentage":50,"duration_type":"one_time","apply_on":"specific_item_price","item_price_id":"setup"}""")))));

        // 100.00 for 3 by tiers has no exact price of one; 100.00 for 4 is 25.00 each, and an eighth off is 21.875.
        Assert.Equal(
            [("exact", 2.5m, 0.1234m), ("tiered", 1m, 100m), ("even", 4m, 21.875m), ("usage", 0m, 0m), ("setup", 1m, 50m)],
            contract.Terms.Select(t => (t.ProductCode, t.Quantity, t.UnitPrice)));
        Assert.Equal("tiered (3 units by tiers)", contract.Terms[1].Description);
        Assert.Equal((3.125m, 12.5m), (contract.Terms[2].Discount, contract.Terms[2].DiscountPercent));
        Assert.Equal((new Recurrence(1, RecurrenceUnit.Year), null), (contract.Terms[0].Recurrence, contract.Terms[4].Recurrence));
        Assert.Null(contract.Recurrence); // yearly and monthly
    }

    [Theory]
    [InlineData("status", "asleep", "status")]
    [InlineData("currency_code", "EURO", "currency_code")]
    [InlineData("billing_period_unit", "decade", "billing_period_unit")]
    [InlineData("customer_id", null, "customer_id")]
    public async Task Decode_WhatIsNotKnown_IsRefusedByItsField(string field, string? value, string named)
    {
        await using Rig rig = Rig.Create();

        Assert.Equal(named, Assert.Throws<ConnectorException>(() => rig.Map<Contract>(RecordKinds.Contract, With((field, value)))).Field);
    }

    [Fact]
    public async Task Decode_CatalogueOne_HasThePlanAndItsAddons()
    {
        await using Rig rig = Rig.Create();

        JsonNode subscription = Fixture.Json("webhook_payment_refunded")["content"]!["subscription"]!;
        Contract contract = rig.Map<Contract>(RecordKinds.Contract, $$"""{"subscription":{{subscription.ToJsonString()}}}""");

        Assert.Equal([("no_trial", 1m, 10m), ("data_usage", 1m, 0.95m)], contract.Terms.Select(t => (t.ProductCode, t.Quantity, t.UnitPrice)));
    }

    [Theory]
    [InlineData("subscription_renewed", AmendmentKind.Renewal, "2026-09-01", null)] // from the term's first day
    [InlineData("subscription_paused", AmendmentKind.Pause, "2026-09-10", ContractStatus.Paused)]
    [InlineData("subscription_resumed", AmendmentKind.Resume, "2026-10-01", ContractStatus.Active)]
    [InlineData("subscription_cancelled", AmendmentKind.Cancellation, "2026-09-20", ContractStatus.Ended)]
    [InlineData("subscription_cancellation_scheduled", AmendmentKind.Cancellation, "2026-10-01", null)]
    [InlineData("subscription_reactivated", AmendmentKind.Resume, "2026-10-01", ContractStatus.Active)]
    [InlineData("subscription_changed", null, "2026-10-01", null)]
    [InlineData("subscription_changed_with_backdating", null, "2026-09-15", null)]
    [InlineData("subscription_created", null, null, null)]
    public async Task Change_Event_TellsHowTheContractChanged(string type, AmendmentKind? kind, string? effective, ContractStatus? after)
    {
        await using Rig rig = Rig.Create();
        string status = type switch { "subscription_paused" => "paused", "subscription_cancelled" => "cancelled", "subscription_cancellation_scheduled" => "non_renewing", _ => "active" };
        JsonObject e = JsonNode.Parse(Fixture.With("webhook_composed_subscription_cancelled", "subscription", ("status", status), ("pause_date", 1788998400), ("changes_scheduled_at", 1789430400), ("cancelled_at", 1789862400)))!.AsObject();
        e["event_type"] = type;

        Change change = rig.Change(Assert.Single(rig.Receive(System.Text.Encoding.UTF8.GetBytes(e.ToJsonString()))));

        Contract told = Assert.IsType<Contract>(change.Record);
        Assert.Equal((ChangeKinds.ContractChanged, told.Ref, 1790812800000L), (change.Kind, change.Subject, change.Version));
        Amendment? amendment = told.Amendments.SingleOrDefault();
        Assert.Equal((kind, effective, after), (amendment?.Kind, amendment?.EffectiveOn.ToString("O"), amendment?.StatusAfter));
        Assert.Equal(amendment is null ? null : "ev_NP_5", amendment?.Event);
        // Of what the terms were Chargebee says nothing, and that is not told as if it did.
        Assert.False(told.TellsAmendments);
        Assert.Equal(amendment?.Terms, amendment?.Before);
    }

    [Fact]
    public async Task Decode_CustomField_IsOfTheRecordOrItsMetaData()
    {
        await using Rig rig = Rig.Create(configure: o =>
        {
            o.CustomFields.Add("po_number");
            o.CustomFields.Add("crm_opportunity_id");
        });

        Contract contract = rig.Map<Contract>(RecordKinds.Contract, With(("po_number", "PO-1")));

        Assert.Equal(("PO-1", "0065w000023STAmAAO"), (contract.Custom["po_number"], contract.Custom["crm_opportunity_id"]));
    }

    private static byte[] With(params (string Field, JsonNode? Value)[] changes) => Fixture.With("composed_subscription_pc2_metered", "subscription", changes);
}

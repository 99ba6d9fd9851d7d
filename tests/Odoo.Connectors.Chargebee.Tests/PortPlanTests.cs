using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>What of a deal a subscription can hold, and which customer it is of. What cannot be told is a person's to say, before any write.</summary>
public sealed class PortPlanTests
{
    private static readonly Recurrence s_month = new(1, RecurrenceUnit.Month), s_year = new(1, RecurrenceUnit.Year);

    [Theory]
    [InlineData("ghost", 1, 1, 1, "unmapped-product", "ItemPrices:ghost")]
    [InlineData("seat", 1, 1, 2, "unmapped-product", "ItemPrices:seat")]
    [InlineData("old", 1, 1, 1, "unmapped-product", "ItemPrices:old")]
    [InlineData("dollars", 1, 1, 1, "unmapped-product", "ItemPrices:dollars")]
    [InlineData("twice", 1, 1, 1, "ambiguous-product", "ItemPrices:twice")]
    [InlineData("onboarding", 1, 1, 0, "no-plan", "subscription_items")]
    [InlineData("yearly", 1, 1, 12, "term-not-whole", "billing_cycles")]
    [InlineData("seat", 2.5, 36, 1, "quantity-not-whole", "quantity")]
    [InlineData("seat", 0, 36, 1, "quantity-not-whole", "quantity")]
    [InlineData("seat", 1, 0.005, 1, "price-decimals", "unit_price")]
    [InlineData("seat", 1, -1, 1, "negative-price", "unit_price")]
    [InlineData("fee", 2, 10, 1, "quantity-of-flat-fee", "quantity")]
    [InlineData("free", 2, 10, 1, "free-units", "quantity")]
    [InlineData("tiers", 2, 10, 1, "price-by-tiers", "unit_price")]
    public async Task Deal_ThatChargebeeCannotHold_IsACaseThatNamesTheField(string product, double quantity, double price, int months, string cause, string field)
    {
        await using TillSite site = Stocked();
        Recurrence? billed = months switch { 0 => null, 12 => s_year, 2 => new Recurrence(2, RecurrenceUnit.Month), _ => s_month };

        CaseReason reason = await site.Rig.CaseAsync(Deal(7, Line(product, (decimal)quantity, (decimal)price, billed)));

        Assert.Equal((cause, field), (reason.Cause, reason.Field));
        Assert.Contains("retry", reason.Message, StringComparison.Ordinal);
        Assert.Equal(0, site.Posts);
    }

    [Fact]
    public async Task Deal_OfLinesThatDoNotGoTogether_IsACase()
    {
        await using TillSite site = Stocked();
        ProductLine seat = Line("seat", 1, 36, s_month);

        Assert.Equal("several-plans", (await site.Rig.CaseAsync(Deal(12, seat, Line("yearly", 1, 1, s_year)))).Cause);
        Assert.Equal("two-prices", (await site.Rig.CaseAsync(Deal(12, seat, Line("seat", 1, 40, s_month)))).Cause);
        Assert.Equal("several-starts", (await site.Rig.CaseAsync(Deal(12, seat, Line("onboarding", 1, 500, null) with { StartsOn = new DateOnly(2027, 1, 1) }))).Cause);
        Assert.Equal("unknown-crm", (await site.Rig.CaseAsync(Till.Intent(EffectKinds.Contract, Odd.Ref, Odd))).Cause);
        Assert.Equal("bad-input", (await site.Rig.CaseAsync(Till.Credit(1) with { Amount = new Money(1, Currency.Parse("ISK")) })).Cause);
        Assert.Equal("unknown-effect", (await site.Rig.CaseAsync(Till.Intent(EffectKinds.Invoice, Odd.Ref, Odd))).Cause);
    }

    [Fact]
    public async Task Deal_LinesOfOneItemPrice_AreOneItem()
    {
        await using TillSite site = Stocked();

        JsonObject fields = await FieldsAsync(site, Deal(12, Line("seat", 5, 40, s_month), Line("seat", 3, 40, s_month), Line("calls", 9, 0.02m, s_month)));

        // 5 and 3; at the list price nothing is overridden, and what is metered has no quantity.
        Assert.Equal(("seat-EUR", "8", null), (Text(fields, "item_price_id", 0), Text(fields, "quantity", 0), Text(fields, "unit_price", 0)));
        Assert.Equal(("calls-EUR", null), (Text(fields, "item_price_id", 1), Text(fields, "quantity", 1)));
        Assert.Equal("12", (string?)fields["billing_cycles"]);
    }

    [Theory]
    [InlineData("twice|EUR|P1M", "twice-2")]
    [InlineData("twice|EUR", "twice-2")]
    [InlineData("twice", "twice-2")]
    public async Task Deal_ProductInTheTable_IsSoldAtItsItemPrice(string entry, string price)
    {
        await using TillSite site = Stocked(o => o.ItemPrices[entry] = price);

        Assert.Equal("twice-2", Text(await FieldsAsync(site, Deal(12, Line("twice", 1, 10, s_month))), "item_price_id", 0));
    }

    [Fact]
    public async Task Deal_InYenOfATermInYears_HasWholeUnitsAndCycles()
    {
        await using TillSite site = Stocked();

        JsonObject fields = await FieldsAsync(site, Deal(24, Line("yen", 2, 5000, s_year)) with { Currency = Currency.Parse("JPY") });

        // Listed at 4,900 yen; two years of one each; a year is what twelve months are; a trial of the price is not wanted.
        Assert.Equal(("5000", "2", "0"), (Text(fields, "unit_price", 0), (string?)fields["billing_cycles"], (string?)fields["trial_end"]));
    }

    [Fact]
    public async Task Deal_OnASiteOfManyDecimals_HasThem()
    {
        await using TillSite site = Stocked();
        JsonObject price = site.Emulator.Find("item_price", "seat-EUR")!;
        price["price_in_decimal"] = "0.0042";
        site.Emulator.Load("item_price", price);

        JsonObject fields = await FieldsAsync(site, Deal(12, Line("seat", 2.5m, 0.0039m, s_month)));

        Assert.Equal(("2.5", "0.0039"), (Text(fields, "quantity_in_decimal", 0), Text(fields, "unit_price_in_decimal", 0)));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2026-09-01", null)]
    [InlineData("2026-09-02", "1788307200")]
    [InlineData("2026-08-31", "1788134400")]
    public async Task Deal_Start_IsTheDayWhereTheSiteIs(string? start, string? expected)
    {
        await using TillSite site = Stocked();
        Deal deal = Deal(12, Line("seat", 1, 40, s_month)) with { StartsOn = start is null ? null : DateOnly.Parse(start, CultureInfo.InvariantCulture) };

        // It is 1 September 2026, 1788220800: at once. A day is 86400.
        Assert.Equal(expected, (string?)(await FieldsAsync(site, deal))["start_date"]);
    }

    [Fact]
    public async Task Deal_WhoseSubscriptionSomebodyMade_IsAdopted()
    {
        await using TillSite site = Stocked();
        RecordLink link = Till.Link(Till.NorthPeak.Ref, RecordKinds.Customer, "np");
        Subscribe(site, "by-hand");

        PlanResult.Adopt one = Assert.IsType<PlanResult.Adopt>(await site.Rig.PlanAsync(Till.Intent(Till.Won), link));
        Subscribe(site, "by-hand-2");
        CaseReason two = await site.Rig.CaseAsync(Till.Won, link);

        Assert.Equal(("by-hand", Rig.Ref(RecordKinds.Contract, "by-hand")), (one.TargetId, one.Found));
        Assert.Equal(("ambiguous-match", "crm_opportunity_id"), (two.Cause, two.Field));
    }

    [Fact]
    public async Task Customer_WithTheIdOfTheCrm_IsAdoptedWhenItIsOne()
    {
        await using TillSite site = Stocked();
        Customer known = Till.NorthPeak with { Ref = new ExternalRef("crm", RecordKinds.Customer, "001") };

        PlanResult.Adopt one = Assert.IsType<PlanResult.Adopt>(await site.Rig.PlanAsync(Till.Intent(known)));
        site.Emulator.Post("customers", ("id", "np2"), ("cf_crm_account_id", "001"));
        CaseReason two = await site.Rig.CaseAsync(known);

        Assert.Equal(("np", Rig.Ref(RecordKinds.Customer, "np")), (one.TargetId, one.Found));
        Assert.Equal(["vat:DE123456789"], one.Claims.Select(c => c.ToUpperInvariant().Replace("VAT:", "vat:", StringComparison.Ordinal)));
        Assert.Equal("ambiguous-match", two.Cause);
        Assert.Contains("np2", two.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customer_WithAMatchKey_IsAdoptedUnlessItIsAnothersAccount()
    {
        await using TillSite site = Stocked(o => o.MatchKeys.Add("cf_erp"));
        site.Emulator.Post("customers", ("id", "free"), ("cf_erp", "D1"));
        site.Emulator.Post("customers", ("id", "taken"), ("cf_erp", "D2"), ("cf_crm_account_id", "999"));
        static Customer With(string number) => Till.NorthPeak with { Custom = new CustomFields(new Dictionary<string, string?> { ["cf_erp"] = number }) };

        Assert.Equal("free", Assert.IsType<PlanResult.Adopt>(await site.Rig.PlanAsync(Till.Intent(With("D1")))).TargetId);
        Assert.Equal("ambiguous-match", (await site.Rig.CaseAsync(With("D2"))).Cause);
        Assert.Contains("cf_erp:D3", (await site.Rig.SendablePlanAsync(With("D3"))).Claims);
    }

    [Fact]
    public async Task Customer_FieldThatIsNotSearchable_IsSaidAndNobodyIsTakenForAnother()
    {
        await using TillSite site = new(new ChargebeeEmulatorOptions { UnsearchableFields = ["cf_crm_account_id"] });

        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => site.Rig.PlanAsync(Till.Intent(Till.NorthPeak)));

        Assert.Equal((ErrorKind.Configuration, "cf_crm_account_id"), (e.Kind, e.Field));
    }

    [Fact]
    public async Task CustomerFields_AsAgreed_AreNotSent()
    {
        await using TillSite site = new();
        Customer fields = Till.NorthPeak with { Ref = new ExternalRef("crm", RecordKinds.Customer, "001") };
        Intent intent = Till.Intent(EffectKinds.CustomerFields, fields.Ref, fields, EffectClass.State);
        RecordLink link = Till.Link(fields.Ref, RecordKinds.Customer, "np");
        EffectPlan plan = await site.Rig.SendablePlanAsync(intent, link);

        Outcome outcome = await site.Rig.SendAsync(Till.Dispatch(intent, plan));
        Shadow agreed = new([1], outcome.Values.ToDictionary(v => v.Key, v => Shadow.Hash([1], v.Key, v.Value)));
        Intent moved = intent with { Record = fields with { BillingAddress = fields.BillingAddress! with { City = "Bonn" } } };

        Assert.IsType<PlanResult.Nothing>(await site.Rig.PlanAsync(intent, agreed, link));
        PlanResult.Send send = Assert.IsType<PlanResult.Send>(await site.Rig.PlanAsync(moved, agreed, link));
        Assert.DoesNotContain("\"company\"", send.Plan.Payload, StringComparison.Ordinal);
        Assert.Contains("\"billing_address[city]\":\"Bonn\"", send.Plan.Payload, StringComparison.Ordinal);
        Assert.Equal("Customer by its owner", send.Plan.Provenance["billing_address[city]"]);
    }

    [Fact]
    public async Task Orders_OfWhatBillingDoesNotKnow_AreCases()
    {
        await using TillSite site = new();
        ExternalRef elsewhere = new("odoo", RecordKinds.Contract, "9");

        CaseReason reason = await site.Rig.CaseAsync(Till.Pause() with { Contract = elsewhere });
        EffectPlan linked = await site.Rig.SendablePlanAsync(Till.Pause() with { Contract = elsewhere }, Till.Link(elsewhere, RecordKinds.Contract, "sub"));

        Assert.Equal(("not-in-billing", ErrorKind.NotFound), (reason.Cause, reason.Kind));
        Assert.Equal("contract/sub", linked.Subject);
        Assert.Equal("pause-is-over", (await site.Rig.CaseAsync(Till.Pause(site.Clock.GetUtcNow()))).Cause);
        Assert.Equal("amount", (await site.Rig.CaseAsync(Till.Payment(0m))).Cause);
        Assert.Equal("amount", (await site.Rig.CaseAsync(Till.Payment(1.001m))).Cause);
        Assert.Equal("description-length", (await site.Rig.CaseAsync(Till.Credit(1m) with { Description = new string('x', 251) })).Cause);
    }

    [Theory]
    [InlineData(-1, "usage-negative")]
    [InlineData(1, "usage-elsewhere")]
    public async Task Usage_ThatChargebeeDoesNotTake_IsACase(int quantity, string cause)
    {
        await using TillSite site = new();
        UsageTotal total = Till.Used with { Quantity = quantity, Subscription = new ExternalRef(quantity < 0 ? "billing" : "stripe", RecordKinds.Contract, "sub") };

        Assert.Equal(cause, (await site.Rig.CaseAsync(total)).Cause);
        Assert.IsType<PlanResult.Nothing>(await site.Rig.PlanAsync(Till.Intent(Till.Used with { Quantity = 0 })));
    }

    private static readonly Deal Odd = Till.Won with { Ref = new ExternalRef("odoo", RecordKinds.Deal, "1") };

    private static TillSite Stocked(Action<ChargebeeOptions>? configure = null)
    {
        TillSite site = new(configure: configure);
        (string, string)[] monthly = [("pricing_model", "per_unit"), ("price", "1000"), ("period", "1"), ("period_unit", "month")];
        TillSite.Item(site.Emulator, "twice", "plan", [("id", "twice-1"), .. monthly]);
        TillSite.Item(site.Emulator, "twice", "plan", [("id", "twice-2"), .. monthly]);
        TillSite.Item(site.Emulator, "old", "plan", [("id", "old-1"), .. monthly]);
        site.Emulator.Post("item_prices/old-1", ("status", "archived"));
        TillSite.Item(site.Emulator, "dollars", "plan", [("id", "dollars-1"), ("currency_code", "USD"), .. monthly]);
        TillSite.Item(site.Emulator, "free", "plan", [("id", "free-1"), ("free_quantity", "1"), .. monthly]);
        TillSite.Item(site.Emulator, "fee", "plan", ("id", "fee-1"), ("pricing_model", "flat_fee"), ("price", "1000"), ("period", "1"), ("period_unit", "month"));
        TillSite.Item(site.Emulator, "tiers", "plan", ("id", "tiers-1"), ("pricing_model", "tiered"), ("period", "1"), ("period_unit", "month"), ("tiers[starting_unit][0]", "1"), ("tiers[price][0]", "1000"));
        TillSite.Item(site.Emulator, "yearly", "plan", ("id", "yearly-1"), ("pricing_model", "per_unit"), ("price", "1000"), ("period", "1"), ("period_unit", "year"));
        TillSite.Item(site.Emulator, "yen", "plan", ("id", "yen-1"), ("currency_code", "JPY"), ("pricing_model", "per_unit"), ("price", "4900"), ("period", "12"), ("period_unit", "month"), ("trial_period", "14"), ("trial_period_unit", "day"));
        return site;
    }

    private static Deal Deal(int term, params ProductLine[] lines) => Till.Won with { TermMonths = term, StartsOn = null, Lines = lines };

    private static ProductLine Line(string product, decimal quantity, decimal price, Recurrence? billed) =>
        new() { Id = product, ProductCode = product, Description = product, Quantity = quantity, UnitPrice = price, Recurrence = billed };

    private static void Subscribe(TillSite site, string id) => site.Emulator.Post(
        "customers/np/subscription_for_items", ("id", id), ("subscription_items[item_price_id][0]", "seat-EUR"), ("meta_data", """{"crm_opportunity_id":"006ZM"}"""));

    private static async Task<JsonObject> FieldsAsync(TillSite site, Deal deal) => JsonNode.Parse((await site.Rig.SendablePlanAsync(deal)).Payload)!["fields"]!.AsObject();

    private static string? Text(JsonObject fields, string name, int index) => (string?)fields[string.Create(CultureInfo.InvariantCulture, $"subscription_items[{name}][{index}]")];
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeeInvoiceTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task Subscribe_TaxInclusive_KeepsTheTaxInsideOfThePrice()
    {
        await using var site = new Site(new ChargebeeEmulatorOptions { TaxRates = [new ChargebeeTaxRate("VAT", 19, "DE")], PricesIncludeTax = true });

        JsonNode invoice = (await site.SubscribeAsync(("coupon_ids[0]", "NP10")))["invoice"]!;

        // 200.00 less 10 % is 180.00; 180 x 19 / 119 = 28.739...
        Assert.Equal("tax_inclusive", invoice.Text("price_type"));
        Assert.Equal((20_000, 2_874, 18_000), (invoice.Number("sub_total"), invoice.Number("tax"), invoice.Number("total")));
        Assert.Equal(18_000 - 2_874, invoice["line_item_taxes"]![0].Number("taxable_amount"));
    }

    [Fact]
    public async Task Subscribe_TwoTaxesAndAnOddDiscount_AddUp()
    {
        await using var site = new Site(new ChargebeeEmulatorOptions { TaxRates = [new ChargebeeTaxRate("State", 6.25m), new ChargebeeTaxRate("City", 1.5m)] });
        site.Emulator.AddCoupon(new ChargebeeCoupon { Id = "ODD", InvoiceName = "Odd", Amount = 1_001 });

        JsonNode invoice = (await site.SubscribeAsync(("subscription_items[item_price_id][1]", "onboarding-EUR"), ("coupon_ids[0]", "ODD")))["invoice"]!;

        // 10.01 over 200.00 and 50.00: 8.008 and the rest.
        Assert.Equal([801, 200], invoice.Numbers("line_items", "discount_amount"));
        // 191.99 and 48.00, each at 6.25 % and 1.5 %.
        Assert.Equal([1_200, 288, 300, 72], invoice.Numbers("line_item_taxes", "tax_amount"));
        Assert.Equal(["State", "City"], invoice.Texts("taxes", "name"));
        Assert.Equal([1_500, 360], invoice.Numbers("taxes", "amount"));
        Assert.Equal(25_000 - 1_001 + 1_860, invoice.Number("total"));
    }

    [Fact]
    public async Task Subscribe_ItemAndDocumentCoupons_TakeTheSecondOffTheRest()
    {
        _site.Emulator.AddCoupon(new ChargebeeCoupon { Id = "SEAT50", InvoiceName = "Seats", Percentage = 50, ItemPriceId = "seat-EUR-Monthly" });

        JsonNode invoice = (await _site.SubscribeAsync(("subscription_items[item_price_id][1]", "onboarding-EUR"), ("coupon_ids[0]", "NP10"), ("coupon_ids[1]", "SEAT50")))["invoice"]!;

        // 100.00 off the seats; then 10 % off 100.00 and 50.00.
        Assert.Equal([10_000 + 1_000, 500], invoice.Numbers("line_items", "discount_amount"));
        Assert.Equal([10_000, 0], invoice.Numbers("line_items", "item_level_discount_amount"));
        Assert.Equal([("item_level_coupon", 10_000L), ("document_level_coupon", 1_500L)], invoice.Rows("discounts").Select(discount => (discount.Text("entity_type")!, discount.Number("amount")!.Value)));
    }

    [Fact]
    public async Task Subscribe_OneTimeCoupon_IsTakenOffOnce()
    {
        _site.Emulator.AddCoupon(new ChargebeeCoupon { Id = "FIRST", InvoiceName = "Welcome", Percentage = 50, Applications = 1 });
        await _site.SubscribeAsync(("coupon_ids[0]", "FIRST"));

        _site.GoTo(2026, 10, 1);

        Assert.Equal([11_900, 23_800], _site.Emulator.All("invoice").Select(invoice => invoice.Number("total")!.Value));
        Assert.Null(_site.Invoice("INV-2")["discounts"]);
    }

    [Theory]
    [InlineData("exempt", null, "customer_exempt")]
    [InlineData(null, "FR", "tax_not_configured")]
    public async Task Subscribe_NoTaxDue_SaysWhy(string? taxability, string? country, string reason)
    {
        _site.Emulator.Post("customers/NP_CUST_1", ("taxability", taxability ?? "taxable"));
        _site.Emulator.Post("customers/NP_CUST_1/update_billing_info", ("billing_address[country]", country ?? "DE"));

        JsonNode invoice = (await _site.SubscribeAsync())["invoice"]!;

        Assert.Equal(20_000, invoice.Number("total"));
        Assert.Equal(0, invoice.Number("tax"));
        Assert.Equal([reason], invoice.Texts("line_items", "tax_exempt_reason"));
        Assert.Null(invoice["taxes"]);
    }

    [Theory]
    [InlineData("tiered", 12, 10 * 500 + 2 * 400)]
    [InlineData("volume", 12, 12 * 400)]
    [InlineData("stairstep", 12, 400)]
    public async Task Subscribe_Tiers_ArePricedByTheModel(string model, int quantity, int amount)
    {
        _site.Emulator.Post(
            "item_prices", ("id", "t"), ("name", "T"), ("item_id", "seat"), ("pricing_model", model), ("period", "1"), ("period_unit", "month"),
            ("tiers[starting_unit][0]", "1"), ("tiers[ending_unit][0]", "10"), ("tiers[price][0]", "500"), ("tiers[starting_unit][1]", "11"), ("tiers[price][1]", "400"));

        JsonObject created = await _site.PostAsync("customers/NP_CUST_1/subscription_for_items", ("subscription_items[item_price_id][0]", "t"), ("subscription_items[quantity][0]", Site.Text(quantity)));

        Assert.Equal(amount, created["invoice"].Number("sub_total"));
        Assert.Equal(quantity, model == "stairstep" ? created["invoice"].Numbers("line_item_tiers", "quantity_used")[0] : created["invoice"].Numbers("line_item_tiers", "quantity_used").Sum());
    }

    [Fact]
    public async Task Create_SingleCharges_AreInvoicedWithoutASubscription()
    {
        JsonObject created = await _site.PostAsync(
            "invoices/create_for_charge_items_and_charges", ("customer_id", "NP_CUST_1"), ("auto_collection", "off"), ("net_term_days", "30"), ("po_number", "PO-7"),
            ("item_prices[item_price_id][0]", "onboarding-EUR"), ("charges[amount][0]", "1500"), ("charges[description][0]", "Travel"), ("charges[taxable][0]", "false"));

        JsonNode invoice = created["invoice"]!;
        Assert.Equal(5_000 + 1_500 + 950, invoice.Number("total"));
        Assert.Equal(["charge_item_price", "adhoc"], invoice.Texts("line_items", "entity_type"));
        Assert.Equal("posted", invoice.Text("status"));
        Assert.Equal(Site.At(2026, 10, 1), invoice.Number("due_date"));
        Assert.Null(invoice["subscription_id"]);
        Assert.Equal("PO-7", invoice.Text("po_number"));
        _site.GoTo(2026, 10, 1);
        Assert.Equal("payment_due", _site.Invoice().Text("status"));
    }

    [Fact]
    public async Task Create_ThreeEqualCharges_LoseNoCentOfTheDiscount()
    {
        _site.Emulator.AddCoupon(new ChargebeeCoupon { Id = "EURO", InvoiceName = "Euro", Amount = 100 });

        JsonObject created = await _site.PostAsync(
            "invoices/create_for_charge_items_and_charges", ("customer_id", "NP_CUST_1"), ("coupon_ids[0]", "EURO"), ("charges[amount][0]", "1000"), ("charges[description][0]", "A"),
            ("charges[amount][1]", "1000"), ("charges[description][1]", "B"), ("charges[amount][2]", "1000"), ("charges[description][2]", "C"));

        // A euro over three: 0.33 to the first, 0.67 to the first two, 1.00 to all.
        Assert.Equal([33, 34, 33], created["invoice"].Numbers("line_items", "discount_amount"));
    }

    [Fact]
    public async Task Void_Paid_MakesThePaymentUnused()
    {
        await _site.SubscribeAsync();

        JsonObject answer = await _site.PostAsync("invoices/INV-1/void", ("comment", "wrong"));

        Assert.Equal("voided", answer["invoice"].Text("status"));
        Assert.Equal(0, answer["invoice"].Number("amount_paid"));
        // As in the vendor's example, what is due stays what the invoice came to.
        Assert.Equal(23_800, answer["invoice"].Number("amount_due"));
        Assert.Empty(answer["invoice"].Rows("linked_payments"));
        Assert.Equal(Site.At(2026, 9, 1), answer["invoice"].Number("voided_at"));
        Assert.Equal(23_800, _site.Emulator.Find("customer", "NP_CUST_1").Number("excess_payments"));
        await _site.RefusedAsync(409, "invalid_state_for_request", "invoices/INV-1/void");
        await _site.RefusedAsync(409, "invalid_state_for_request", "invoices/INV-1/record_payment", ("transaction[payment_method]", "cash"));
    }

    [Fact]
    public async Task WriteOff_Due_IsAnAdjustmentOfAllThatIsDue()
    {
        await _site.SubscribeAsync(("auto_collection", "off"));

        JsonObject answer = await _site.PostAsync("invoices/INV-1/write_off");

        Assert.Equal("paid", answer["invoice"].Text("status"));
        // As in the vendor's example, what is written off counts as adjusted too.
        Assert.Equal((23_800, 23_800, 0), (answer["invoice"].Number("write_off_amount"), answer["invoice"].Number("amount_adjusted"), answer["invoice"].Number("amount_due")));
        Assert.Equal(("adjustment", "write_off", "adjusted"), (answer["credit_note"].Text("type"), answer["credit_note"].Text("reason_code"), answer["credit_note"].Text("status")));
        Assert.Equal((20_000, 23_800), (answer["credit_note"].Number("sub_total"), answer["credit_note"].Number("total")));
        Assert.Equal(23_800, answer["credit_note"].Number("amount_allocated"));
        await _site.RefusedAsync(409, "invalid_state_for_request", "invoices/INV-1/write_off");
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}

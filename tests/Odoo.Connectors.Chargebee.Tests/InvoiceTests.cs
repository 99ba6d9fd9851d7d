using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class InvoiceTests
{
    [Fact]
    public async Task Decode_PaidWithTaxAndDiscount_ComesToTheCent()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Fixture.Bytes("composed_invoice_paid_tax_discount"));

        // 250.00 less 10 %, and 19 % of 225.00.
        Assert.Equal((225.00m, 42.75m, 267.75m), (invoice.Net.Amount, invoice.Taxes.Single().Amount.Amount, invoice.Gross.Amount));
        Sums.Agree(invoice);
        Assert.Equal(("INV-1001", Rig.Ref(RecordKinds.Customer, "NP_CUST_1"), Rig.Ref(RecordKinds.Contract, "NP_SUB_1"), true, false, null), (invoice.Number, invoice.Customer, invoice.Contract, invoice.IsPaid, invoice.CollectionFailed, invoice.DueAt));
        InvoiceLine seat = invoice.Lines[0];
        Assert.Equal(("seat-EUR-Monthly", "Seat", 5m, 40m, 180m), (seat.ProductCode, seat.Description, seat.Quantity, seat.UnitPrice, seat.Net.Amount));
        Assert.Equal(new Discount("NP10", Euro(20m)), Assert.Single(seat.Discounts));
        Assert.Equal(new TaxLine { RateId = "VAT|19|DE", Base = Euro(180m), Amount = Euro(34.20m) }, Assert.Single(seat.Taxes));
        Assert.Equal((new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 1)), (seat.ServiceFrom, seat.ServiceTo));
        Assert.Null(invoice.Lines[1].ServiceFrom); // a charge of one moment
    }

    [Theory]
    [InlineData("paid", null, true, false)]
    [InlineData("posted", null, false, false)]
    [InlineData("payment_due", null, false, false)] // due, and nobody tried to collect it yet
    [InlineData("payment_due", "in_progress", false, true)]
    [InlineData("payment_due", "stopped", false, true)]
    [InlineData("not_paid", "exhausted", false, true)]
    [InlineData("voided", null, false, false)]
    public async Task Decode_EveryStatus_IsWhereTheInvoiceStands(string status, string? dunning, bool isPaid, bool failed)
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, With(("status", status), ("dunning_status", dunning)));

        Assert.Equal((isPaid, failed), (invoice.IsPaid, invoice.CollectionFailed));
    }

    [Theory]
    [InlineData("pending", ErrorKind.Validation)]
    [InlineData("imagined", ErrorKind.Protocol)]
    public async Task Decode_NoDocumentYetOrAnUnknownStatus_IsRefused(string status, ErrorKind kind)
    {
        await using Rig rig = Rig.Create();

        var e = Assert.Throws<ConnectorException>(() => rig.Map<Invoice>(RecordKinds.Invoice, With(("status", status))));

        Assert.Equal((kind, "status"), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Decode_PartsThatArePaid_AreTold()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, With(("status", "payment_due"), ("amount_paid", 20000), ("credits_applied", 5000), ("amount_due", 1775)));

        Assert.Equal((Euro(200m), Euro(50m), Euro(17.75m)), (invoice.Paid, invoice.PaidOtherwise, invoice.Open));
        Assert.Equal((null, null), (invoice.VoidedAt, invoice.UncollectibleAt));
    }

    [Fact]
    public async Task Decode_WrittenOff_IsOwedAndGivenUpSinceItsCreditNote()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, With(
            ("status", "paid"), ("amount_paid", 20000), ("write_off_amount", 6775), ("amount_due", 0), ("adjustment_credit_notes", JsonNode.Parse(
                """[{"cn_id":"a","cn_reason_code":"waiver","cn_date":1788220900},{"cn_id":"b","cn_create_reason_code":"Write Off","cn_date":1788652800}]"""))));

        Assert.Equal((false, Euro(67.75m), DateTimeOffset.FromUnixTimeSeconds(1788652800)), (invoice.IsPaid, invoice.Open, invoice.UncollectibleAt));
    }

    [Fact]
    public async Task Decode_Voided_IsAsItWasIssuedAndSaysWhen()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, With(("status", "voided"), ("voided_at", 1788652800)));

        Assert.Equal((267.75m, DateTimeOffset.FromUnixTimeSeconds(1788652800), false), (invoice.Gross.Amount, invoice.VoidedAt, invoice.IsPaid));
    }

    [Fact]
    public async Task Decode_DueLater_SaysWhen()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, With(("due_date", 1790812800)));

        Assert.Equal(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), invoice.DueAt);
    }

    [Fact]
    public async Task Decode_TaxInclusive_TakesTheTaxOutOfEachLine()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, """
            {"invoice":{"id":"7","customer_id":"c","status":"posted","price_type":"tax_inclusive","date":1788220800,"currency_code":"EUR","sub_total":11900,"tax":1710,"total":10710,
            "line_items":[{"id":"l","unit_amount":11900,"quantity":1,"amount":11900,"discount_amount":1190,"tax_amount":1710,"entity_id":"p","description":"P"}],
            "discounts":[{"entity_type":"item_level_coupon","entity_id":"TEN","amount":1190}],
            "line_item_discounts":[{"line_item_id":"l","discount_type":"item_level_coupon","entity_id":"TEN","discount_amount":1190}],
            "taxes":[{"name":"VAT","amount":1710}],
            "line_item_taxes":[{"line_item_id":"l","tax_name":"VAT","tax_rate":19,"taxable_amount":9000,"tax_amount":1710}]}}
            """);

        // 119.00 less 10 % is 107.10, of which 17.10 is 19 % of 90.00.
        Assert.Equal((90.00m, 107.10m), (invoice.Net.Amount, invoice.Gross.Amount));
        Assert.Equal(new TaxLine { RateId = "VAT|19", Base = Euro(90m), Amount = Euro(17.10m), Included = true }, Assert.Single(invoice.Taxes));
        Assert.Equal((119m, 90m), (invoice.Lines[0].UnitPrice, invoice.Lines[0].Net.Amount));
        Sums.Agree(invoice);
    }

    [Theory]
    [InlineData("JPY", 1500, "1500")]
    [InlineData("VND", 1500, "1500")]
    [InlineData("USD", 1500, "15.00")]
    [InlineData("KWD", 1500, "15.00")] // three decimals in ISO 4217, two in Chargebee
    [InlineData("ISK", 1500, "1500")] // configured
    public async Task Decode_Currency_HasTheDecimalsOfTheWire(string code, long wire, string expected)
    {
        await using Rig rig = Rig.Create(configure: o => o.CurrencyDecimals["ISK"] = 0);

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Plain(code, wire, $$"""{"id":"l","unit_amount":{{wire}},"quantity":1,"amount":{{wire}},"description":"P"}"""));

        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), invoice.Gross.Amount);
        Assert.Equal(invoice.Gross.Amount, invoice.Lines[0].UnitPrice);
        Sums.Agree(invoice);
    }

    [Fact]
    public async Task Decode_CurrencyThatIsNotKnown_AsksForItsDecimals()
    {
        await using Rig rig = Rig.Create();

        var e = Assert.Throws<ConnectorException>(() => rig.Map<Invoice>(RecordKinds.Invoice, Plain("UGX", 1, """{"id":"l","unit_amount":1,"amount":1,"description":"P"}""")));

        Assert.Equal((ErrorKind.Configuration, "currency_code"), (e.Kind, e.Field));
        Assert.Contains("CurrencyDecimals:UGX", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_MoreDecimals_ArePriceAndQuantityAndTheAmountStaysRounded()
    {
        await using Rig rig = Rig.Create();

        // 3.5 × 0.1234 = 0.4319, which Chargebee rounds to 0.43.
        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Plain(
            "USD", 43, """{"id":"l","unit_amount":12,"unit_amount_in_decimal":"0.1234","quantity":3,"quantity_in_decimal":"3.5","amount":43,"amount_in_decimal":"0.4319","description":"P"}"""));

        Assert.Equal((3.5m, 0.1234m, 0.43m), (invoice.Lines[0].Quantity, invoice.Lines[0].UnitPrice, invoice.Lines[0].Net.Amount));
        Sums.Agree(invoice);
    }

    [Theory]
    [InlineData(1, 10000, "0.01")]
    [InlineData(-2, 9997, "-0.02")]
    public async Task Decode_RoundedTotal_IsALineOfItsOwn(int roundOff, long total, string expected)
    {
        await using Rig rig = Rig.Create(configure: o => o.RoundOffProduct = "rounding");

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Plain(
            "INR", total, """{"id":"l","unit_amount":9999,"amount":9999,"description":"P"}""", $""","round_off_amount":{roundOff}""", subTotal: 9999));

        InvoiceLine rounding = invoice.Lines[^1];
        decimal amount = decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(("rounding", amount, amount), (rounding.ProductCode, rounding.UnitPrice, rounding.Net.Amount));
        Assert.Equal(total / 100m, invoice.Gross.Amount);
        Sums.Agree(invoice);
    }

    [Fact]
    public async Task Decode_ProrationBelowZero_StaysALine()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Plain(
            "EUR", 700, """{"id":"a","unit_amount":1000,"amount":1000,"description":"New"},{"id":"b","unit_amount":-300,"amount":-300,"description":"Prorated"}"""));

        Assert.Equal([10m, -3m], invoice.Lines.Select(l => l.Net.Amount));
        Sums.Agree(invoice);
    }

    [Fact]
    public async Task Decode_PromotionalCredits_AreADiscountOfTheDocument()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Plain(
            "EUR", 750, """{"id":"l","unit_amount":1000,"amount":1000,"description":"P"}""",
            ""","discounts":[{"entity_type":"promotional_credits","description":"Credits","amount":250}]""", subTotal: 1000));

        Assert.Equal((7.50m, 7.50m), (invoice.Net.Amount, invoice.Gross.Amount));
        Assert.Equal(("promotional_credits", "promotional_credits", Euro(2.50m)), invoice.Discounts.Select(d => (d.Id, d.ProductCode!, d.Net)).Single());
        Sums.Agree(invoice);
    }

    [Fact]
    public async Task Decode_CreditsAppliedAndAdjusted_LeaveTheTotalAsItIs()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Fixture.Json("invoice_list")["list"]![0]!.ToJsonString());

        // 2.00, of which 1.00 is paid by a credit note: the document is of 2.00.
        Assert.Equal((2.00m, false), (invoice.Gross.Amount, invoice.IsPaid));
        Sums.Agree(invoice);
    }

    [Fact]
    public async Task Decode_ConsolidatedInvoice_IsOfNoSingleContract()
    {
        await using Rig rig = Rig.Create();

        string two = """{"id":"a","unit_amount":100,"amount":100,"description":"A","subscription_id":"s1"},{"id":"b","unit_amount":200,"amount":200,"description":"B","subscription_id":"s2"}""";
        Invoice several = rig.Map<Invoice>(RecordKinds.Invoice, Plain("EUR", 300, two));
        Invoice one = rig.Map<Invoice>(RecordKinds.Invoice, Plain("EUR", 300, two.Replace("s2", "s1", StringComparison.Ordinal)));

        Assert.Null(several.Contract);
        Assert.Equal(Rig.Ref(RecordKinds.Contract, "s1"), one.Contract);
    }

    [Fact]
    public async Task Decode_SeveralRates_AreATaxEach()
    {
        await using Rig rig = Rig.Create();

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Plain(
            "USD", 10890, """{"id":"l","unit_amount":10000,"amount":10000,"tax_amount":890,"description":"P"}""",
            ""","tax":890,"taxes":[{"name":"State Tax","amount":400},{"name":"County","amount":490}],"line_item_taxes":[{"line_item_id":"l","tax_name":"State Tax","tax_rate":4,"tax_juris_type":"state","tax_juris_name":"New York","tax_juris_code":"NY","taxable_amount":10000,"tax_amount":400},{"line_item_id":"l","tax_name":"County","tax_rate":4.9,"tax_juris_type":"county","tax_juris_name":"Kings","taxable_amount":10000,"tax_amount":490}]""",
            subTotal: 10000));

        Assert.Equal([("State Tax|4|NY", 4.00m), ("County|4.9|Kings", 4.90m)], invoice.Taxes.Select(t => (t.RateId, t.Amount.Amount)));
        Sums.Agree(invoice);
    }

    [Fact]
    public async Task Decode_TaxRoundedOnTheDocument_IsTheDocuments()
    {
        await using Rig rig = Rig.Create();

        // Three lines of 0.40 at 21 %: 0.08 on each, 1.20 × 21 % = 0.25 on the document.
        string lines = string.Join(',', "abc".Select(l => $$"""{"id":"{{l}}","unit_amount":40,"amount":40,"tax_amount":8,"description":"P"}"""));
        string taxes = string.Join(',', "abc".Select(l => $$"""{"line_item_id":"{{l}}","tax_name":"VAT","tax_rate":21,"taxable_amount":40,"tax_amount":8}"""));
        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, Plain("EUR", 145, lines, $$""","tax":25,"taxes":[{"name":"VAT","amount":25}],"line_item_taxes":[{{taxes}}]""", subTotal: 120));

        Assert.Equal((1.20m, 0.25m, 1.45m), (invoice.Net.Amount, invoice.Taxes.Single().Amount.Amount, invoice.Gross.Amount));
        Assert.Equal(0.24m, invoice.Lines.Sum(l => l.Taxes.Sum(t => t.Amount.Amount)));
    }

    /// <summary>Whatever part does not add up is refused by its name: nothing is evened out.</summary>
    [Theory]
    [InlineData("total", 26776, "total")]
    [InlineData("sub_total", 25001, "sub_total")]
    [InlineData("tax", 4274, "tax")]
    [InlineData("round_off_amount", 1, "total")]
    [InlineData("price_type", "gross", "price_type")]
    [InlineData("line_items_next_offset", "more", "line_items_next_offset")]
    [InlineData("line_items[0].amount", 20001, "sub_total")]
    [InlineData("line_items[0].discount_amount", 1999, "discounts")]
    [InlineData("line_items[0].tax_amount", 3421, "line_item_taxes")]
    [InlineData("line_items[0].id", "other", "line_item_taxes.line_item_id")]
    [InlineData("line_item_taxes[0].tax_amount", 3419, "line_item_taxes")]
    [InlineData("line_item_discounts[0].discount_amount", 1999, "line_item_discounts")]
    [InlineData("discounts[0].amount", 2501, "discounts")]
    [InlineData("taxes[0].amount", 4300, "taxes")]
    [InlineData("taxes[0].name", "GST", "taxes")]
    [InlineData("date", null, "date")]
    public async Task Decode_PartThatDoesNotAddUp_IsRefusedByItsField(string path, object? value, string named)
    {
        await using Rig rig = Rig.Create();
        JsonObject json = Fixture.Json("composed_invoice_paid_tax_discount");
        Set(json["invoice"]!, path, value is null ? null : JsonValue.Create(value));

        var e = Assert.Throws<ConnectorException>(() => rig.Map<Invoice>(RecordKinds.Invoice, json.ToJsonString()));

        Assert.Equal(named, e.Field);
    }

    [Theory]
    [InlineData("invoice_pc1_paid")]
    [InlineData("invoice_refunded")]
    [InlineData("webhook_invoice_generated")]
    [InlineData("webhook_payment_succeeded")]
    [InlineData("webhook_payment_refunded")]
    [InlineData("webhook_composed_invoice_generated")]
    [InlineData("webhook_composed_payment_failed")]
    [InlineData("webhook_composed_payment_succeeded")]
    [InlineData("webhook_composed_payment_refunded")]
    [InlineData("composed_invoice_payment_due")]
    public async Task Decode_EveryInvoiceOfTheFixtures_Sums(string name)
    {
        await using Rig rig = Rig.Create();
        JsonObject json = Fixture.Json(name);
        JsonNode given = (json["content"] ?? json)["invoice"]!;

        Invoice invoice = rig.Map<Invoice>(RecordKinds.Invoice, $$"""{"invoice":{{given.ToJsonString()}}}""");

        Sums.Agree(invoice);
        Assert.Equal((decimal)given["total"]! / 100m, invoice.Gross.Amount);
    }

    private static Money Euro(decimal amount) => new(amount, Currency.Parse("EUR"));

    private static byte[] With(params (string Field, JsonNode? Value)[] changes) => Fixture.With("composed_invoice_paid_tax_discount", "invoice", changes);

    private static string Plain(string currency, long total, string lines, string more = "", long? subTotal = null) =>
        $$"""{"invoice":{"id":"7","customer_id":"c","status":"posted","price_type":"tax_exclusive","date":1788220800,"currency_code":"{{currency}}","sub_total":{{subTotal ?? total}},"total":{{total}},"line_items":[{{lines}}]{{more}} } }""";

    private static void Set(JsonNode invoice, string path, JsonNode? value)
    {
        string[] steps = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        JsonNode at = steps[..^1].Aggregate(invoice, (node, step) => step == "0" ? node[0]! : node[step]!);
        at.AsObject().Remove(steps[^1]);
        if (value is not null)
        {
            at[steps[^1]] = value;
        }
    }
}

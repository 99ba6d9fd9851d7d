using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Tests;

public sealed class MappingTests
{
    private static JsonObject PaidInvoice => new Story("plain").ObjectOf("event-invoice.paid");

    private static JsonObject Subscription => new Story("plain").ObjectOf("subscription.created");

    // Facts section 2: the zero-decimal list, ISK with two, five with three, all else with two.
    [Theory]
    [InlineData("bif", 1234, "1234")]
    [InlineData("clp", 1234, "1234")]
    [InlineData("djf", 1234, "1234")]
    [InlineData("gnf", 1234, "1234")]
    [InlineData("jpy", 1234, "1234")]
    [InlineData("kmf", 1234, "1234")]
    [InlineData("krw", 1234, "1234")]
    [InlineData("mga", 1234, "1234")]
    [InlineData("pyg", 1234, "1234")]
    [InlineData("rwf", 1234, "1234")]
    [InlineData("vnd", 1234, "1234")]
    [InlineData("vuv", 1234, "1234")]
    [InlineData("xaf", 1234, "1234")]
    [InlineData("xof", 1234, "1234")]
    [InlineData("xpf", 1234, "1234")]
    [InlineData("isk", 500, "5")]
    [InlineData("huf", 1234, "12.34")]
    [InlineData("twd", 1234, "12.34")]
    [InlineData("eur", 1234, "12.34")]
    [InlineData("usd", -1, "-0.01")]
    [InlineData("bhd", 12340, "12.34")]
    [InlineData("jod", 12340, "12.34")]
    [InlineData("kwd", 12340, "12.34")]
    [InlineData("omr", 12340, "12.34")]
    [InlineData("tnd", 12340, "12.34")]
    [InlineData("eur", 9007199254740993, "90071992547409.93")]
    public async Task Amount_OfCurrency_HasStripesDecimals(string code, long minor, string major)
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice["currency"] = code;
        invoice["total"] = minor;

        Money gross = rig.Decode<Invoice>(RecordKinds.Invoice, invoice).Gross;

        Assert.Equal(decimal.Parse(major, System.Globalization.CultureInfo.InvariantCulture), gross.Amount);
        Assert.Equal(code.ToUpperInvariant(), gross.Currency.Code);
    }

    [Theory]
    [InlineData("ugx")]
    [InlineData("xxx")]
    [InlineData("usdc")]
    [InlineData("iqd")]
    public async Task Amount_OfUnknownOrUnclearCurrency_IsRefused(string code)
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice["currency"] = code;

        ConnectorException failure = rig.DecodeFails(RecordKinds.Invoice, invoice);

        Assert.Equal((ErrorKind.Validation, "currency"), (failure.Kind, failure.Field));
    }

    [Theory]
    [InlineData("incomplete", ContractStatus.Pending)]
    [InlineData("trialing", ContractStatus.Pending)]
    [InlineData("active", ContractStatus.Active)]
    [InlineData("past_due", ContractStatus.PastDue)]
    [InlineData("unpaid", ContractStatus.PastDue)]
    [InlineData("paused", ContractStatus.Paused)]
    [InlineData("canceled", ContractStatus.Ended)]
    [InlineData("incomplete_expired", ContractStatus.Ended)]
    public async Task Status_OfSubscription_IsThatOfTheContract(string status, ContractStatus expected)
    {
        await using var rig = new Rig();
        JsonObject subscription = Subscription;
        subscription["status"] = status;

        Assert.Equal(expected, rig.Decode<Contract>(RecordKinds.Contract, subscription).Status);
    }

    [Fact]
    public async Task Status_ThatIsNew_IsNamed()
    {
        await using var rig = new Rig();
        JsonObject subscription = Subscription;
        subscription["status"] = "hibernating";

        ConnectorException failure = rig.DecodeFails(RecordKinds.Contract, subscription);

        Assert.Equal((ErrorKind.Protocol, "status"), (failure.Kind, failure.Field));
        Assert.Contains("'hibernating'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contract_OfSubscription_HasItsTerms()
    {
        await using var rig = new Rig(o => o.CustomFields.Add("region"));
        JsonObject subscription = Subscription;
        subscription["metadata"]!["region"] = "north";
        subscription["items"]!["data"]![0]!["price"]!["nickname"] = "Seat";
        subscription["items"]!["data"]![0]!["price"]!["recurring"] = new JsonObject { ["interval"] = "month", ["interval_count"] = 3 };
        subscription["cancel_at"] = 1775034000; // 2026-04-01 09:00 UTC

        Contract contract = rig.Decode<Contract>(RecordKinds.Contract, subscription);

        Assert.Equal(new DateOnly(2026, 3, 16), contract.StartsOn);
        Assert.Equal(new DateOnly(2026, 4, 1), contract.EndsOn);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero), contract.EndsAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds((long)subscription["start_date"]!), contract.StartsAt);
        Assert.Equal("P3M", contract.Recurrence?.ToString());
        Assert.Equal("north", contract.Custom["region"]);
        Assert.Single(contract.Custom);
        Assert.Equal(
            new ProductLine { Id = "si_PL000000000001", ProductCode = "prod_PLSEAT", Description = "Seat", Quantity = 5, UnitPrice = 40.00m },
            Assert.Single(contract.Terms));
    }

    /// <summary>No number is the price of one: the line says so, and no number stands for it.</summary>
    [Fact]
    public async Task Contract_OfTieredPrice_SaysSoInItsLine()
    {
        await using var rig = new Rig();
        JsonObject subscription = Subscription;
        JsonNode price = subscription["items"]!["data"]![0]!["price"]!;
        (price["billing_scheme"], price["tiers_mode"], price["unit_amount"], price["unit_amount_decimal"]) = ("tiered", "graduated", null, null);

        ProductLine line = Assert.Single(rig.Decode<Contract>(RecordKinds.Contract, subscription).Terms);

        Assert.Equal((true, 0m, 5m, "prod_PLSEAT (price by tiers, see the invoices)"), (line.HasTieredPrice, line.UnitPrice, line.Quantity, line.Description));
    }

    [Fact]
    public async Task Contract_OfPriceWithoutAmount_IsRefused()
    {
        await using var rig = new Rig();
        JsonObject subscription = Subscription;
        JsonNode price = subscription["items"]!["data"]![0]!["price"]!;
        price["unit_amount"] = null;
        price["unit_amount_decimal"] = null;

        ConnectorException failure = rig.DecodeFails(RecordKinds.Contract, subscription);

        Assert.Equal((ErrorKind.Validation, "items.data[0].price.unit_amount_decimal"), (failure.Kind, failure.Field));
    }

    [Fact]
    public async Task Contract_OfMeteredPrice_HasNoAgreedQuantity()
    {
        await using var rig = new Rig();
        JsonObject subscription = Subscription;
        JsonNode item = subscription["items"]!["data"]![0]!;
        item.AsObject().Remove("quantity");
        Assert.Equal("items.data[0].quantity", rig.DecodeFails(RecordKinds.Contract, subscription).Field);

        item["price"]!["recurring"]!["usage_type"] = "metered";

        Assert.Equal(0m, Assert.Single(rig.Decode<Contract>(RecordKinds.Contract, subscription).Terms).Quantity);
    }

    [Fact]
    public async Task Contract_WithoutCrm_HasNoDeal()
    {
        await using var rig = new Rig(o => o.CrmSystem = null);

        Assert.Null(rig.Decode<Contract>(RecordKinds.Contract, Subscription).Deal);
        Assert.Null(rig.Decode<Customer>(RecordKinds.Customer, Story.File("plain", "stripe-customer")).SameAs);
    }

    [Fact]
    public async Task Invoice_WithoutEffectiveAt_IsDatedByItsFinalization()
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice["effective_at"] = null;
        invoice["status_transitions"]!["finalized_at"] = 1773658800;
        invoice["due_date"] = 1774861200;

        Invoice mapped = rig.Decode<Invoice>(RecordKinds.Invoice, invoice);

        Assert.Equal(1773658800, mapped.IssuedAt.ToUnixTimeSeconds());
        Assert.Equal(1774861200, mapped.DueAt?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Invoice_WithOwnDealMetadata_PrefersIt()
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice["metadata"]!["crm_opportunity_id"] = "006Other";

        Assert.Equal(new ExternalRef("salesforce", "deal", "006Other"), rig.Decode<Invoice>(RecordKinds.Invoice, invoice).Deal);
    }

    [Fact]
    public async Task Line_OfPlainStory_HasPriceDiscountAndService()
    {
        await using var rig = new Rig();

        IReadOnlyList<InvoiceLine> lines = rig.Decode<Invoice>(RecordKinds.Invoice, PaidInvoice).Lines;

        Assert.Equal((40.00m, 5m, "di_PL000000000001", 20.00m), (lines[0].UnitPrice, lines[0].Quantity, lines[0].Discounts[0].Id, lines[0].Discounts[0].Amount.Amount));
        Assert.Equal((new DateOnly(2026, 3, 16), new DateOnly(2026, 4, 16)), (lines[0].ServiceFrom, lines[0].ServiceTo));
        Assert.Equal((null, null), (lines[1].ServiceFrom, lines[1].ServiceTo));
    }

    [Fact]
    public async Task Line_WithInclusiveTaxAndDiscount_IsNetOfBoth()
    {
        // 9.99 with 21 % inside, 0.99 off: 9.00 is left, 9.00 / 1.21 = 7.438, rounded 7.44; tax 9.00 - 7.44 = 1.56.
        await using var rig = new Rig();
        JsonObject invoice = new Story("inclusive-drift").ObjectOf("event-invoice.paid");
        JsonNode line = invoice["lines"]!["data"]![0]!;
        line["discount_amounts"] = new JsonArray(new JsonObject { ["amount"] = 99, ["discount"] = "di_1" });
        line["taxes"]![0]!["amount"] = 156;
        line["taxes"]![0]!["taxable_amount"] = 744;

        InvoiceLine mapped = rig.Decode<Invoice>(RecordKinds.Invoice, invoice).Lines[0];

        Assert.Equal((7.44m, 9.99m), (mapped.Net.Amount, mapped.UnitPrice));
        TaxLine tax = Assert.Single(mapped.Taxes);
        Assert.Equal((true, 7.44m, 1.56m), (tax.Included, tax.Base.Amount, tax.Amount.Amount));
    }

    [Fact]
    public async Task Line_WithoutQuantityAndPrice_IsOneOfItsAmount()
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        JsonNode line = invoice["lines"]!["data"]![0]!;
        line["quantity"] = null;
        line["quantity_decimal"] = null;
        line["pricing"] = null;

        InvoiceLine mapped = rig.Decode<Invoice>(RecordKinds.Invoice, invoice).Lines[0];

        Assert.Equal((1m, 200.00m, null), (mapped.Quantity, mapped.UnitPrice, mapped.ProductCode));
    }

    [Fact]
    public async Task Ids_ThatWereExpanded_AreTheSame()
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        Invoice expected = rig.Decode<Invoice>(RecordKinds.Invoice, invoice);
        Expand(invoice, "customer");
        Expand(invoice["parent"]!["subscription_details"]!, "subscription");
        JsonNode line = invoice["lines"]!["data"]![0]!;
        Expand(line["discount_amounts"]![0]!, "discount");
        Expand(line["pricing"]!["price_details"]!, "product");
        Expand(line["taxes"]![0]!["tax_rate_details"]!, "tax_rate");

        Invoice mapped = rig.Decode<Invoice>(RecordKinds.Invoice, invoice);

        Assert.Equal((expected.Customer, expected.Contract), (mapped.Customer, mapped.Contract));
        Assert.Equal(expected.Lines[0].Discounts, mapped.Lines[0].Discounts);
        Assert.Equal(expected.Lines[0].ProductCode, mapped.Lines[0].ProductCode);
        Assert.Equal(expected.Lines[0].Taxes, mapped.Lines[0].Taxes);
    }

    [Fact]
    public async Task Taxes_OfOneRate_AreOneTax()
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        JsonArray taxes = invoice["total_taxes"]!.AsArray();
        taxes[0]!["amount"] = 3780;
        taxes[0]!["taxable_amount"] = 18000;
        JsonNode second = taxes[0]!.DeepClone();
        second["amount"] = 945;
        second["taxable_amount"] = 4500;
        taxes.Add(second);

        TaxLine tax = Assert.Single(rig.Decode<Invoice>(RecordKinds.Invoice, invoice).Taxes);

        Assert.Equal((225.00m, 47.25m), (tax.Base.Amount, tax.Amount.Amount));
    }

    [Theory]
    [InlineData("draft")]
    public async Task Invoice_ThatIsNoDocument_IsRefused(string status)
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice["status"] = status;

        ConnectorException failure = rig.DecodeFails(RecordKinds.Invoice, invoice);

        Assert.Equal((ErrorKind.Validation, "status"), (failure.Kind, failure.Field));
    }

    [Fact]
    public async Task Invoice_Uncollectible_IsIssuedAndNotPaid()
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice["status"] = "uncollectible";
        invoice["amount_remaining"] = 12100;
        invoice["status_transitions"]!["marked_uncollectible_at"] = 1788825600;

        Invoice mapped = rig.Decode<Invoice>(RecordKinds.Invoice, invoice);

        Assert.Equal((false, false), (mapped.IsPaid, mapped.CollectionFailed));
        Assert.Equal((121.00m, 1788825600), (mapped.Open?.Amount, mapped.UncollectibleAt?.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task Invoice_WithShipping_IsRefused()
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice["shipping_cost"] = new JsonObject { ["amount_subtotal"] = 500, ["amount_tax"] = 105, ["amount_total"] = 605 };

        ConnectorException failure = rig.DecodeFails(RecordKinds.Invoice, invoice);

        Assert.Equal((ErrorKind.Validation, "shipping_cost"), (failure.Kind, failure.Field));
    }

    [Theory]
    [InlineData("total")]
    [InlineData("number")]
    [InlineData("customer")]
    [InlineData("status")]
    [InlineData("currency")]
    [InlineData("lines")]
    public async Task Invoice_WithoutField_NamesItInsteadOfTakingZero(string field)
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice.Remove(field);

        ConnectorException failure = rig.DecodeFails(RecordKinds.Invoice, invoice);

        Assert.Equal((ErrorKind.Protocol, field), (failure.Kind, failure.Field));
    }

    [Fact]
    public async Task Line_WithoutAmount_IsNamedWithItsPlace()
    {
        await using var rig = new Rig();
        JsonObject invoice = PaidInvoice;
        invoice["lines"]!["data"]![1]!.AsObject().Remove("amount");

        Assert.Equal("lines.data[1].amount", rig.DecodeFails(RecordKinds.Invoice, invoice).Field);
    }

    [Fact]
    public async Task Customer_WithTaxIds_HasTheVatNumber()
    {
        await using var rig = new Rig(o => o.CustomFields.Add("segment"));
        JsonObject customer = Story.File("plain", "stripe-customer");
        customer["address"]!["line2"] = "Bus 3";
        customer["metadata"]!["segment"] = "retail";
        customer["tax_ids"] = JsonNode.Parse("""
            {"object":"list","has_more":false,"data":[{"id":"txi_0","type":"us_ein","value":"12-3456789"},{"id":"txi_1","type":"eu_vat","value":"BE0999010126"}]}
            """);

        Customer mapped = rig.Decode<Customer>(RecordKinds.Customer, customer);

        Assert.Equal("BE0999010126", mapped.VatNumber);
        Assert.Equal("Coupure Links 12\nBus 3", mapped.BillingAddress?.Street);
        Assert.Equal("retail", mapped.Custom["segment"]);
        Assert.Equal("boekhouding@kanaalfietsen.example", mapped.Email);
    }

    [Theory]
    [InlineData("payment_intent")]
    [InlineData("charge")]
    [InlineData("payment_record")]
    public async Task Payment_OfEachType_TakesItsId(string type)
    {
        await using var rig = new Rig();
        JsonObject payment = Story.File("plain", "stripe-invoice_payment");
        payment["payment"] = new JsonObject { ["type"] = type, [type] = "id_1" };
        JsonObject open = (JsonObject)payment.DeepClone();
        open["status"] = "open";
        JsonObject answer = new() { ["invoice"] = PaidInvoice, ["invoice_payments"] = new JsonArray(payment, open) };

        Assert.Equal("id_1", Assert.Single(rig.Decode<InvoicePayments>(RecordKinds.InvoicePayments, answer).Payments).Ref.Id);
    }

    private static void Expand(JsonNode owner, string field) => owner[field] = new JsonObject { ["id"] = owner[field]!.DeepClone(), ["object"] = "expanded" };
}

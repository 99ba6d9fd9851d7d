using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

/// <summary>Each resource has exactly the fields of the vendor's payload, in their kinds.</summary>
public sealed class ChargebeeShapeTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task Customer_AsThePayload_HasItsFields() =>
        Assert.Empty(Shapes.Differences(Fixture.Object("Chargebee/composed_customer.json"), await _site.GetAsync("customers/NP_CUST_1")));

    [Fact]
    public async Task Subscription_AsThePayload_HasItsFieldsAndAmounts()
    {
        JsonObject payload = Fixture.Object("Chargebee/composed_subscription_pc2_metered.json");
        await SubscribeAsync();

        JsonObject answer = await _site.GetAsync("subscriptions/NP_SUB_1");

        Assert.Empty(Shapes.Differences(payload, answer));
        foreach (string same in (string[])["current_term_start", "current_term_end", "next_billing_at", "mrr", "status"])
        {
            Assert.Equal(payload["subscription"]![same]!.ToJsonString(), answer["subscription"]![same]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Invoice_PaidAfterARetry_HasTheFieldsAndAmountsOfThePayload()
    {
        JsonObject payload = Fixture.Object("Chargebee/composed_invoice_paid_tax_discount.json");
        await SubscribeAsync();

        JsonObject answer = await _site.GetAsync("invoices/INV-1");
        JsonObject due = Fixture.Object("Chargebee/composed_invoice_payment_due.json");
        (payload["invoice"] as JsonObject)!.Remove("dunning_status");

        Assert.Empty(Shapes.Differences(payload, answer));
        foreach (string same in (string[])["sub_total", "tax", "total", "amount_paid", "amount_due", "first_invoice", "price_type", "due_date", "new_sales_amount"])
        {
            Assert.Equal(payload["invoice"]![same]!.ToJsonString(), answer["invoice"]![same]!.ToJsonString());
        }

        Assert.Equal(due["invoice"].Numbers("line_item_taxes", "taxable_amount"), answer["invoice"].Numbers("line_item_taxes", "taxable_amount"));
        Assert.Equal(due["invoice"].Numbers("line_items", "discount_amount"), answer["invoice"].Numbers("line_items", "discount_amount"));
        Assert.Equal(due["invoice"].Numbers("line_items", "tax_amount"), answer["invoice"].Numbers("line_items", "tax_amount"));
    }

    [Fact]
    public async Task Invoice_NotPaidAtItsDate_HasTheFieldsOfThePayload()
    {
        JsonObject payload = Fixture.Object("Chargebee/composed_invoice_payment_due.json");
        await SubscribeAsync(("start_date", Site.Text(Site.At(2026, 9, 2))));
        _site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.Declined();

        _site.GoTo(2026, 9, 2);

        Assert.Empty(Shapes.Differences(payload, await _site.GetAsync("invoices/INV-1")));
        Assert.Empty(Shapes.Differences(
            Without(Fixture.Object("Chargebee/webhook_composed_payment_failed.json"), "subscription"),
            Without(_site.Emulator.All("event").Single(evt => evt.Text("event_type") == "payment_failed"), "subscription")));
    }

    [Fact]
    public async Task CreditNoteAndRefund_OfALine_HaveTheFieldsAndAmountsOfThePayload()
    {
        JsonObject note = Fixture.Object("Chargebee/composed_credit_note_refunded.json");
        JsonObject refund = Fixture.Object("Chargebee/composed_transaction_refund.json");
        await SubscribeAsync();
        string line = _site.Invoice()["line_items"]![1].Text("id")!;

        await _site.PostAsync("credit_notes", ("reference_invoice_id", "INV-1"), ("type", "refundable"), ("reason_code", "order_change"), ("line_items[reference_line_item_id][0]", line));
        JsonObject refunded = await _site.PostAsync("credit_notes/CN-1/refund");

        Assert.Empty(Shapes.Differences(note["credit_note"], refunded["credit_note"]));
        Assert.Empty(Shapes.Differences(refund["transaction"], refunded["transaction"]));
        foreach (string same in (string[])["sub_total", "total", "amount_refunded", "amount_available", "status", "type", "create_reason_code"])
        {
            Assert.Equal(note["credit_note"]![same]!.ToJsonString(), refunded["credit_note"]![same]!.ToJsonString());
        }

        JsonObject told = _site.Emulator.All("event").Single(evt => evt.Text("event_type") == "payment_refunded");
        JsonNode payload = Fixture.Object("Chargebee/webhook_composed_payment_refunded.json")["content"]!;
        Assert.Equal(payload.AsObject().Select(part => part.Key).Order(), told["content"]!.AsObject().Select(part => part.Key).Order());
    }

    [Theory]
    [InlineData("chargebee/item_price.json", "item_prices/seat-EUR-Monthly")]
    [InlineData("chargebee/item_plan.json", "items/seat")]
    public async Task Catalogue_AsTheVendorsExample_HasItsFields(string example, string path) =>
        Assert.Empty(Shapes.Differences(Shapes.Shared(example), await _site.GetAsync(path)));

    [Fact]
    public async Task Usage_Billed_HasTheFieldsOfTheVendorsExample()
    {
        await SubscribeAsync();
        await _site.PostAsync("subscriptions/NP_SUB_1/usages", ("id", "u1"), ("item_price_id", "api-calls-EUR-Monthly"), ("quantity", "1500"), ("usage_date", Site.Text(Site.At(2026, 9, 10))));
        _site.GoTo(2026, 10, 1);

        JsonNode example = Shapes.Shared("chargebee/usage.json");
        JsonObject usage = await _site.GetAsync("subscriptions/NP_SUB_1/usages?id=u1");
        example["usage"]!["quantity"] = "42";

        Assert.Empty(Shapes.Differences(example, usage));
    }

    [Theory]
    [InlineData("chargebee/customer_list.json", "customers?limit=1")]
    [InlineData("chargebee/event_retrieve.json", "events/")]
    public async Task Envelope_AsTheVendorsExample_IsTheSame(string example, string path)
    {
        JsonObject known = Shapes.Shared(example).AsObject();
        _site.Emulator.Post("customers", ("id", "other"));
        string id = path.EndsWith('/') ? _site.Emulator.All("event")[^1].Text("id")! : string.Empty;

        JsonObject answer = await _site.GetAsync($"{path}{id}");

        Assert.Equal(known.Select(part => part.Key), answer.Select(part => part.Key));
    }

    [Fact]
    public async Task Contract_AsTheVendorsExample_HasItsFields()
    {
        await SubscribeAsync(("billing_cycles", "6"), ("contract_term[action_at_term_end]", "renew"));

        JsonObject terms = await _site.GetAsync("subscriptions/NP_SUB_1/contract_terms");

        JsonNode term = Assert.Single(terms.Rows("list"))!["contract_term"]!;
        Assert.Equal(
            ["action_at_term_end", "billing_cycle", "cancellation_cutoff_period", "contract_end", "contract_start", "created_at", "id", "object", "remaining_billing_cycles", "status", "subscription_id", "total_contract_value"],
            term.AsObject().Select(part => part.Key).Order(StringComparer.Ordinal));
        Assert.Equal(5, term.Number("remaining_billing_cycles"));
        Assert.Equal(6 * 20_000, term.Number("total_contract_value"));
        Assert.Equal(Site.At(2027, 3, 1), term.Number("contract_end"));
    }

    [Fact]
    public async Task Cancelled_AsThePayload_HasItsFields()
    {
        JsonObject payload = Fixture.Object("Chargebee/webhook_composed_subscription_cancelled.json");
        await SubscribeAsync();

        await _site.PostAsync("subscriptions/NP_SUB_1/cancel_for_items");

        JsonObject told = _site.Emulator.All("event").Single(evt => evt.Text("event_type") == "subscription_cancelled");
        payload["user"] = "full_access_key_v1";
        payload["content"]!["subscription"]!.AsObject().Remove("cancel_reason");
        Assert.Empty(Shapes.Differences(payload, told));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private Task<JsonObject> SubscribeAsync(params (string Name, string Value)[] more) => _site.SubscribeAsync(
    [
        ("subscription_items[item_price_id][1]", "api-calls-EUR-Monthly"), ("subscription_items[item_price_id][2]", "onboarding-EUR"), ("coupon_ids[0]", "NP10"),
        ("meta_data", """{"crm_opportunity_id":"0065w000023STAmAAO"}"""), .. more,
    ]);

    private static JsonObject Without(JsonObject evt, string part)
    {
        evt["content"]!.AsObject().Remove(part);
        return evt;
    }
}

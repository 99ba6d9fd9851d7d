using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class ToolsTests
{
    private const string Line = "id date_from date_to unit_amount quantity amount tax_amount subscription_id description entity_id discount_amount unit_amount_in_decimal quantity_in_decimal";
    private const string Document =
        "id resource_version customer_id status price_type date total round_off_amount fractional_correction currency_code line_items_next_offset sub_total "
        + "discounts(entity_type description amount entity_id) line_item_discounts(line_item_id discount_type discount_amount entity_id) taxes(name amount) "
        + "line_item_taxes(tax_name tax_rate tax_juris_name tax_juris_code line_item_id tax_amount taxable_amount) line_items(" + Line + ")";

    /// <summary>What is read of each resource when it is mapped.</summary>
    private static readonly Dictionary<string, string[]> Mapped = new()
    {
        ["customer"] = Paths(
            "id resource_version first_name last_name email phone company vat_number vat_number_prefix net_term_days taxability locale cf_crm_account_id "
            + "billing_address(line1 line2 line3 city state_code state country zip) contacts(id first_name last_name email phone enabled) "
            + "relationship(parent_id payment_owner_id invoice_owner_id) meta_data(cf_crm_account_id)"),
        ["subscription"] = Paths(
            "id resource_version customer_id status currency_code billing_period billing_period_unit due_invoices_count crm_opportunity_id meta_data(crm_opportunity_id) "
            + "contract_term(status contract_start contract_end billing_cycle action_at_term_end) discounts(type percentage duration_type apply_on item_price_id) "
            + "subscription_items(item_price_id item_type quantity quantity_in_decimal metered_quantity unit_price unit_price_in_decimal amount amount_in_decimal billing_period billing_period_unit) "
            + "plan_id plan_quantity plan_unit_price plan_amount addons(id quantity quantity_in_decimal unit_price unit_price_in_decimal amount) "
            + "start_date started_at activated_at created_at trial_start current_term_start current_term_end next_billing_at pause_date changes_scheduled_at cancelled_at"),
        ["invoice"] = Paths(Document + " subscription_id due_date amount_paid write_off_amount credits_applied applied_credits(cn_id applied_amount cn_reference_invoice_id) amount_due adjustment_credit_notes(cn_reason_code cn_create_reason_code cn_date) updated_at voided_at tax dunning_status next_retry_at linked_payments(txn_id txn_status) dunning_attempts(attempt transaction_id)"),
        ["credit_note"] = Paths(Document + " reference_invoice_id reason_code create_reason_code updated_at voided_at allocations(invoice_id)"),
        ["transaction"] = Paths(
            "id resource_version customer_id payment_method type date amount status updated_at error_code error_detail(error_code decline_code) reference_transaction_id refunded_txn_id "
            + "currency_code linked_invoices(invoice_id applied_amount) linked_credit_notes(cn_id applied_amount cn_reference_invoice_id) linked_payments(id)"),
        ["item"] = Paths("id resource_version name external_name description status"),
        ["item_price"] = Paths("id resource_version name external_name description status"),
    };

    /// <summary>What is read of each to tell what happened.</summary>
    private static readonly string[] Told = Paths(
        "id customer_id type status deleted updated_at resource_version write_off_amount dunning_status reason_code create_reason_code reference_transaction_id linked_payments(id)");

    private static readonly ChargebeeTools Tools = new();

    public static TheoryData<string> Payloads => [.. Fixture.Names.Where(n => n is not ("usage" or "quote_one_time" or "webhook_basic_auth_vectors"))];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Decode_Fixture_ReadsEveryUsedFieldAndNamesTheOthers(string name)
    {
        JsonObject json = Fixture.Json(name);

        DecodedPayload decoded = Decode(json.ToJsonString());

        Assert.Null(decoded.Error);
        Assert.NotEmpty(decoded.Items);
        Assert.All(decoded.Items.Where(i => Mapped.ContainsKey(i.Name) || i.Name.Contains('_', StringComparison.Ordinal)), i => Assert.True(i.Error is null or { Field: "status" }, i.Error?.Message));
        foreach (DecodedItem item in decoded.Items.Where(i => i.Error is null && i.Note != "not read by this adapter"))
        {
            (JsonObject source, HashSet<string> used) = Source(json, item.Name);
            (List<string> expectedUsed, List<string> expectedIgnored) = ([], []);
            Walk(source, "", used, expectedUsed, expectedIgnored);
            Assert.Equal(expectedUsed.Distinct().Order(StringComparer.Ordinal), item.Fields.Used.Order(StringComparer.Ordinal));
            Assert.Equal(expectedIgnored.Distinct().Order(StringComparer.Ordinal), item.Fields.Ignored.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("usage", "answer with one usage")]
    [InlineData("quote_one_time", "answer with one quote")]
    public void Decode_NoRecordOfOurs_SaysWhatItIs(string name, string title)
    {
        DecodedPayload decoded = Decode(Fixture.Text(name));

        Assert.Equal((title, null), (decoded.Title, decoded.Error));
        Assert.All(decoded.Items, i => Assert.True(i is { Record: null, Change: null, Error: null, Note: "not read by this adapter" }));
    }

    [Theory]
    [InlineData("composed_invoice_payment_due", "answer with one invoice", "Invoice", null)]
    [InlineData("invoice_list", "page of 1 invoice", "Invoice", ChangeKinds.InvoiceIssued)]
    [InlineData("customer_list", "page of 1 customer", "Customer", ChangeKinds.CustomerSeen)]
    [InlineData("invoice_refunded", "answer with 3 resources", "Invoice", null)]
    [InlineData("event_retrieve", "answer with one event", "Customer", ChangeKinds.CustomerSeen)]
    [InlineData("webhook_composed_payment_failed", "webhook event", "PaymentAttempt", ChangeKinds.PaymentFailed)]
    [InlineData("webhook_composed_payment_refunded", "webhook event", "Refund", ChangeKinds.RefundMade)]
    public void Decode_AnyPayload_SaysWhatItIsAndWhatItBecomes(string name, string title, string record, string? change)
    {
        DecodedPayload decoded = Decode(Fixture.Text(name));

        DecodedItem first = decoded.Items[0];
        Assert.Equal((title, record, change), (decoded.Title, first.Record?.GetType().Name, first.Change?.Kind));
    }

    [Fact]
    public void Decode_PageOfEvents_IsEachOfThem()
    {
        JsonObject page = new() { ["list"] = new JsonArray(new JsonObject { ["event"] = Fixture.Json("webhook_customer_created") }, new JsonObject { ["event"] = Fixture.Json("webhook_invoice_generated") }) };

        Assert.Equal([ChangeKinds.CustomerSeen, ChangeKinds.InvoiceIssued], Decode(page.ToJsonString()).Items.Select(i => i.Change!.Kind));
    }

    [Theory]
    [InlineData("""{"message":"m","type":"invalid_request","api_error_code":"resource_not_found","param":"item_id"}""", null, ErrorKind.NotFound)]
    [InlineData("""{"message":"m","api_error_code":"api_request_limit_exceeded"}""", null, ErrorKind.RateLimited)]
    [InlineData("""{"message":"m","api_error_code":"a_code_of_next_year"}""", 503, ErrorKind.Transient)]
    public void Decode_Error_IsTheVerdictThatACallWouldHave(string body, int? status, ErrorKind kind) =>
        Assert.Equal(kind, Tools.Decode(Encoding.UTF8.GetBytes(body), new DecodeOptions { Status = status }).Error!.Kind);

    [Theory]
    [InlineData("{\"a\":\n ?}", "line 2, byte 2")]
    [InlineData("[]", "")]
    public void Decode_NoObject_NamesThePlace(string body, string field) => Assert.Equal(field, Decode(body).Error!.Field);

    [Fact]
    public void Decode_EventOfNoInterest_SaysSo()
    {
        JsonObject e = Fixture.Json("webhook_customer_created");
        e["event_type"] = "card_expired";
        DecodedItem pending = Assert.Single(Decode(Encoding.UTF8.GetString(With("invoice_updated", "pending"))).Items);

        Assert.Contains("none of the events", Assert.Single(Decode(e.ToJsonString()).Items).Note, StringComparison.Ordinal);
        Assert.Contains("no document was issued", pending.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unbilled_charges_created", "the invoice that bills them tells")]
    [InlineData("pending_invoice_created", "told once it is issued")]
    [InlineData("subscription_changes_scheduled", "told when they take effect")]
    [InlineData("subscription_scheduled_changes_removed", "told when they take effect")]
    public void Decode_EventThatSaysNothingYet_SaysWhy(string type, string why)
    {
        JsonObject e = Fixture.Json("webhook_composed_subscription_cancelled");
        e["event_type"] = type;

        Assert.Contains(why, Assert.Single(Decode(e.ToJsonString()).Items).Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_RefundOfAnExcessPayment_IsARefundOfNoInvoice()
    {
        DecodedItem item = Assert.Single(Decode(Encoding.UTF8.GetString(Fixture.With("composed_transaction_refund", "transaction", ("linked_credit_notes", JsonNode.Parse("[]"))))).Items);

        Assert.Null(Assert.IsType<Refund>(item.Record).Invoice);
        Assert.Contains("transaction.refunded_txn_id", item.Fields.Used);
    }

    [Fact]
    public void Decode_BrokenDocument_IsTheErrorOfItsItem()
    {
        byte[] body = Fixture.With("composed_invoice_paid_tax_discount", "invoice", ("total", 1));

        DecodedItem item = Assert.Single(Decode(Encoding.UTF8.GetString(body)).Items);

        Assert.Equal("total", item.Error!.Field);
        Assert.Contains("invoice.line_items.amount", item.Fields.Used);
    }

    [Theory]
    [InlineData("Basic Y2Job29rOkRVTU1ZcGFzczp3aXRoOmNvbG9ucw==", null)]
    [InlineData("Basic Y2Job29rOndyb25n", "none of the configured")]
    [InlineData(null, "no Basic credentials")]
    public void Verify_UserAndPassword_SaysWhetherAndWhyNot(string? authorization, string? why)
    {
        string? failure = Tools.Verify(["other:pair", "cbhook:DUMMYpass:with:colons"], name => name == "Authorization" ? authorization : null, "{}"u8.ToArray(), default);

        Assert.True(why is null ? failure is null : failure!.Contains(why, StringComparison.Ordinal), failure);
    }

    private static byte[] With(string type, string status)
    {
        JsonObject e = JsonNode.Parse(Fixture.With("webhook_composed_invoice_generated", "invoice", ("status", status)))!.AsObject();
        e["event_type"] = type;
        return Encoding.UTF8.GetBytes(e.ToJsonString());
    }

    private static DecodedPayload Decode(string json) => Tools.Decode(Encoding.UTF8.GetBytes(json), new DecodeOptions());

    /// <summary>The object that an item's fields are of, and the paths that are read in it.</summary>
    private static (JsonObject Source, HashSet<string> Used) Source(JsonObject json, string item)
    {
        if (json["list"]?[0] is JsonObject element)
        {
            return (element, [.. Mapped.SelectMany(r => r.Value.Concat(Told).Select(f => $"{r.Key}.{f}"))]);
        }

        if (Mapped.TryGetValue(item, out string[]? fields))
        {
            return (new JsonObject { [item] = json[item]!.DeepClone() }, [.. fields.Select(f => $"{item}.{f}")]);
        }

        IEnumerable<string> content = Mapped.SelectMany(r => r.Value.Concat(Told).Select(f => $"content.{r.Key}.{f}"));
        return ((json["event"] as JsonObject) ?? json, ["id", "occurred_at", "api_version", "event_type", .. content]);
    }

    private static void Walk(JsonNode? node, string prefix, HashSet<string> used, List<string> expectedUsed, List<string> expectedIgnored)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? one in array)
            {
                Walk(one, prefix, used, expectedUsed, expectedIgnored);
            }
        }
        else if (node is JsonObject json)
        {
            foreach ((string name, JsonNode? value) in json)
            {
                string path = prefix + name;
                if (value is JsonObject or JsonArray && used.Any(u => u.StartsWith($"{path}.", StringComparison.Ordinal)))
                {
                    Walk(value, $"{path}.", used, expectedUsed, expectedIgnored);
                }
                else
                {
                    (used.Contains(path) ? expectedUsed : expectedIgnored).Add(path);
                }
            }
        }
    }

    /// <summary>Names apart by blanks; those of an object inside stand in brackets after its own.</summary>
    private static string[] Paths(string text)
    {
        List<string> paths = [];
        string inside = "";
        foreach (string word in text.Replace("(", "( ", StringComparison.Ordinal).Replace(")", " )", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            inside = word == ")" ? "" : word.EndsWith('(') ? word[..^1] + "." : inside;
            if (word != ")" && !word.EndsWith('('))
            {
                paths.Add(inside + word);
            }
        }

        return [.. paths];
    }
}

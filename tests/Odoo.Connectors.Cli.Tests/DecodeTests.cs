using System.Text.Json.Nodes;

namespace Odoo.Connectors.Cli.Tests;

/// <summary><c>decode</c>: what a payload becomes, field by field, without anything of persons.</summary>
public sealed class DecodeTests : IDisposable
{
    private readonly Tool _tool = new();

    [Fact]
    public async Task Decode_AWebhook_PrintsTheChangeItsRecordAndBothListsOfFields()
    {
        (int code, string output, string error) = await _tool.RunAsync("decode", "stripe-eu", Recorded("event_invoice_paid"));
        Assert.True(code == 0, error + output);
        // 2026-09-01T01:00:06Z is 1788224406; 5 x 40 + 50 - 10 % = 225, and 19 % of that is 42.75.
        Assert.StartsWith(
            """
            stripe-eu: webhook event

            1. invoice.paid
               change   invoice.paid of stripe-eu/invoice/in_NP00000000000001, 2026-09-01T01:00:06Z
               note     the invoice is read afresh before anything is decided
               record   Invoice
                        Ref               stripe-eu/invoice/in_NP00000000000001
                        Number            NP000001-0001

            """.ReplaceLineEndings("\n"), output, StringComparison.Ordinal);
        Assert.Contains("\n            Net               225.00 EUR\n", output, StringComparison.Ordinal);
        Assert.Contains("\n            Gross             267.75 EUR\n", output, StringComparison.Ordinal);
        Assert.Contains("\n                Net          180.00 EUR\n", output, StringComparison.Ordinal);
        Assert.Matches(@"\n   used     id, .*data\.object\.lines\.data\.amount, .*data\.object\.total, ", output);
        Assert.Matches(@"\n   ignored  data\.object\.object, .*data\.object\.customer_email, .*livemode", output);
    }

    [Fact]
    public async Task Decode_Json_IsReadByMachines()
    {
        (int code, string output, string error) = await _tool.RunAsync("decode", "stripe", "--json", Recorded("event_customer_subscription_updated_past_due"));
        Assert.True(code == 0, error + output);
        JsonNode item = Assert.Single(JsonNode.Parse(output)!["items"]!.AsArray())!;
        Assert.Equal("contract.changed", (string?)item["change"]!["kind"]);
        Assert.Equal("stripe/contract/sub_NP00000000000001", (string?)item["change"]!["subject"]);
        Assert.Equal("PastDue", (string?)item["record"]!["Status"]);
        Assert.Equal(40m, (decimal)item["record"]!["Terms"]![0]!["UnitPrice"]!);
        Assert.Contains("data.object.status", item["used"]!.AsArray().Select(n => (string?)n));
        Assert.Contains("data.previous_attributes.status", item["used"]!.AsArray().Select(n => (string?)n));
        Assert.Contains("data.object.application", item["ignored"]!.AsArray().Select(n => (string?)n));
    }

    [Fact]
    public async Task Decode_APage_MasksPersonsUnlessAskedNotTo()
    {
        (int code, string masked, _) = await _tool.RunAsync("decode", "stripe", Recorded("list_customers_page1"));
        Assert.Equal(0, code);
        Assert.StartsWith("stripe: page of 2 customer\n", masked, StringComparison.Ordinal);
        Assert.Contains("Name            (personal)\n", masked, StringComparison.Ordinal);
        Assert.Contains("Country     DE\n", masked, StringComparison.Ordinal);
        foreach (string person in Persons())
        {
            Assert.DoesNotContain(person, masked, StringComparison.Ordinal);
        }

        (_, string shown, _) = await _tool.RunAsync("decode", "stripe", "--show-personal-data", Recorded("list_customers_page1"));
        Assert.All(Persons(), p => Assert.Contains(p, shown, StringComparison.Ordinal));

        static IEnumerable<string> Persons() => JsonNode.Parse(File.ReadAllText(Recorded("list_customers_page1")))!["data"]!.AsArray()
            .SelectMany(c => new[] { (string)c!["email"]!, (string)c["address"]!["line1"]! });
    }

    [Fact]
    public async Task Decode_WithAHostsSettings_MapsAsTheHostDoes()
    {
        string settings = _tool.Write("appsettings.json", """
            { "Connectors": { "Systems": { "billing": { "CrmSystem": "salesforce", "CustomFields": [ "crm_account_id" ] } } } }
            """);
        (int code, string output, string error) = await _tool.RunAsync("decode", "billing", "--vendor", "stripe", "--settings", settings, Recorded("composed_customer"));
        Assert.True(code == 0, error + output);
        Assert.Contains("SameAs          salesforce/customer/001ZM000001QkdOYAS\n", output, StringComparison.Ordinal);
        // What a field of the customer's own holds may be anybody's.
        Assert.Contains("Custom\n              crm_account_id  (personal)\n", output, StringComparison.Ordinal);
        Assert.Contains("metadata.crm_account_id", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event_payment_intent_succeeded", "1. payment_intent.succeeded\n   note     accepted and forgotten: a payment of an invoice is told by the invoice, and one of none only where PaymentsOnAccount is set\n")]
    [InlineData("composed_subscription_active", "1. subscription\n   note     an answer to a read: it brings no change by itself\n   record   Contract\n")]
    [InlineData("composed_refund_partial", "1. refund\n   note     mapped together with its invoice, which is read too\n")]
    public async Task Decode_WhatBringsNoChange_SaysSo(string file, string words)
    {
        (int code, string output, _) = await _tool.RunAsync("decode", "stripe", Recorded(file));
        Assert.Equal(0, code);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"type":"card_error","code":"card_declined","message":"Jane Roe's card was declined."}}""", null, "Validation: Stripe answered 402 (card_declined) for 'stripe'")]
    [InlineData("""{"error":{"type":"invalid_request_error","message":"Invalid API Key provided: sk_test_9"}}""", "401", "Authentication at ApiKey: Stripe answered 401 for 'stripe'")]
    [InlineData("""{"error":{"type":"invalid_request_error","code":"rate_limit","message":"Jane"}}""", null, "RateLimited: Stripe answered 429 (rate_limit)")]
    [InlineData("""{"object":"event","id":"evt_1","type":"invoice.paid","created":1,"api_version":"2020-08-27","data":{"object":{"id":"in_1"}}}""", null, "Protocol at api_version: The event is not in API version")]
    [InlineData("""{"object":"customer","name":"Jane Roe"}""", null, "Protocol at id: Stripe's 'id' is missing")]
    [InlineData("""{"object":"list","data":[{"object":"subscription","id":"sub_1","currency":"eur","status":"Jane Roe","customer":"cus_1","start_date":1}]}""", null, "Protocol at status")]
    [InlineData("[1]", null, "Protocol")]
    [InlineData("<html>Jane</html>", null, "Protocol at line 1, byte 1")]
    [InlineData("", null, "Protocol at line 1, byte 1")]
    public async Task Decode_AnErrorOrWhatIsNone_EndsWith1AndNamesIt(string payload, string? status, string words)
    {
        string file = _tool.Write("payload", payload);
        string[] args = status is null ? ["decode", "stripe", file] : ["decode", "stripe", file, "--status", status];
        (int code, string output, string error) = await _tool.RunAsync(args);
        Assert.Equal((1, ""), (code, error));
        Assert.Contains($"   error    {words}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Jane", output, StringComparison.Ordinal);
        Assert.DoesNotContain("sk_test_9", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_TheStandardInput_IsAPayloadToo()
    {
        _tool.Input = File.ReadAllBytes(Recorded("event_payout_paid"));
        (int code, string output, _) = await _tool.RunAsync("decode", "stripe", "-");
        Assert.Equal(0, code);
        Assert.StartsWith("stripe: webhook event\n\n1. payout.paid\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sap", "'sap' is no vendor that is known; name one of")]
    [InlineData("stripes", "'stripes' is no vendor that is known")]
    public async Task Decode_AnUnknownVendor_EndsWith2(string system, string words)
    {
        (int code, _, string error) = await _tool.RunAsync("decode", system, Recorded("event_payout_paid"));
        Assert.Equal(2, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    /// <summary>Nothing that a vendor's page shows makes the tool fail, and each is mapped or says why not.</summary>
    [Fact]
    public async Task Decode_EveryPayloadThatIsAtHand_IsUnderstood()
    {
        string folder = Path.Combine(Schemas.Fixtures() ?? "", "stripe");
        Assert.SkipUnless(Directory.Exists(folder), "The vendors' payloads are not part of the repository; they are looked for in ../shared/fixtures or ODOO_FIXTURES.");
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Where(f => !f.Contains("signature", StringComparison.Ordinal)))
        {
            JsonNode content = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
            bool isError = content["body"] is not null;
            string payload = _tool.Write("payload.json", (content["body"] ?? content).ToJsonString());
            (int code, string output, string error) = await _tool.RunAsync(["decode", "stripe", payload, .. isError ? ["--status", $"{content["status"]}"] : Array.Empty<string>()]);
            Assert.True(error.Length == 0 && code is 0 or 1, $"{file}: {error}");
            Assert.True(code == 0 || output.Contains("   error    ", StringComparison.Ordinal), file);
            // What was composed for tests can all be mapped; of the vendor's own examples some are drafts and of other versions.
            Assert.Equal(isError ? 1 : Path.GetFileName(file).StartsWith("composed_", StringComparison.Ordinal) ? 0 : code, code);
        }
    }

    public void Dispose() => _tool.Dispose();

    private static string Recorded(string name) => Path.Combine(AppContext.BaseDirectory, "Recorded", "stripe", $"{name}.json");
}

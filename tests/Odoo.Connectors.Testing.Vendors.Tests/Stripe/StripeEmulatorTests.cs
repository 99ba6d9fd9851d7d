using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class StripeEmulatorTests : IAsyncDisposable
{
    private readonly StripeEmulator _stripe = new();
    private readonly HttpClient _client;

    public StripeEmulatorTests()
    {
        _client = new HttpClient(_stripe.CreateHandler()) { BaseAddress = _stripe.Url };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_emulator0000");
        _client.DefaultRequestHeaders.Add("Stripe-Version", "2026-10-28.endive");
    }

    [Fact]
    public async Task Account_GoodKey_TellsIdAndRecordsTheVersion()
    {
        JsonNode account = await GetAsync("/v1/account");

        Assert.Equal("acct_EMULATOR00000001", account["id"]!.GetValue<string>());
        Assert.Equal("account", account["object"]!.GetValue<string>());
        Assert.Equal("2026-10-28.endive", Assert.Single(_stripe.Calls).Headers["stripe-version"]);
    }

    [Fact]
    public async Task Get_WrongKey_AnswersAsTheFixture()
    {
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_wrong0000");

        JsonNode error = await GetAsync("/v1/account", HttpStatusCode.Unauthorized);

        Assert.Equal("invalid_request_error", error["error"]!["type"]!.GetValue<string>());
        Assert.Equal("Invalid API Key provided: sk_test_********************0000", error["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Get_UnknownId_AnswersResourceMissing()
    {
        _stripe.Put(Of("invoice", "in_1", 1));

        JsonNode unknown = await GetAsync("/v1/customers/cus_1", HttpStatusCode.NotFound);
        JsonNode otherKind = await GetAsync("/v1/customers/in_1", HttpStatusCode.NotFound);

        Assert.Equal("resource_missing", unknown["error"]!["code"]!.GetValue<string>());
        Assert.Equal("No such customer: 'cus_1'", unknown["error"]!["message"]!.GetValue<string>());
        Assert.Equal("resource_missing", otherKind["error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Occur_Event_MakesItsObjectTheCurrentState()
    {
        _stripe.Occur(Event("evt_1", 10, "open"));
        _stripe.Occur(Event("evt_2", 20, "paid"));

        JsonNode invoice = await GetAsync("/v1/invoices/in_1");
        JsonNode events = await GetAsync("/v1/events?types[]=invoice.open&types[]=invoice.paid");

        Assert.Equal("paid", invoice["status"]!.GetValue<string>());
        Assert.Equal(["evt_2", "evt_1"], Ids(events));
    }

    [Fact]
    public async Task Occur_OlderEventLater_LeavesTheStateAlone()
    {
        _stripe.Occur(Event("evt_2", 20, "paid"));
        _stripe.Occur(Event("evt_1", 10, "open"));

        Assert.Equal("paid", (await GetAsync("/v1/invoices/in_1"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_MoreThanTheLimit_ContinuesAfterTheLast()
    {
        for (int number = 1; number <= 3; number++)
        {
            _stripe.Put(Of("customer", $"cus_{number}", number));
        }

        JsonNode first = await GetAsync("/v1/customers?limit=2");
        JsonNode second = await GetAsync("/v1/customers?limit=2&starting_after=cus_2");
        JsonNode newer = await GetAsync("/v1/customers?limit=1&ending_before=cus_1");

        Assert.Equal(["cus_3", "cus_2"], Ids(first));
        Assert.True(first["has_more"]!.GetValue<bool>());
        Assert.Equal("list", first["object"]!.GetValue<string>());
        Assert.Equal("/v1/customers", first["url"]!.GetValue<string>());
        Assert.Equal(["cus_1"], Ids(second));
        Assert.False(second["has_more"]!.GetValue<bool>());
        Assert.Equal(["cus_2"], Ids(newer));
    }

    [Fact]
    public async Task List_InvoicePayments_FindsByInvoiceAndByPaymentIntent()
    {
        _stripe.Put(Payment("inpay_1", "in_1", "pi_1"));
        _stripe.Put(Payment("inpay_2", "in_2", "pi_2"));

        Assert.Equal(["inpay_1"], Ids(await GetAsync("/v1/invoice_payments?invoice=in_1")));
        Assert.Equal(["inpay_2"], Ids(await GetAsync("/v1/invoice_payments?payment[type]=payment_intent&payment[payment_intent]=pi_2")));
        Assert.Equal("parameter_unknown", (await GetAsync("/v1/invoice_payments?payment_intent=pi_2", HttpStatusCode.BadRequest))["error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Get_Expand_PutsObjectsWhereIdsStand()
    {
        JsonObject invoice = Of("invoice", "in_1", 1);
        invoice["customer"] = "cus_1";
        _stripe.Put(invoice);
        _stripe.Put(Of("customer", "cus_1", 1));
        _stripe.Put(Payment("inpay_1", "in_1", "pi_1"));

        JsonNode plain = await GetAsync("/v1/invoices/in_1");
        JsonNode expanded = await GetAsync("/v1/invoices/in_1?expand[0]=customer&expand[1]=payments");

        Assert.Equal("cus_1", plain["customer"]!.GetValue<string>());
        Assert.Null(plain["payments"]);
        Assert.Equal("cus_1", expanded["customer"]!["id"]!.GetValue<string>());
        Assert.Equal(["inpay_1"], Ids(expanded["payments"]!));
    }

    [Fact]
    public async Task Get_InvoiceWithElevenLines_ShowsTenAndTheRestAtTheirUrl()
    {
        JsonObject invoice = Of("invoice", "in_1", 1);
        var lines = new JsonArray([.. Enumerable.Range(1, 11).Select(n => Of("line_item", $"il_{n}", n))]);
        invoice["lines"] = new JsonObject { ["object"] = "list", ["has_more"] = false, ["url"] = "/v1/invoices/in_1/lines", ["data"] = lines };
        _stripe.Put(invoice);

        JsonNode embedded = (await GetAsync("/v1/invoices/in_1"))["lines"]!;
        JsonNode rest = await GetAsync("/v1/invoices/in_1/lines?starting_after=il_10");

        Assert.Equal(10, Ids(embedded).Length);
        Assert.True(embedded["has_more"]!.GetValue<bool>());
        Assert.Equal(["il_11"], Ids(rest));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _stripe.DisposeAsync();
    }

    private async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        Assert.StartsWith("req_", Assert.Single(response.Headers.GetValues("Request-Id")), StringComparison.Ordinal);
        return await Fixture.JsonAsync(response);
    }

    private static string[] Ids(JsonNode list) => [.. list["data"]!.AsArray().Select(element => element!["id"]!.GetValue<string>())];

    private static JsonObject Of(string kind, string id, long created) => new() { ["id"] = id, ["object"] = kind, ["created"] = created };

    private static JsonObject Payment(string id, string invoice, string intent)
    {
        JsonObject payment = Of("invoice_payment", id, 1);
        payment["invoice"] = invoice;
        payment["payment"] = new JsonObject { ["type"] = "payment_intent", ["payment_intent"] = intent };
        return payment;
    }

    private static JsonObject Event(string id, long created, string status)
    {
        JsonObject invoice = Of("invoice", "in_1", 1);
        invoice["status"] = status;
        JsonObject evt = Of("event", id, created);
        evt["type"] = $"invoice.{status}";
        evt["data"] = new JsonObject { ["object"] = invoice };
        return evt;
    }
}

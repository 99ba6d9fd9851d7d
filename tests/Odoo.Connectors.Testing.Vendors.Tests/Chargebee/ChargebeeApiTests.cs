using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeeApiTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task Call_WrongKey_IsNotAuthenticated()
    {
        _site.Authorize("test_wrong");

        Assert.Equal("api_authentication_failed", (await _site.GetAsync("customers", 401)).Text("api_error_code"));
    }

    [Fact]
    public async Task Call_ReadingKey_MayNotWrite()
    {
        _site.Authorize("test_readonly0000");

        await _site.GetAsync("customers");
        await _site.RefusedAsync(403, "api_authorization_failed", "customers", ("id", "x"));
        Assert.Null(_site.Emulator.Find("customer", "x"));
    }

    [Fact]
    public async Task Customer_OwnIdTwice_IsRefused()
    {
        await _site.PostAsync("customers", ("id", "c1"));

        JsonObject refusal = await _site.RefusedAsync(400, "duplicate_entry", "customers", ("id", "c1"));
        await _site.RefusedAsync(400, "param_wrong_value", "customers", ("id", new string('x', 51)));

        Assert.Equal(("invalid_request", "id", 400), (refusal.Text("type"), refusal.Text("param"), refusal.Number("http_status_code")));
    }

    [Fact]
    public async Task Customer_EmptyValue_ClearsTheField()
    {
        JsonObject changed = await _site.PostAsync("customers/NP_CUST_1", ("company", ""), ("cf_crm_account_id", ""), ("meta_data", """{"a":1}"""));

        Assert.Null(changed["customer"]!["company"]);
        Assert.Null(changed["customer"]!["cf_crm_account_id"]);
        Assert.Equal(1, changed["customer"]!["meta_data"].Number("a"));
        Assert.Equal("billing@northpeak.example", changed["customer"].Text("email"));
    }

    [Theory]
    [InlineData("customers/NP_CUST_1", "vat_number", "DE1")]
    [InlineData("customers", "companny", "x")]
    [InlineData("customers/NP_CUST_1/subscription_for_items", "subscription_items[0][item_price_id]", "seat-EUR-Monthly")]
    [InlineData("customers", "meta_data", "no json")]
    [InlineData("customers", "net_term_days", "thirty")]
    public async Task Write_WrongParameter_ChangesNothing(string path, string name, string value)
    {
        int before = _site.Emulator.All("event").Count;

        JsonObject refusal = await _site.RefusedAsync(400, "param_wrong_value", path, (name, value));

        Assert.Equal(name, refusal.Text("param"));
        Assert.Equal(before, _site.Emulator.All("event").Count);
    }

    [Fact]
    public async Task Subscribe_UnknownPrice_IsTheVendorsNotFound()
    {
        JsonNode example = Shapes.Shared("chargebee/error_404_resource_not_found.json")["body"]!;

        JsonObject refusal = await _site.RefusedAsync(404, "resource_not_found", "customers/NP_CUST_1/subscription_for_items", ("subscription_items[item_price_id][0]", "nothing"));

        Assert.Empty(example.AsObject().Select(part => part.Key).Except(refusal.Select(part => part.Key)));
        Assert.Equal(example.Text("type"), refusal.Text("type"));
    }

    [Theory]
    [InlineData("DELETE", "customers/NP_CUST_1", 405)]
    [InlineData("GET", "quotes", 501)]
    [InlineData("GET", "customers/unknown", 404)]
    public async Task Call_NotServed_SaysSo(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/api/v2/{path}", UriKind.Relative));

        using HttpResponseMessage response = await _site.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task IdempotencyKey_SameRequest_IsAnsweredAgainForHalfAnHour()
    {
        using HttpResponseMessage first = await _site.SendAsync("customers", "k1", ("company", "A"));
        _site.Clock.Advance(TimeSpan.FromMinutes(29));
        using HttpResponseMessage again = await _site.SendAsync("customers", "k1", ("company", "A"));
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        using HttpResponseMessage late = await _site.SendAsync("customers", "k1", ("company", "A"));

        Assert.False(first.Headers.Contains("chargebee-idempotency-replayed"));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("chargebee-idempotency-replayed")));
        Assert.Equal(await BodyAsync(first), await BodyAsync(again));
        Assert.False(late.Headers.Contains("chargebee-idempotency-replayed"));
        Assert.NotEqual(await BodyAsync(first), await BodyAsync(late));
        Assert.Equal(3, _site.Emulator.All("customer").Count);
    }

    [Theory]
    [InlineData("customers", "B")]
    [InlineData("customers/NP_CUST_1", "A")]
    public async Task IdempotencyKey_OtherRequest_IsRefused(string path, string company)
    {
        using HttpResponseMessage first = await _site.SendAsync("customers", "k1", ("company", "A"));

        using HttpResponseMessage other = await _site.SendAsync(path, "k1", ("company", company));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("unable_to_process_request", JsonNode.Parse(await BodyAsync(other)).Text("api_error_code"));
    }

    [Fact]
    public async Task IdempotencyKey_LostReply_IsAnsweredOnTheNextTry()
    {
        _site.Emulator.OnCall = _ => EmulatorFault.DropReply;
        await Assert.ThrowsAsync<HttpRequestException>(() => _site.SendAsync("customers", "k1", ("company", "A")));
        _site.Emulator.OnCall = null;

        using HttpResponseMessage again = await _site.SendAsync("customers", "k1", ("company", "A"));

        Assert.True(again.Headers.Contains("chargebee-idempotency-replayed"));
        Assert.Equal(2, _site.Emulator.All("customer").Count);
    }

    [Theory]
    [InlineData(ExecutionFault.Before, false)]
    [InlineData(ExecutionFault.After, true)]
    public async Task OnExecution_Fails_ChangedNothingOrAll(ExecutionFault fault, bool changed)
    {
        _site.Emulator.OnExecution = _ => fault;
        using HttpResponseMessage failed = await _site.SendAsync("customers", "k1", ("id", "c1"));
        Assert.Equal(changed, _site.Emulator.Find("customer", "c1") is not null);
        _site.Emulator.OnExecution = null;

        using HttpResponseMessage again = await _site.SendAsync("customers", "k1", ("id", "c1"));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal("internal_error", JsonNode.Parse(await BodyAsync(failed)).Text("api_error_code"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(changed, again.Headers.Contains("chargebee-idempotency-replayed"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_MoreThanAMinuteAllows_WaitForTheNext(bool tells)
    {
        await using var site = new Site(new ChargebeeEmulatorOptions { RequestsPerMinute = 2, TellsRetryAfter = tells });
        site.Clock.Advance(TimeSpan.FromSeconds(45));
        await site.GetAsync("customers");
        await site.GetAsync("customers");

        using HttpResponseMessage refused = await site.Client.GetAsync(new Uri("/api/v2/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        site.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(tells ? 15 : null, refused.Headers.RetryAfter?.Delta?.TotalSeconds);
        await site.GetAsync("customers");
        JsonNode example = Shapes.Shared("chargebee/error_429_api_request_limit_exceeded.json")["body"]!;
        Assert.True(JsonNode.DeepEquals(example, JsonNode.Parse(await BodyAsync(refused))), await BodyAsync(refused));
    }

    [Fact]
    public async Task Start_Socket_AnswersTheSame()
    {
        await _site.Emulator.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = _site.Emulator.Url };
        client.DefaultRequestHeaders.Authorization = _site.Client.DefaultRequestHeaders.Authorization;

        using HttpResponseMessage response = await client.GetAsync(new Uri("/api/v2/customers/NP_CUST_1", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("NP_CUST_1", JsonNode.Parse(await BodyAsync(response))!["customer"].Text("id"));
        // The site's time, not that of the machine.
        Assert.Equal(Site.Start, response.Headers.Date);
    }

    [Fact]
    public async Task Load_Recorded_IsAnsweredAsItIs()
    {
        JsonObject payload = Fixture.Object("Chargebee/composed_invoice_paid_tax_discount.json")["invoice"]!.AsObject();
        _site.Emulator.Load("invoice", payload);

        Assert.True(JsonNode.DeepEquals(payload, (await _site.GetAsync("invoices/INV-1001"))["invoice"]));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static Task<string> BodyAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}

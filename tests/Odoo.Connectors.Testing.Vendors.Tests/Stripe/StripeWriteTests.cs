using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

public sealed class StripeWriteTests : IAsyncDisposable
{
    private readonly Account _account = new();

    [Fact]
    public async Task IdempotencyKey_SameRequest_IsAnsweredAgainForADay()
    {
        using HttpResponseMessage first = await CreateAsync("k1", "A");
        _account.Clock.Advance(TimeSpan.FromHours(23));
        using HttpResponseMessage again = await CreateAsync("k1", "A");
        _account.Clock.Advance(TimeSpan.FromHours(1));
        using HttpResponseMessage late = await CreateAsync("k1", "A");

        Assert.Equal("k1", Assert.Single(first.Headers.GetValues("Idempotency-Key")));
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(await BodyAsync(first), await BodyAsync(again));
        Assert.False(late.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(3, _account.Emulator.All("customer").Count);
        Assert.Equal("k1", _account.Event("customer.created")["request"].Text("idempotency_key"));
    }

    [Theory]
    [InlineData("customers", "B")]
    [InlineData("products", "A")]
    public async Task IdempotencyKey_OtherRequest_IsAnIdempotencyError(string path, string name)
    {
        using HttpResponseMessage first = await CreateAsync("k1", "A");

        using HttpResponseMessage other = await _account.SendAsync(HttpMethod.Post, path, "k1", ("name", name));

        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Equal("idempotency_error", JsonNode.Parse(await BodyAsync(other))!["error"].Text("type"));
    }

    [Fact]
    public async Task IdempotencyKey_StillRunning_IsAConflict()
    {
        await using var account = new Account(new StripeEmulatorOptions { ExecutionTime = TimeSpan.FromSeconds(2) });
        using HttpResponseMessage first = await account.SendAsync(HttpMethod.Post, "customers", "k1", ("name", "A"));
        using HttpResponseMessage second = await account.SendAsync(HttpMethod.Post, "customers", "k1", ("name", "A"));
        account.Clock.Advance(TimeSpan.FromSeconds(2));
        using HttpResponseMessage third = await account.SendAsync(HttpMethod.Post, "customers", "k1", ("name", "A"));

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal("idempotency_key_in_use", JsonNode.Parse(await BodyAsync(second))!["error"].Text("code"));
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.Equal(2, account.Emulator.All("customer").Count);
    }

    [Theory]
    [InlineData(ExecutionFault.Before, 1)]
    [InlineData(ExecutionFault.After, 2)]
    public async Task IdempotencyKey_FailedInside_KeepsThe500(ExecutionFault fault, int customers)
    {
        _account.Emulator.OnExecution = _ => fault;
        using HttpResponseMessage failed = await CreateAsync("k1", "A");
        _account.Emulator.OnExecution = null;

        using HttpResponseMessage again = await CreateAsync("k1", "A");

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, again.StatusCode);
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal("api_error", JsonNode.Parse(await BodyAsync(again))!["error"].Text("type"));
        Assert.Equal(customers, _account.Emulator.All("customer").Count);
    }

    [Fact]
    public async Task IdempotencyKey_RefusedAfterItBegan_KeepsTheRefusal()
    {
        JsonObject intent = await _account.PostAsync("payment_intents", ("amount", "1500"), ("currency", "eur"));
        _account.Emulator.OnPayment = _ => StripePaymentAnswer.Declined();
        using HttpResponseMessage declined = await _account.SendAsync(HttpMethod.Post, $"payment_intents/{Account.Id(intent)}/confirm", "k1");
        _account.Emulator.OnPayment = null;

        using HttpResponseMessage again = await _account.SendAsync(HttpMethod.Post, $"payment_intents/{Account.Id(intent)}/confirm", "k1");
        using HttpResponseMessage fresh = await _account.SendAsync(HttpMethod.Post, $"payment_intents/{Account.Id(intent)}/confirm", "k2");

        Assert.Equal([HttpStatusCode.PaymentRequired, HttpStatusCode.PaymentRequired, HttpStatusCode.OK], [declined.StatusCode, again.StatusCode, fresh.StatusCode]);
    }

    [Fact]
    public async Task IdempotencyKey_ParameterRefused_MayBeUsedAgain()
    {
        using HttpResponseMessage wrong = await _account.SendAsync(HttpMethod.Post, "customers", "k1", ("nonsense", "A"));

        using HttpResponseMessage right = await CreateAsync("k1", "A");

        Assert.Equal("parameter_unknown", JsonNode.Parse(await BodyAsync(wrong))!["error"].Text("code"));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task IdempotencyKey_LostReply_IsAnsweredOnTheNextTry()
    {
        _account.Emulator.OnCall = _ => EmulatorFault.DropReply;
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("k1", "A"));
        _account.Emulator.OnCall = null;

        using HttpResponseMessage again = await CreateAsync("k1", "A");

        Assert.True(again.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(2, _account.Emulator.All("customer").Count);
    }

    [Fact]
    public async Task Calls_MoreThanASecondAllows_AreTooMany()
    {
        await using var account = new Account(new StripeEmulatorOptions { RequestsPerSecond = 1 });
        await account.GetAsync("customers");
        using HttpResponseMessage refused = await account.SendAsync(HttpMethod.Get, "customers", null);
        account.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("global-rate", Assert.Single(refused.Headers.GetValues("Stripe-Rate-Limited-Reason")));
        Assert.Null(refused.Headers.RetryAfter);
        await account.GetAsync("customers");
    }

    [Fact]
    public async Task RestrictedKey_ReadsWhatItMayAndNothingElse()
    {
        await using var account = new Account(new StripeEmulatorOptions { RestrictedResources = ["customers"] });
        account.Authorize("rk_test_emulator0000");

        await account.GetAsync("customers");
        await account.GetAsync("invoices", 403);
        await account.RefusedAsync(403, null, "customers", ("name", "A"));
    }

    [Fact]
    public async Task LiveKey_Objects_SaySo()
    {
        await using var live = new Account(new StripeEmulatorOptions { ApiKey = "sk_live_emulator0000" });
        await live.SubscribeAsync();

        Assert.True(live.Invoice(1)["livemode"]!.GetValue<bool>());
        Assert.True(live.Event("invoice.paid")["livemode"]!.GetValue<bool>());
        live.Authorize("sk_test_emulator0000");
        await live.GetAsync("customers", 401);
        Assert.False(_account.Emulator.Find(_account.Customer)!["livemode"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Customer_Deleted_IsAStub()
    {
        await _account.SubscribeAsync();

        JsonObject gone = await _account.DeleteAsync($"customers/{_account.Customer}");

        Assert.Equal("""{"id":"X","object":"customer","deleted":true}""".Replace("X", _account.Customer, StringComparison.Ordinal), gone.ToJsonString());
        Assert.Equal("canceled", _account.Subscription.Text("status"));
        Assert.True((await _account.GetAsync($"customers/{_account.Customer}"))["deleted"]!.GetValue<bool>());
        Assert.Equal("NorthPeak GmbH", _account.Event("customer.deleted")["data"]!["object"].Text("name"));
        await _account.RefusedAsync(400, "resource_missing", "subscriptions", ("customer", _account.Customer), ("items[0][price]", _account.Seat));
    }

    [Fact]
    public async Task Metadata_EmptyValue_TakesTheKeyAway()
    {
        await _account.PostAsync($"customers/{_account.Customer}", ("metadata[a]", "1"), ("metadata[crm_account_id]", ""), ("email", ""));

        JsonObject customer = await _account.GetAsync($"customers/{_account.Customer}");
        Assert.Equal("""{"a":"1"}""", customer["metadata"]!.ToJsonString());
        Assert.Null(customer["email"]);
        Assert.Equal(["email", "metadata"], _account.Event("customer.updated")["data"]!["previous_attributes"]!.AsObject().Select(part => part.Key).Order());
    }

    [Theory]
    [InlineData("subscriptions", "parameter_missing", 400)]
    [InlineData("invoices/in_1/add_lines", "not_emulated", 404)]
    public async Task Write_NotRight_SaysWhy(string path, string code, int status) => await _account.RefusedAsync(status, code, path);

    [Fact]
    public async Task Price_Changed_TellsWhatItWas()
    {
        await _account.PostAsync("products/prod_SEAT", ("name", "Desk"));
        await _account.PostAsync($"prices/{_account.Seat}", ("active", "false"));

        Assert.Equal("Seat", _account.Event("product.updated")["data"]!["previous_attributes"].Text("name"));
        Assert.True(_account.Event("price.updated")["data"]!["previous_attributes"]!["active"]!.GetValue<bool>());
        await _account.RefusedAsync(400, "parameter_unknown", $"prices/{_account.Seat}", ("unit_amount", "1"));
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    private Task<HttpResponseMessage> CreateAsync(string key, string name) => _account.SendAsync(HttpMethod.Post, "customers", key, ("name", name));

    private static Task<string> BodyAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

public sealed class ApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IdentifyAsync_OfAccount_AnswersItsIdAndWorld()
    {
        await using var rig = new Rig();

        Assert.Equal(new SystemIdentity("acct_EMULATOR00000001", false), await rig.System.IdentifyAsync(Cancel));

        VendorCall call = Assert.Single(rig.Emulator.Calls);
        Assert.Equal("GET /v1/account", call.ToString());
        Assert.Equal("Bearer sk_test_emulator0000", call.Headers["Authorization"]);
        Assert.Equal("2026-10-28.endive", call.Headers["Stripe-Version"]);
    }

    [Theory]
    [InlineData("sk_live_DUMMY0000")]
    [InlineData("rk_live_DUMMY0000")]
    public async Task IdentifyAsync_WithLiveKey_IsLive(string key)
    {
        await using var rig = new Rig(
            o =>
            {
                o.ApiKey = key;
                o.ApiBase = null;
            },
            emulator: new StripeEmulatorOptions { ApiKey = key });

        Assert.True((await rig.System.IdentifyAsync(Cancel)).IsLive);
    }

    [Fact]
    public async Task IdentifyAsync_OfAnotherServer_NamesTheSetting()
    {
        await using var rig = new Rig(handler: new StubHandler(_ => (404, "not here")));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => rig.System.IdentifyAsync(Cancel));

        Assert.Equal(ErrorKind.Configuration, failure.Kind);
        Assert.Contains("Systems:stripe:ApiBase", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RecordKinds.Customer)]
    [InlineData(RecordKinds.Contract)]
    [InlineData(RecordKinds.Invoice)]
    [InlineData(RecordKinds.InvoicePayments)]
    [InlineData(RecordKinds.Refund)]
    public async Task ReadAsync_OfMissingObject_IsNull(string kind)
    {
        await using var rig = new Rig();

        Assert.Null(await rig.Source.ReadAsync(Rig.Ref(kind, "none/../1"), Cancel));
        Assert.Contains("none%2F..%2F1", Assert.Single(rig.Emulator.Calls).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_OfDeletedCustomer_IsNull()
    {
        await using var rig = new Rig();
        rig.Emulator.Put(new JsonObject { ["id"] = "cus_1", ["object"] = "customer", ["deleted"] = true });

        Assert.Null(await rig.Source.ReadAsync(Rig.Ref(RecordKinds.Customer, "cus_1"), Cancel));
    }

    [Fact]
    public async Task ReadAsync_OfKindItDoesNotKnow_IsRefused()
    {
        await using var rig = new Rig();

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => rig.Source.ReadAsync(Rig.Ref(RecordKinds.Deal, "1"), Cancel));

        Assert.Equal(ErrorKind.Configuration, failure.Kind);
    }

    [Theory]
    [InlineData(EmulatorFault.RateLimited, ErrorKind.RateLimited)]
    [InlineData(EmulatorFault.Unavailable, ErrorKind.Transient)]
    [InlineData(EmulatorFault.ServerErrorPage, ErrorKind.Transient)]
    [InlineData(EmulatorFault.DropRequest, ErrorKind.Transient)]
    [InlineData(EmulatorFault.DropReply, ErrorKind.Transient)]
    public async Task ReadAsync_OfFault_HasItsKind(EmulatorFault fault, ErrorKind kind)
    {
        await using var rig = new Rig();
        rig.Emulator.OnCall = _ => fault;

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => rig.Source.ReadAsync(Rig.Ref(RecordKinds.Invoice, "in_1"), Cancel));

        Assert.Equal(kind, failure.Kind);
    }

    /// <summary>A documented code says more than the status it comes with.</summary>
    [Theory]
    [InlineData(429, "invalid_request_error", "lock_timeout", ErrorKind.Transient)]
    [InlineData(429, "invalid_request_error", "rate_limit", ErrorKind.RateLimited)]
    [InlineData(409, "invalid_request_error", "idempotency_key_in_use", ErrorKind.Transient)]
    [InlineData(400, "idempotency_error", null, ErrorKind.Conflict)]
    [InlineData(400, "invalid_request_error", "livemode_mismatch", ErrorKind.Configuration)]
    [InlineData(400, "invalid_request_error", "testmode_charges_only", ErrorKind.Configuration)]
    [InlineData(400, "invalid_request_error", "secret_key_required", ErrorKind.Authentication)]
    [InlineData(401, "invalid_request_error", "api_key_expired", ErrorKind.Authentication)]
    [InlineData(400, "invalid_request_error", "parameter_unknown", ErrorKind.Validation)]
    public async Task ReadAsync_OfCode_HasItsKind(int status, string type, string? code, ErrorKind kind)
    {
        JsonObject error = new() { ["type"] = type, ["code"] = code, ["message"] = "no" };
        await using var rig = new Rig(handler: new StubHandler(_ => (status, new JsonObject { ["error"] = error.DeepClone() }.ToJsonString())));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => rig.Source.ReadAsync(Rig.Ref(RecordKinds.Invoice, "in_1"), Cancel));

        Assert.Equal(kind, failure.Kind);
    }

    [Theory]
    [InlineData(400, ErrorKind.Validation)]
    [InlineData(401, ErrorKind.Authentication)]
    [InlineData(402, ErrorKind.Validation)]
    [InlineData(403, ErrorKind.Permission)]
    [InlineData(409, ErrorKind.Transient)]
    [InlineData(429, ErrorKind.RateLimited)]
    [InlineData(500, ErrorKind.Transient)]
    [InlineData(302, ErrorKind.Protocol)]
    public async Task ReadAsync_OfStatus_HasItsKindAndKeepsTheServersWordsApart(int status, ErrorKind kind)
    {
        const string Body = """{"error":{"type":"invalid_request_error","message":"About jane@customer.example","param":"x"}}""";
        await using var rig = new Rig(handler: new StubHandler(_ => (status, Body)));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => rig.Source.ReadAsync(Rig.Ref(RecordKinds.Invoice, "in_1"), Cancel));

        Assert.Equal(kind, failure.Kind);
        Assert.DoesNotContain("jane", failure.Message, StringComparison.Ordinal);
        Assert.Contains("jane", failure.ServerText.Reveal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task ReadAsync_OfUnreadableAnswer_IsAProtocolError(string body)
    {
        await using var rig = new Rig(handler: new StubHandler(_ => (200, body)));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => rig.Source.ReadAsync(Rig.Ref(RecordKinds.Invoice, "in_1"), Cancel));

        Assert.Equal(ErrorKind.Protocol, failure.Kind);
    }

    [Fact]
    public async Task ReadAsync_WithWrongKey_DoesNotPrintIt()
    {
        await using var rig = new Rig(o => o.ApiKey = "sk_test_DUMMYwrong");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => rig.System.IdentifyAsync(Cancel));

        Assert.Equal((ErrorKind.Authentication, "ApiKey"), (failure.Kind, failure.Field));
        Assert.DoesNotContain("DUMMYwrong", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenCancelled_SaysSo()
    {
        await using var rig = new Rig();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Source.ReadAsync(Rig.Ref(RecordKinds.Invoice, "in_1"), new CancellationToken(true)));
    }

    [Fact]
    public async Task ReadAsync_AfterOneFault_SucceedsAtTheSecondAttempt()
    {
        await using var rig = new Rig(o =>
        {
            o.ReadRetries = 1;
            o.ReadRetryDelay = TimeSpan.Zero;
        });
        rig.Emulator.OnCall = call => call.Sequence == 1 ? EmulatorFault.Unavailable : EmulatorFault.None;

        Assert.Equal("acct_EMULATOR00000001", (await rig.System.IdentifyAsync(Cancel)).Account);
        Assert.Equal(2, rig.Emulator.Calls.Count);
    }

    [Fact]
    public async Task ReadAsync_OfRateLimit_IsNotTriedAgainAtOnce()
    {
        await using var rig = new Rig(o =>
        {
            o.ReadRetries = 2;
            o.ReadRetryDelay = TimeSpan.Zero;
        });
        rig.Emulator.OnCall = _ => EmulatorFault.RateLimited;

        await Assert.ThrowsAsync<ConnectorException>(() => rig.System.IdentifyAsync(Cancel));
        Assert.Single(rig.Emulator.Calls);
    }

    [Fact]
    public async Task ReadAsync_OfInvoiceWithManyLines_FollowsThemToTheEnd()
    {
        await using var rig = new Rig(emulator: new StripeEmulatorOptions { EmbeddedListSize = 1 });
        JsonObject invoice = new Story("plain").ObjectOf("event-invoice.paid");
        JsonArray lines = invoice["lines"]!["data"]!.AsArray();
        for (int n = 3; n <= 205; n++)
        {
            JsonNode copy = lines[1]!.DeepClone();
            copy["id"] = $"il_{n}";
            lines.Add(copy);
        }

        rig.Emulator.Put(invoice);

        Invoice read = await rig.ReadAsync<Invoice>(RecordKinds.Invoice, "in_PL000000000001");

        Assert.Equal(205, read.Lines.Count);
        Assert.Equal(205, read.Lines.Select(l => l.Id).Distinct().Count());
        Assert.Equal(4, rig.Emulator.Calls.Count); // the invoice, then 204 lines in pages of 100
    }

    [Fact]
    public async Task ReadAsync_OfSubscriptionWithManyItems_FollowsThemToTheEnd()
    {
        JsonObject subscription = new Story("plain").ObjectOf("subscription.created");
        JsonObject second = (JsonObject)subscription["items"]!["data"]![0]!.DeepClone();
        second["id"] = "si_2";
        subscription["items"]!["has_more"] = true;
        var handler = new StubHandler(request => request.RequestUri!.AbsolutePath == "/v1/subscription_items"
            ? (200, new JsonObject { ["object"] = "list", ["has_more"] = false, ["data"] = new JsonArray(second.DeepClone()) }.ToJsonString())
            : (200, subscription.ToJsonString()));
        await using var rig = new Rig(handler: handler);

        Contract contract = await rig.ReadAsync<Contract>(RecordKinds.Contract, "sub_PL000000000001");

        Assert.Equal(["si_PL000000000001", "si_2"], contract.Terms.Select(t => t.Id));
        Assert.Equal("?subscription=sub_PL000000000001&limit=100&starting_after=si_PL000000000001", handler.Requests[1].RequestUri!.Query);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1/lines")]
    [InlineData("//elsewhere.example/v1/lines")]
    [InlineData("@elsewhere.example/v1/")]
    public async Task ReadAsync_OfListThatPointsElsewhere_DoesNotGoThere(string url)
    {
        JsonObject invoice = new Story("plain").ObjectOf("event-invoice.paid");
        invoice["lines"]!["has_more"] = true;
        invoice["lines"]!["url"] = url;
        var handler = new StubHandler(_ => (200, invoice.ToJsonString()));
        await using var rig = new Rig(handler: handler);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => rig.Source.ReadAsync(Rig.Ref(RecordKinds.Invoice, "in_1"), Cancel));

        Assert.Equal((ErrorKind.Protocol, "lines.url"), (failure.Kind, failure.Field));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task ReadAsync_OfCustomer_KeepsStripesBytes()
    {
        const string Body = "{\n  \"id\": \"cus_1\", \"object\": \"customer\",\n  \"name\": \"Ünïcode — 株式会社\"\n}";
        await using var rig = new Rig(handler: new StubHandler(_ => (200, Body)));

        byte[]? answer = await rig.Source.ReadAsync(Rig.Ref(RecordKinds.Customer, "cus_1"), Cancel);

        Assert.Equal(Body, global::System.Text.Encoding.UTF8.GetString(answer!));
    }

    [Fact]
    public async Task Refund_WithoutCreditNote_HasNone()
    {
        await using var rig = new Rig();
        Play(rig, creditNote: null);

        Refund refund = await rig.ReadAsync<Refund>(RecordKinds.Refund, "re_PL000000000001");

        Assert.Null(refund.CreditNote);
        Assert.Equal("in_PL000000000001", refund.Invoice!.Id);
    }

    [Theory]
    [InlineData("status", "void")]
    [InlineData("refund", "re_other")]
    public async Task Refund_OfCreditNoteThatDoesNotCount_HasNone(string what, string value)
    {
        await using var rig = new Rig();
        JsonObject note = Story.File("plain", "stripe-credit_note");
        (what == "status" ? note : note["refunds"]![0]!)[what] = value;
        Play(rig, note);

        Assert.Null((await rig.ReadAsync<Refund>(RecordKinds.Refund, "re_PL000000000001")).CreditNote);
    }

    [Fact]
    public async Task Refund_WithoutCustomer_TakesTheInvoices()
    {
        await using var rig = new Rig();
        Play(rig, creditNote: null);
        JsonObject refund = rig.Emulator.Find("re_PL000000000001")!;
        refund["customer"] = null;
        rig.Emulator.Put(refund);

        Assert.Equal("cus_PL000000000001", (await rig.ReadAsync<Refund>(RecordKinds.Refund, "re_PL000000000001")).Customer.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refund_OfPaymentWithoutInvoice_IsADependency(bool withIntent)
    {
        await using var rig = new Rig();
        JsonObject refund = new Story("plain").ObjectOf("event-refund.created");
        refund["payment_intent"] = withIntent ? "pi_other" : null;
        rig.Emulator.Put(refund);
        ExternalRef reference = Rig.Ref(RecordKinds.Refund, "re_PL000000000001");
        byte[]? answer = await rig.Source.ReadAsync(reference, Cancel);

        var failure = Assert.Throws<ConnectorException>(() => rig.Source.Decode(reference, answer));

        Assert.Equal((ErrorKind.Dependency, "payment_intent"), (failure.Kind, failure.Field));
    }

    [Fact]
    public async Task Payments_OfUnpaidInvoice_AreNone()
    {
        await using var rig = new Rig();
        rig.Emulator.Put(new Story("plain").ObjectOf("event-invoice.finalized"));

        Assert.Empty((await rig.ReadAsync<InvoicePayments>(RecordKinds.InvoicePayments, "in_PL000000000001")).Payments);
    }

    private static void Play(Rig rig, JsonObject? creditNote)
    {
        var story = new Story("plain");
        rig.Emulator.Put(story.ObjectOf("event-invoice.paid"));
        rig.Emulator.Put(story.File("stripe-invoice_payment"));
        rig.Emulator.Put(story.ObjectOf("event-refund.created"));
        if (creditNote is not null)
        {
            rig.Emulator.Put(creditNote);
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Tests;

public sealed class WebhookTests
{
    private static JsonObject Paid => Story.File("plain", "event-invoice.paid");

    [Fact]
    public async Task Receive_OfWrongSecret_RefusesWith400AndStoresNothing()
    {
        await using var rig = new Rig();

        WebhookResult result = rig.Post(Encoding.UTF8.GetBytes(Paid.ToJsonString()), "whsec_DUMMYother");

        Assert.Equal(400, result.Status);
        Assert.Empty(result.Deliveries);
        Assert.Contains("signature does not match", result.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", result.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task Receive_OfDistantTime_RefusesWith400(int seconds)
    {
        await using var rig = new Rig();
        byte[] body = Encoding.UTF8.GetBytes(Paid.ToJsonString());
        string header = Testing.StripeSignature.Create(body, rig.Clock.GetUtcNow().AddSeconds(seconds), Rig.Secret);

        WebhookResult result = rig.Webhook.Receive(_ => header, body);

        Assert.Equal(400, result.Status);
        Assert.Contains("time is too far", result.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_WithoutHeader_RefusesWith400()
    {
        await using var rig = new Rig();

        Assert.Equal(400, rig.Webhook.Receive(_ => null, "{}"u8.ToArray()).Status);
    }

    [Fact]
    public async Task Receive_WithoutSecretsConfigured_RefusesAndNamesTheSetting()
    {
        await using var rig = new Rig(o => o.WebhookSecrets.Clear());

        WebhookResult result = rig.Post(Paid);

        Assert.Equal(400, result.Status);
        Assert.Contains("Systems:stripe:WebhookSecrets", result.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_WhileSecretIsRolled_AcceptsOldAndNew()
    {
        await using var rig = new Rig(o => o.WebhookSecrets.Add("whsec_DUMMYnew"));
        byte[] body = Encoding.UTF8.GetBytes(Paid.ToJsonString());

        Assert.Single(rig.Post(body, "whsec_DUMMYnew").Deliveries);
        Assert.Single(rig.Post(body, Rig.Secret).Deliveries);
        Assert.Single(rig.Post(body, "whsec_DUMMYother", Rig.Secret).Deliveries);
    }

    [Theory]
    [InlineData("sk_test_emulator0000", true)]
    [InlineData("sk_live_DUMMY", false)]
    [InlineData("rk_live_DUMMY", false)]
    public async Task Receive_OfTheOtherWorld_RefusesWith400(string key, bool livemode)
    {
        await using var rig = new Rig(o =>
        {
            o.ApiKey = key;
            o.ApiBase = new Uri("https://stripe.emulator.test");
        });
        JsonObject evt = Paid;
        evt["livemode"] = livemode;

        WebhookResult result = rig.Post(evt);

        Assert.Equal(400, result.Status);
        Assert.Empty(result.Deliveries);
        evt["livemode"] = !livemode;
        Assert.Single(rig.Post(evt).Deliveries);
    }

    [Theory]
    [InlineData("""{"id":"evt_1","type":"setup_intent.created","created":1,"data":{"object":{"id":"seti_1"}}}""")]
    [InlineData("""{"id":"evt_1","type":"balance.available","created":1,"data":{"object":{"object":"balance"}}}""")]
    [InlineData("""{"id":"evt_1","object":"v2.core.event","type":"v1.billing.meter.error_report_triggered","created":"2026-01-01T00:00:00Z"}""")]
    public async Task Receive_OfUnwantedType_AcceptsNothing(string body)
    {
        await using var rig = new Rig();

        WebhookResult result = rig.Post(body);

        Assert.Equal(200, result.Status);
        Assert.Null(result.Refusal);
        Assert.Empty(result.Deliveries);
    }

    /// <summary>What is forgotten says why.</summary>
    [Theory]
    [InlineData("""{"id":"evt_1","object":"event","type":"price.updated","created":1,"data":{"object":{"id":"price_1"}}}""", "never changes")]
    [InlineData("""{"id":"evt_1","object":"event","type":"subscription_schedule.created","created":1,"data":{"object":{"id":"sub_sched_1","status":"not_started"}}}""", "told by its subscription")]
    [InlineData("""{"id":"evt_1","object":"v2.core.event","type":"v1.billing.meter.error_report_triggered","created":"2026-01-01T00:00:00Z"}""", "error report")]
    [InlineData("""{"id":"evt_1","object":"event","type":"setup_intent.created","created":1,"data":{"object":{"id":"seti_1"}}}""", "none of the events")]
    public void Decode_OfUnwantedType_SaysWhy(string body, string why)
    {
        DecodedItem item = Assert.Single(new StripeTools().Decode(System.Text.Encoding.UTF8.GetBytes(body), new DecodeOptions()).Items);
        Assert.Null(item.Error);
        Assert.Contains(why, item.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":\"evt_1\",\n  \"type\": invoice.paid}", "line 2, byte 11")]
    [InlineData("{\"id\":\"evt_1\"", "line 1, byte 14")]
    [InlineData("[]", "")]
    [InlineData("""{"type":"invoice.paid","created":1,"data":{"object":{"id":"in_1"}}}""", "id")]
    [InlineData("""{"id":"evt_1","created":1,"data":{"object":{"id":"in_1"}}}""", "type")]
    [InlineData("""{"id":7,"type":"invoice.paid","created":1,"data":{"object":{"id":"in_1"}}}""", "id")]
    [InlineData("""{"id":"evt_1","type":"invoice.paid","data":{"object":{"id":"in_1"}}}""", "created")]
    [InlineData("""{"id":"evt_1","type":"invoice.paid","created":1,"data":{"object":{}}}""", "data.object.id")]
    [InlineData("""{"id":"evt_1","type":"invoice.paid","created":1,"data":{}}""", "data.object")]
    [InlineData("""{"id":"evt_1","type":"invoice.paid","created":1,"data":[]}""", "data")]
    [InlineData("""{"id":"evt_1","type":"invoice.paid","created":1,"data":{"object":{"id":"in_1","customer":[]}}}""", "data.object.customer")]
    [InlineData("""{"id":"\ud800","type":"invoice.paid","created":1,"data":{"object":{"id":"in_1"}}}""", "id")]
    public async Task Receive_OfUnreadableBody_StoresItAndDecodingNamesThePlace(string body, string field)
    {
        await using var rig = new Rig();

        WebhookResult result = rig.Post(body);

        Assert.Equal(200, result.Status);
        Delivery delivery = Assert.Single(result.Deliveries);
        Assert.Equal("unreadable", delivery.Kind);
        Assert.Equal("stripe:unreadable", delivery.Lane);
        Assert.Equal(new ExternalRef("stripe", "event", delivery.DedupeKey!), delivery.Subject);
        Assert.Equal(body, Encoding.UTF8.GetString(delivery.Payload.Span));
        Assert.Equal(delivery.DedupeKey, Assert.Single(rig.Post(body).Deliveries).DedupeKey);
        var failure = Assert.Throws<ConnectorException>(() => rig.Source.DecodeChange(delivery));
        Assert.Equal(ErrorKind.Protocol, failure.Kind);
        Assert.Equal(field, failure.Field);
        Assert.Contains(field, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_OfInvalidUtf8_StoresTheBytesAsTheyCame()
    {
        await using var rig = new Rig();
        byte[] body = [.. "{\"id\":\"evt_"u8, 0xC3, 0x28, .. "\"}"u8];

        Delivery delivery = Assert.Single(rig.Post(body).Deliveries);

        Assert.Equal("unreadable", delivery.Kind);
        Assert.Equal(body, delivery.Payload.ToArray());
        Assert.Equal(ErrorKind.Protocol, Assert.Throws<ConnectorException>(() => rig.Source.DecodeChange(delivery)).Kind);
    }

    [Theory]
    [InlineData("2026-07-29.dahlia")]
    [InlineData("2024-06-20")]
    [InlineData(null)]
    public async Task DecodeChange_OfAnotherApiVersion_IsRefusedAfterItWasStored(string? version)
    {
        await using var rig = new Rig();
        JsonObject evt = Paid;
        evt["api_version"] = version;

        Delivery delivery = Assert.Single(rig.Post(evt).Deliveries);

        Assert.Equal("invoice.paid", delivery.Kind);
        var failure = Assert.Throws<ConnectorException>(() => rig.Source.DecodeChange(delivery));
        Assert.Equal(ErrorKind.Protocol, failure.Kind);
        Assert.Equal("api_version", failure.Field);
        Assert.Contains("2026-10-28.endive", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_OfRefundWithoutCustomer_UsesTheRefundAsLane()
    {
        await using var rig = new Rig();
        JsonObject evt = Story.File("plain", "event-refund.created");
        evt["data"]!["object"]!["customer"] = null;

        Assert.Equal("stripe:re_PL000000000001", Assert.Single(rig.Post(evt).Deliveries).Lane);
    }

    [Fact]
    public async Task Receive_OfExpandedCustomer_UsesItsIdAsLane()
    {
        await using var rig = new Rig();
        JsonObject evt = Paid;
        evt["data"]!["object"]!["customer"] = new JsonObject { ["id"] = "cus_expanded", ["object"] = "customer" };

        Assert.Equal("stripe:cus_expanded", Assert.Single(rig.Post(evt).Deliveries).Lane);
    }

    [Fact]
    public async Task DecodeChange_OfChangedQuantity_TellsTheAmendment()
    {
        await using var rig = new Rig();
        var story = new Story("plain");
        JsonNode told = Assert.Single(story.Expect["contract"]!["amendments"]!.AsArray())!;

        var contract = Assert.IsType<Contract>(rig.Change(story.File("subscription.updated")).Record);

        Amendment amendment = Assert.Single(contract.Amendments);
        Assert.Equal(told["on"]!.GetValue<string>(), amendment.EffectiveOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds((long)story.File("subscription.updated")["created"]!), amendment.EffectiveAt);
        ProductLine before = Assert.Single(amendment.Before);
        ProductLine after = Assert.Single(amendment.Terms);
        Assert.Equal((told["code"]!.GetValue<string>(), Story.Decimal(told["from"])), (story.Products[before.ProductCode], before.Quantity));
        Assert.Equal((told["code"]!.GetValue<string>(), Story.Decimal(told["to"])), (story.Products[after.ProductCode], after.Quantity));
        Assert.Equal(40.00m, after.UnitPrice);
        Assert.Equal(after, Assert.Single(contract.Terms));
    }

    [Fact]
    public async Task DecodeChange_OfChangedPrice_TellsTheAmendment()
    {
        await using var rig = new Rig();
        JsonObject evt = Story.File("plain", "subscription.updated");
        JsonNode before = evt["data"]!["previous_attributes"]!["items"]!["data"]![0]!;
        before["quantity"] = 7;
        before["price"]!["unit_amount_decimal"] = "3950.5";

        var contract = Assert.IsType<Contract>(rig.Change(evt).Record);

        Assert.Equal(39.505m, Assert.Single(Assert.Single(contract.Amendments).Before).UnitPrice);
    }

    [Fact]
    public async Task DecodeChange_OfRenewal_TellsNoAmendment()
    {
        await using var rig = new Rig();
        JsonObject evt = Story.File("plain", "subscription.updated");
        JsonNode before = evt["data"]!["previous_attributes"]!["items"]!["data"]![0]!;
        before["quantity"] = 7;
        before["current_period_end"] = 1773651600;

        Assert.Empty(Assert.IsType<Contract>(rig.Change(evt).Record).Amendments);
    }

    [Fact]
    public async Task DecodeChange_OfChangedStatusOnly_TellsNoAmendment()
    {
        await using var rig = new Rig();
        JsonObject evt = Story.File("plain", "subscription.updated");
        evt["data"]!["previous_attributes"] = new JsonObject { ["status"] = "active" };
        evt["data"]!["object"]!["status"] = "past_due";

        var contract = Assert.IsType<Contract>(rig.Change(evt).Record);

        Assert.Empty(contract.Amendments);
        Assert.Equal(ContractStatus.PastDue, contract.Status);
    }

    [Fact]
    public async Task DecodeChange_OfEventWithSomeItemsOnly_IsRefused()
    {
        await using var rig = new Rig();
        JsonObject evt = Story.File("plain", "subscription.updated");
        evt["data"]!["object"]!["items"]!["has_more"] = true;
        Delivery delivery = Assert.Single(rig.Post(evt).Deliveries);

        Assert.Equal("items.has_more", Assert.Throws<ConnectorException>(() => rig.Source.DecodeChange(delivery)).Field);
    }

    [Fact]
    public async Task DecodeChange_OfDeletedSubscription_TellsThatItEnded()
    {
        await using var rig = new Rig();
        JsonObject evt = Story.File("plain", "subscription.created");
        evt["type"] = "customer.subscription.deleted";
        evt["data"]!["object"]!["status"] = "canceled";
        evt["data"]!["object"]!["ended_at"] = 1775034000; // 2026-04-01 09:00 UTC

        Change change = rig.Change(evt);

        Assert.Equal(ChangeKinds.ContractChanged, change.Kind);
        var contract = Assert.IsType<Contract>(change.Record);
        Assert.Equal((ContractStatus.Ended, new DateOnly(2026, 4, 1)), (contract.Status, contract.EndsOn));
    }
}

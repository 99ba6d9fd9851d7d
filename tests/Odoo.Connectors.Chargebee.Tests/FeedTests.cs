using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class FeedTests
{
    private const string ServerTime = "Sun, 20 Sep 2026 11:59:00 GMT";
    private static readonly DateTimeOffset Scan = new(2026, 9, 20, 11, 59, 0, TimeSpan.Zero);

    [Fact]
    public async Task Poll_FirstTime_BringsAllPagesWithWhatWasDeletedAndGoesOnFromWhereItBegan()
    {
        Answers answers = new(asked => asked.Query.Contains("offset=", StringComparison.Ordinal)
            ? Answers.Json("""{"list":[{"customer":{"id":"b","updated_at":1789000001,"resource_version":1789000001000,"deleted":true}}]}""", 200, ("Date", "Sun, 20 Sep 2026 12:00:00 GMT"))
            : Answers.Json(Fixture.Text("customer_list"), 200, ("Date", ServerTime)));
        await using Rig rig = Rig.Create(answers);

        PollPage first = await rig.PollAsync("customers");
        PollPage last = await rig.PollAsync("customers", first.Watermark);
        await rig.PollAsync("customers", last.Watermark);

        Assert.Equal((true, false, DeliveryPriority.Backfill), (first.HasMore, last.HasMore, first.Priority));
        Assert.Equal((ChangeKinds.CustomerSeen, "John Doe"), (rig.Change(first.Deliveries[0]).Kind, ((Customer)rig.Change(first.Deliveries[0]).Record!).Name));
        Assert.Equal((ChangeKinds.RecordGone, 1789000001000L), (rig.Change(last.Deliveries[0]).Kind, rig.Change(last.Deliveries[0]).Version));
        Assert.Equal("?limit=100&sort_by[asc]=updated_at&include_deleted=true", answers.Asked[0].Query);
        // The cursor goes back as it came.
        Assert.Equal("""?limit=100&sort_by[asc]=updated_at&include_deleted=true&offset=["1506418802000","122000000064"]""", answers.Asked[1].Query);
        // From the first page on, by Chargebee's clock, less a minute.
        Assert.Equal($"?limit=100&sort_by[asc]=updated_at&updated_at[after]={Scan.ToUnixTimeSeconds() - 60}&include_deleted=true", answers.Asked[2].Query);
    }

    [Fact]
    public async Task Poll_InsideOfAScan_TheFilterStays()
    {
        Answers answers = new(_ => Answers.Json("""{"list":[],"next_offset":"next"}""", 200, ("Date", ServerTime)));
        await using Rig rig = Rig.Create(answers);

        PollPage page = await rig.PollAsync("invoices", new Keyset { At = Scan }.ToString());
        await rig.PollAsync("invoices", page.Watermark);

        Assert.Equal(answers.Asked[0].Query + "&offset=next", answers.Asked[1].Query);
    }

    [Fact]
    public async Task Poll_StartAtAndPassFromAnInstant_BeginThere()
    {
        Answers answers = new(_ => Answers.Json("""{"list":[]}"""));
        await using Rig rig = Rig.Create(answers, o => o.StartAt = Scan);

        PollPage page = await rig.PollAsync("subscriptions");
        await rig.PollAsync("subscriptions", rig.Adapter.Begin("subscriptions", Scan));

        Assert.All(answers.Asked, a => Assert.Contains($"updated_at[after]={Scan.ToUnixTimeSeconds()}&", a.Query, StringComparison.Ordinal));
        Assert.Equal(DeliveryPriority.Reconciliation, page.Priority);
    }

    [Theory]
    [InlineData("subscriptions")]
    [InlineData("events")]
    public async Task Poll_PassOverEverything_LeavesNothingOutWhateverStartAtSays(string stream)
    {
        Answers answers = new(_ => Answers.Json("""{"list":[],"next_offset":"next"}"""));
        await using Rig rig = Rig.Create(answers, o => o.StartAt = Scan);

        PollPage first = await rig.PollAsync(stream, rig.Adapter.Begin(stream, null));
        await rig.PollAsync(stream, first.Watermark);

        Assert.All(answers.Asked, a => Assert.DoesNotContain("[after]", a.Query, StringComparison.Ordinal));
        Assert.EndsWith("&offset=next", answers.Asked[1].Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("items", """{"item":{"id":"silver","name":"Silver","status":"active","updated_at":1}}""", "product.seen product/item:silver")]
    [InlineData("items", """{"item":{"id":"silver","name":"Silver","status":"deleted","updated_at":1}}""", "record.gone product/item:silver")]
    [InlineData("item_prices", """{"item_price":{"id":"p","name":"P","status":"active","updated_at":1}}""", "product.seen product/p")]
    [InlineData("invoices", """{"invoice":{"id":"1","customer_id":"c","status":"posted","updated_at":1}}""", "invoice.issued invoice/1?")]
    [InlineData("invoices", """{"invoice":{"id":"1","customer_id":"c","status":"pending","updated_at":1}}""", "")]
    [InlineData("invoices", """{"invoice":{"id":"1","customer_id":"c","status":"paid","updated_at":1,"deleted":true}}""", "record.gone invoice/1?")]
    [InlineData("credit_notes", """{"credit_note":{"id":"1","customer_id":"c","status":"adjusted","updated_at":1}}""", "creditnote.issued creditnote/1?")]
    [InlineData("credit_notes", """{"credit_note":{"id":"1","customer_id":"c","reason_code":"write_off","updated_at":1}}""", "")]
    [InlineData("transactions", """{"transaction":{"id":"t","customer_id":"c","type":"payment","status":"success","updated_at":1}}""", "payment.received payment/t?")]
    [InlineData("transactions", """{"transaction":{"id":"t","type":"payment","status":"success","updated_at":1}}""", "payment.received payment/t?")]
    [InlineData("transactions", """{"transaction":{"id":"t","customer_id":"c","type":"refund","status":"success","updated_at":1,"deleted":true}}""", "record.gone refund/t?")]
    [InlineData("transactions", """{"transaction":{"id":"t","customer_id":"c","type":"authorization","status":"success","updated_at":1}}""", "")]
    public async Task Poll_EveryList_IsItsChanges(string stream, string element, string expected)
    {
        Answers answers = new(_ => Answers.Json($$"""{"list":[{{element}}]}"""));
        await using Rig rig = Rig.Create(answers);

        PollPage page = await rig.PollAsync(stream);

        string told = string.Join(' ', page.Deliveries.Select(rig.Change).Select(c => $"{c.Kind} {c.Subject.Kind}/{c.Subject.Id}{(c.Record is null && c.Subject.Kind != RecordKinds.Product ? "?" : "")}"));
        Assert.Equal(expected, told);
        Assert.All(page.Deliveries, d => Assert.Null(d.DedupeKey));
        Assert.Equal(stream is "items" or "item_prices", !answers.Asked[0].Query.Contains("include_deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Poll_Subscriptions_AreContractsAsTheyStand()
    {
        JsonObject element = Fixture.Json("composed_subscription_pc2_metered");
        await using Rig rig = Rig.Create(new Answers(_ => Answers.Json(new JsonObject { ["list"] = new JsonArray(element) }.ToJsonString())));

        Delivery delivery = Assert.Single((await rig.PollAsync("subscriptions")).Deliveries);
        Contract contract = Assert.IsType<Contract>(rig.Change(delivery).Record);

        Assert.Equal(("NP_SUB_1", "billing:NP_CUST_1", 2), (contract.Ref.Id, delivery.Lane, contract.Terms.Count));
        Assert.Empty(contract.Amendments);
    }

    [Fact]
    public async Task Poll_RecordThatCannotBeRead_IsACaseAndThePageGoesOn()
    {
        await using Rig rig = Rig.Create(new Answers(_ => Answers.Json(
            """{"list":[{"customer":{"id":7.5}},{"customer":{"id":"b","company":"B","updated_at":1789000001}}]}""")));

        PollPage page = await rig.PollAsync("customers");

        Assert.Equal(2, page.Deliveries.Count);
        Assert.Equal("customer.id", Assert.ThrowsAny<ConnectorException>(() => rig.Change(page.Deliveries[0])).Field);
        Assert.Equal("b", page.Deliveries[1].Subject.Id);
    }

    [Fact]
    public async Task Poll_Events_AreTheSameAsTheirWebhooks()
    {
        JsonArray list = [new JsonObject { ["event"] = Fixture.Json("webhook_composed_payment_failed") }, new JsonObject { ["event"] = Fixture.Json("webhook_customer_created") }];
        Answers answers = new(_ => Answers.Json(new JsonObject { ["list"] = list.DeepClone() }.ToJsonString(), 200, ("Date", ServerTime)));
        await using Rig rig = Rig.Create(answers);

        PollPage page = await rig.PollAsync("events");
        Delivery[] sent = [.. rig.Receive(Fixture.Bytes("webhook_composed_payment_failed")), .. rig.Receive(Fixture.Bytes("webhook_customer_created"))];
        await rig.PollAsync("events", page.Watermark);

        Assert.Equal(sent.Select(d => (d.DedupeKey, d.Subject, d.Lane, d.Kind)), page.Deliveries.Select(d => (d.DedupeKey, d.Subject, d.Lane, d.Kind)));
        Assert.Equal(sent.Select(d => rig.Change(d).ToString()), page.Deliveries.Select(d => rig.Change(d).ToString()));
        Assert.Contains($"sort_by[asc]=occurred_at&occurred_at[after]={Scan.ToUnixTimeSeconds() - 60}&event_type[in]=[\"credit_note_created\",", answers.Asked[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_EventsOlderThanTheyAreShown_AreGoneAndThePassSaysWhatIsMissing()
    {
        await using Rig rig = Rig.Create();

        var e = await Assert.ThrowsAsync<ConnectorException>(() => rig.PollAsync("events", new Keyset { At = Rig.Start.AddDays(-91) }.ToString()));

        Assert.Equal((ErrorKind.Gone, "watermark"), (e.Kind, e.Field));
        Assert.Contains("90 days", rig.Adapter.Unread("events"), StringComparison.Ordinal);
        Assert.All(rig.Adapter.Streams.Skip(1), s => Assert.Null(rig.Adapter.Unread(s)));
    }
}

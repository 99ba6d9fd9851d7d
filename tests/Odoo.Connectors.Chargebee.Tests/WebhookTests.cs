using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class WebhookTests
{
    private static readonly JsonNode Vectors = Fixture.Json("webhook_basic_auth_vectors");

    public static TheoryData<string> Cases => [.. Vectors["cases"]!.AsArray().Select(c => (string)c!["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Receive_BasicAuthVector_IsAsExpected(string name)
    {
        JsonNode vector = Vectors["cases"]!.AsArray().Single(c => (string)c!["name"]! == name)!;
        await using Rig rig = Rig.Create();

        WebhookResult result = rig.Adapter.Receive(header => header == "Authorization" ? (string?)vector["authorization"] : null, Fixture.Bytes("webhook_customer_created"));

        bool accept = (string)vector["expect"]! == "accept";
        Assert.Equal((accept ? 200 : 401, accept ? 1 : 0), (result.Status, result.Deliveries.Count));
        Assert.DoesNotContain("DUMMYpass", result.Refusal ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("old", "first", true)]
    [InlineData("new", "second", true)]
    [InlineData("old", "second", false)] // a user of the one pair with the password of the other
    [InlineData("", "first", false)]
    [InlineData("old:first", "", false)]
    public async Task Receive_SeveralUsers_AnyPairAndNoMixture(string user, string password, bool accept)
    {
        await using Rig rig = Rig.Create(configure: o =>
        {
            o.WebhookUsers.Clear();
            o.WebhookUsers.Add(new ChargebeeWebhookUser { User = "old", Password = "first" });
            o.WebhookUsers.Add(new ChargebeeWebhookUser { User = "new", Password = "second" });
        });

        WebhookResult result = rig.Adapter.Receive(_ => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}", Fixture.Bytes("webhook_customer_created"));

        Assert.Equal(accept ? 200 : 401, result.Status);
    }

    [Fact]
    public async Task Receive_NoUserIsSet_IsRefusedAndSaysWhatToSet()
    {
        await using Rig rig = Rig.Create(configure: o => o.WebhookUsers.Clear());

        WebhookResult result = rig.Adapter.Receive(_ => "Basic Og==", Fixture.Bytes("webhook_customer_created"));

        Assert.Equal(400, result.Status);
        Assert.Contains("Systems:billing:WebhookUsers", result.Refusal, StringComparison.Ordinal);
    }

    /// <summary>Each event's changes: kind and subject, and whether the payload is the record. State is left to be read.</summary>
    [Theory]
    [InlineData("webhook_customer_created", "customer.seen customer/…?")]
    [InlineData("event_customer_created_webhook_pc2", "customer.seen customer/__test__KyVnHhSBWm4tg2rq?")]
    [InlineData("webhook_subscription_created", "contract.changed contract/AzqgumSAxXl3xAxW")]
    [InlineData("webhook_subscription_changed", "contract.changed contract/AzZlzTSI7x9cAg30")]
    [InlineData("webhook_subscription_renewed", "contract.changed contract/16CHTSRvVVFWPYD5")]
    [InlineData("webhook_composed_subscription_cancelled", "contract.changed contract/NP_SUB_1")]
    [InlineData("webhook_invoice_generated", "invoice.issued invoice/…?")]
    [InlineData("webhook_composed_invoice_generated", "invoice.collection-failed invoice/INV-1001?")] // its dunning is under way
    [InlineData("webhook_credit_note_created", "creditnote.issued creditnote/TEST-CN-1?")]
    [InlineData("webhook_payment_succeeded", "payment.received payment/txn_AzqYRySIstMLf6N? invoice.paid invoice/22?")]
    [InlineData("webhook_composed_payment_succeeded", "payment.received payment/txn_NP_2? invoice.paid invoice/INV-1001?")]
    [InlineData("webhook_composed_payment_failed", "payment.failed attempt/txn_NP_1? invoice.collection-failed invoice/INV-1001?")]
    [InlineData("webhook_payment_refunded", "refund.made refund/txn_3Nl7oGgQqGG07E3V?")]
    [InlineData("webhook_composed_payment_refunded", "refund.made refund/txn_NP_3?")]
    [InlineData("webhook_transaction_created", "payment.received payment/txn_XpbG6hnQqGGHEQ3m?")]
    public async Task Receive_EveryEventOfTheFixtures_IsItsChanges(string name, string expected)
    {
        await using Rig rig = Rig.Create();
        JsonObject body = Fixture.Json(name);

        IReadOnlyList<Delivery> deliveries = rig.Receive(Fixture.Bytes(name));

        Change[] changes = [.. deliveries.Select(rig.Change)];
        string told = string.Join(' ', changes.Select(c => $"{c.Kind} {c.Subject.Kind}/{c.Subject.Id}{(c.Record is null ? "?" : "")}"));
        string id = (string?)body["content"]!["invoice"]?["id"] ?? (string?)body["content"]!["customer"]?["id"] ?? "";
        Assert.Equal(expected.Replace("…", id, StringComparison.Ordinal), told);
        Assert.All(deliveries, d => Assert.StartsWith((string)body["id"]!, d.DedupeKey, StringComparison.Ordinal));
        Assert.Equal(deliveries.Count, deliveries.Select(d => d.DedupeKey).Distinct().Count());
        Assert.All(changes, c => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds((long)body["occurred_at"]!), c.OccurredAt));
        Assert.Single(deliveries.Select(d => d.Lane).Distinct());
    }

    [Theory]
    [InlineData("posted", null, 0, "invoice.issued")]
    [InlineData("paid", null, 0, "invoice.paid")]
    [InlineData("payment_due", null, 0, "invoice.issued")]
    [InlineData("payment_due", "in_progress", 0, "invoice.collection-failed")]
    [InlineData("not_paid", "exhausted", 0, "invoice.collection-failed")]
    [InlineData("voided", null, 0, "invoice.voided")]
    [InlineData("paid", null, 26775, "invoice.uncollectible")] // Chargebee calls it paid
    [InlineData("pending", null, 0, null)]
    public async Task Receive_InvoiceUpdated_IsWhatItsStateTells(string status, string? dunning, long writtenOff, string? expected)
    {
        await using Rig rig = Rig.Create();

        Delivery[] deliveries = [.. rig.Receive(Event(
            "invoice_updated", "webhook_composed_invoice_generated", "invoice",
            ("status", status), ("dunning_status", dunning), ("write_off_amount", writtenOff), ("voided_at", 1788652800)))];

        Assert.Equal(expected, deliveries.Select(d => rig.Change(d).Kind).SingleOrDefault());
    }

    [Theory]
    [InlineData("payment", "success", "payment.received payment/T")]
    [InlineData("payment", "failure", "payment.failed attempt/T")]
    [InlineData("payment", "late_failure", "payment.reversed reversal/T")]
    [InlineData("payment", "in_progress", null)]
    [InlineData("payment", "voided", null)]
    [InlineData("payment", "needs_attention", null)]
    [InlineData("authorization", "success", null)]
    [InlineData("refund", "success", "refund.made refund/T")]
    [InlineData("refund", "in_progress", null)]
    [InlineData("refund", "failure", null)]
    [InlineData("refund", "late_failure", "payment.reversed reversal/T")]
    [InlineData("payment_reversal", "success", "payment.reversed reversal/P")] // about the payment, as its late failure is
    public async Task Receive_TransactionUpdated_IsWhatItsStateTells(string type, string status, string? expected)
    {
        await using Rig rig = Rig.Create();

        Delivery[] deliveries = [.. rig.Receive(Event(
            "transaction_updated", "webhook_transaction_created", "transaction", ("id", "T"), ("type", type), ("status", status), ("reference_transaction_id", type == "payment_reversal" ? "P" : null)))];

        Assert.Equal(expected, deliveries.Select(d => $"{rig.Change(d).Kind} {d.Subject.Kind}/{d.Subject.Id}").SingleOrDefault());
    }

    [Theory]
    [InlineData("customer_deleted", "webhook_customer_created", RecordKinds.Customer)]
    [InlineData("customer_moved_out", "webhook_customer_created", RecordKinds.Customer)]
    [InlineData("subscription_deleted", "webhook_subscription_created", RecordKinds.Contract)]
    [InlineData("invoice_deleted", "webhook_composed_invoice_generated", RecordKinds.Invoice)]
    [InlineData("credit_note_deleted", "webhook_credit_note_created", RecordKinds.CreditNote)]
    [InlineData("transaction_deleted", "webhook_transaction_created", RecordKinds.Payment)]
    public async Task Receive_Deleted_IsGoneWithItsVersion(string type, string name, string kind)
    {
        await using Rig rig = Rig.Create();
        JsonObject e = Fixture.Json(name);
        e["event_type"] = type;

        Change change = rig.Change(Assert.Single(rig.Receive(Bytes(e))));

        Assert.Equal((ChangeKinds.RecordGone, kind, null), (change.Kind, change.Subject.Kind, change.Record));
        Assert.NotNull(change.Version);
    }

    [Fact]
    public async Task Receive_WriteOffsOwnCreditNote_IsLeftToItsInvoice()
    {
        await using Rig rig = Rig.Create();

        Assert.Empty(rig.Receive(Event("credit_note_created", "webhook_credit_note_created", "credit_note", ("type", "adjustment"), ("reason_code", "write_off"))));
    }

    [Theory]
    [InlineData("payment_initiated")]
    [InlineData("refund_initiated")]
    [InlineData("pending_invoice_created")]
    [InlineData("card_expired")]
    [InlineData("an_event_of_next_year")]
    public async Task Receive_EventOfNoInterest_IsAcceptedAndForgotten(string type)
    {
        await using Rig rig = Rig.Create();
        JsonObject e = Fixture.Json("webhook_composed_payment_failed");
        e["event_type"] = type;

        Assert.Empty(rig.Receive(Bytes(e)));
    }

    [Theory]
    [InlineData("""{"id":"ev","occurred_at":1,"api_version":"v2","event_type":"customer_changed","content":{}}""", "content.customer")]
    [InlineData("""{"id":"ev","occurred_at":1,"api_version":"v2","event_type":"customer_changed","content":{"customer":{"email":"x@y.z"}}}""", "id")]
    [InlineData("""{"occurred_at":1,"api_version":"v2","event_type":"customer_changed","content":{"customer":{"id":"c"}}}""", "id")]
    [InlineData("""{"id":"ev","api_version":"v2","event_type":"customer_changed","content":{"customer":{"id":"c"}}}""", "occurred_at")]
    [InlineData("""{"id":"ev","occurred_at":1,"content":{}}""", "event_type")]
    [InlineData("""{"id":"ev","occurred_at":1,"api_version":"v2","event_type":"transaction_updated","content":{"transaction":{"id":"t","type":"payment_reversal","status":"success"}}}""", "transaction.reference_transaction_id")]
    [InlineData("[]", null)]
    [InlineData("{\"id\":\n ev}", "line 2, byte 2")]
    public async Task Receive_GenuineAndUnreadable_IsKeptAndSaysWhere(string body, string? field)
    {
        await using Rig rig = Rig.Create();

        Delivery delivery = Assert.Single(rig.Receive(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(("unreadable", Rig.Start), (delivery.Kind, delivery.OccurredAt));
        var e = Assert.ThrowsAny<ConnectorException>(() => rig.Change(delivery));
        Assert.Equal((ErrorKind.Protocol, field), (e.Kind, e.Field));
        Assert.Equal(delivery.DedupeKey, Assert.Single(rig.Receive(Encoding.UTF8.GetBytes(body))).DedupeKey);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData(null)]
    public async Task Change_EventOfAnotherApiVersion_IsACaseThatSaysSo(string? version)
    {
        await using Rig rig = Rig.Create();
        JsonObject e = Fixture.Json("webhook_customer_created");
        e["api_version"] = version;

        var error = Assert.Throws<ConnectorException>(() => rig.Change(Assert.Single(rig.Receive(Bytes(e)))));

        Assert.Equal((ErrorKind.Protocol, "api_version"), (error.Kind, error.Field));
    }

    private static byte[] Event(string type, string name, string resource, params (string Field, JsonNode? Value)[] changes)
    {
        JsonObject e = JsonNode.Parse(Fixture.With(name, resource, changes))!.AsObject();
        e["event_type"] = type;
        return Bytes(e);
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class WebhookTests : IAsyncDisposable
{
    private const string Secret = "client-secret";
    private const string Address = "https://hub.example.com/webhooks/crm";
    private readonly Rig _rig = Rig.Create(new Answers(_ => throw new InvalidOperationException("A webhook calls nobody.")), o => o.WebhookSecrets.Add(Secret));

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public void Receive_SdkBody_IsOneDeliveryThatIsReadAfresh()
    {
        Delivery delivery = Assert.Single(Accepted(Fixture.Text("webhook_sdk_test_body")));

        Change change = _rig.Change(delivery);

        Assert.Equal("contact.creation", delivery.Kind);
        Assert.Equal("62515|contact.creation||123|1|1564113600000|", delivery.DedupeKey);
        Assert.Equal((ChangeKinds.ContactSeen, Rig.Ref(RecordKinds.Contact, "123")), (change.Kind, change.Subject));
        Assert.Null(change.Record);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1564113600000), change.OccurredAt);
        Assert.Equal(1564113600000, change.Version);
    }

    [Fact]
    public void Receive_SameEventAgain_HasTheSameDedupeKeyAndAnotherPropertyHasNot()
    {
        string first = Event("deal.propertyChange", more: "\"propertyName\":\"amount\",\"propertyValue\":\"2000\"");
        string second = Event("deal.propertyChange", more: "\"propertyName\":\"dealstage\",\"propertyValue\":\"x\"");
        string again = first.Replace("\"attemptNumber\":0", "\"attemptNumber\":3", StringComparison.Ordinal);

        string?[] keys = [.. Accepted($"[{first},{second},{again}]").Select(d => d.DedupeKey)];

        Assert.Equal(keys[0], keys[2]);
        Assert.NotEqual(keys[0], keys[1]);
    }

    [Fact]
    public void Receive_HundredEventsWithABadOne_KeepsAllAndTheBadOneBecomesACase()
    {
        string[] events = [.. Enumerable.Range(1, 100).Select(i => i == 50 ? """{"eventId":50,"portalId":62515,"subscriptionType":"deal.creation"}""" : Event("deal.creation", i))];

        List<Delivery> deliveries = Accepted($"[{string.Join(',', events)}]");

        Assert.Equal(100, deliveries.Count);
        Delivery bad = Assert.Single(deliveries, d => d.Kind == "unreadable");
        var e = Assert.Throws<ConnectorException>(() => _rig.Change(bad));
        Assert.Equal((ErrorKind.Protocol, "objectId"), (e.Kind, e.Field));
        Assert.All(deliveries.Where(d => d != bad), d => Assert.Equal(ChangeKinds.DealSeen, _rig.Change(d).Kind));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[{\"eventId\":1},")]
    [InlineData("nothing at all")]
    public void Receive_SignedAndNoJson_IsKeptAndBecomesACase(string body)
    {
        Delivery delivery = Assert.Single(Accepted(body));

        Assert.Equal(ErrorKind.Protocol, Assert.ThrowsAny<ConnectorException>(() => _rig.Change(delivery)).Kind);
    }

    [Fact]
    public void Receive_OtherPortal_IsRefusedAndInAMixedBodyLeftOut()
    {
        string foreign = Event("deal.creation").Replace("62515", "4711", StringComparison.Ordinal);

        WebhookResult refused = Receive($"[{foreign}]");

        Assert.Equal(400, refused.Status);
        Assert.Contains("another portal", refused.Refusal, StringComparison.Ordinal);
        Assert.Equal(["7"], Accepted($"[{foreign},{Event("deal.creation", 7)}]").Select(d => d.Subject.Id));
    }

    [Fact]
    public void Receive_Merge_TellsEachLoserAndReadsTheSurvivor()
    {
        const string More = "\"primaryObjectId\":11,\"mergedObjectIds\":[12,13],\"newObjectId\":20,\"numberOfPropertiesMoved\":2";

        Change[] changes = [.. Accepted($"[{Event("company.merge", 20, More)}]").Select(_rig.Change)];

        Assert.Equal(["11", "12", "13", "20"], changes.Select(c => c.Subject.Id).Order(StringComparer.Ordinal));
        Assert.All(changes.Where(c => c.Subject.Id != "20"), c => Assert.Equal((ChangeKinds.RecordMerged, (object)Rig.Ref(RecordKinds.Customer, "20")), (c.Kind, c.Record!)));
        Assert.Equal(ChangeKinds.CustomerSeen, Assert.Single(changes, c => c.Subject.Id == "20").Kind);
    }

    [Theory]
    [InlineData("contact.deletion", "contact", ChangeKinds.RecordGone, false)]
    [InlineData("contact.privacyDeletion", "contact", ChangeKinds.RecordErased, false)]
    [InlineData("company.restore", "customer", ChangeKinds.CustomerSeen, true)]
    [InlineData("deal.associationChange", "deal", ChangeKinds.DealSeen, false)]
    [InlineData("product.propertyChange", "product", ChangeKinds.ProductSeen, false)]
    public void Receive_Event_BecomesItsChange(string type, string kind, string change, bool isUndelete)
    {
        Change read = _rig.Change(Assert.Single(Accepted($"[{Event(type, 9)}]")));

        Assert.Equal((change, Rig.Ref(kind, "9"), isUndelete), (read.Kind, read.Subject, read.IsUndelete));
    }

    [Fact]
    public void Receive_AssociationWithoutObjectId_IsAboutTheEndItWasSubscribedFor()
    {
        string body = """{"eventId":1,"portalId":62515,"subscriptionType":"deal.associationChange","occurredAt":1782371971992,"associationType":"DEAL_TO_LINE_ITEM","fromObjectId":31,"toObjectId":77,"associationRemoved":false,"isPrimaryAssociation":false}""";

        Delivery delivery = Assert.Single(Accepted($"[{body}]"));

        Assert.Equal(Rig.Ref(RecordKinds.Deal, "31"), delivery.Subject);
        Assert.EndsWith("|77", delivery.DedupeKey, StringComparison.Ordinal);
    }

    [Fact]
    public void Receive_GenericSubscription_IsToldByItsObjectType()
    {
        Delivery delivery = Assert.Single(Accepted($"[{Event("object.creation", 9, "\"objectTypeId\":\"0-2\"")}]"));

        Assert.Equal(ChangeKinds.CustomerSeen, _rig.Change(delivery).Kind);
    }

    [Fact]
    public void Receive_LineItemOrTicket_PollsOrIsOfNoInterest()
    {
        Assert.Equal(["line_items"], Receive($"[{Event("line_item.propertyChange")}]").Streams);
        WebhookResult ticket = Receive($"[{Event("ticket.creation")}]");
        Assert.True(ticket is { Status: 200, Deliveries.Count: 0, Streams.Count: 0 });
    }

    [Fact]
    public void Receive_DealsAndLineItemsInOneBody_AreDeliveredAndPolled()
    {
        WebhookResult result = Receive($"[{Event("deal.creation", 7)},{Event("line_item.propertyChange", 8)},{Event("line_item.creation", 9)}]");

        Assert.Equal(["7"], result.Deliveries.Select(d => d.Subject.Id));
        Assert.Equal(["line_items"], result.Streams);
    }

    [Fact]
    public void Receive_SignatureV1_IsTakenOnlyWhereItIsAllowed()
    {
        byte[] body = Encoding.UTF8.GetBytes($"[{Event("deal.creation")}]");
        string signature = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(Secret), .. body]));
        Func<string, string?> header = name => name switch { "X-HubSpot-Signature" => signature, "X-HubSpot-Signature-Version" => "v1", _ => null };

        WebhookResult refused = _rig.Adapter.Receive(header, body);
        _rig.Options.AcceptSignatureV1 = true;
        WebhookResult accepted = _rig.Adapter.Receive(header, body);

        Assert.Contains("AcceptSignatureV1", refused.Refusal, StringComparison.Ordinal);
        Assert.Single(accepted.Deliveries);
    }

    [Fact]
    public void Receive_BadV3BesideGoodV1_IsRefusedEvenWhereV1IsAllowed()
    {
        _rig.Options.AcceptSignatureV1 = true;
        byte[] body = Encoding.UTF8.GetBytes($"[{Event("deal.creation")}]");
        string signature = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(Secret), .. body]));

        WebhookResult result = _rig.Adapter.Receive(
            name => name switch { "X-HubSpot-Signature" => signature, "X-HubSpot-Signature-v3" => "bad", WebhookRequest.Uri => Address, WebhookRequest.Method => "POST", _ => null }, body);

        Assert.Equal(400, result.Status);
    }

    [Fact]
    public void Receive_SecretsRotate_BothAreTakenWhileBothAreSet()
    {
        string body = $"[{Event("deal.creation")}]";
        _rig.Options.WebhookSecrets.Add("next");

        Assert.Null(Receive(body, "next").Refusal);
        Assert.Null(Receive(body, Secret).Refusal);
        _rig.Options.WebhookSecrets.Remove(Secret);
        Assert.NotNull(Receive(body, Secret).Refusal);
    }

    [Fact]
    public void Receive_AddressUnknownOrOld_IsRefused()
    {
        byte[] body = Encoding.UTF8.GetBytes($"[{Event("deal.creation")}]");

        Assert.Contains("address", _rig.Adapter.Receive(name => name == WebhookRequest.Uri ? null : Header(name, body, Secret, Rig.Start), body).Refusal, StringComparison.Ordinal);
        Assert.Contains("five minutes", _rig.Adapter.Receive(name => Header(name, body, Secret, Rig.Start.AddMilliseconds(-300_001)), body).Refusal, StringComparison.Ordinal);
    }

    private static string Event(string type, long id = 5, string more = "\"sourceId\":\"1\"") =>
        $$"""{"eventId":{{id + 1000}},"subscriptionId":1,"portalId":62515,"appId":2,"occurredAt":1782371971992,"subscriptionType":"{{type}}","attemptNumber":0,"objectId":{{id}},"changeSource":"CRM",{{more}}}""";

    private static string? Header(string name, byte[] body, string secret, DateTimeOffset at)
    {
        string timestamp = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        byte[] source = [.. Encoding.UTF8.GetBytes($"POST{Address}"), .. body, .. Encoding.UTF8.GetBytes(timestamp)];
        return name switch
        {
            "X-HubSpot-Signature-v3" => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), source)),
            "X-HubSpot-Request-Timestamp" => timestamp,
            WebhookRequest.Method => "POST",
            WebhookRequest.Uri => Address,
            _ => null,
        };
    }

    private WebhookResult Receive(string json, string secret = Secret)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        return _rig.Adapter.Receive(name => Header(name, body, secret, _rig.Clock.GetUtcNow()), body);
    }

    private List<Delivery> Accepted(string json)
    {
        WebhookResult result = Receive(json);
        Assert.Null(result.Refusal);
        return [.. result.Deliveries];
    }
}

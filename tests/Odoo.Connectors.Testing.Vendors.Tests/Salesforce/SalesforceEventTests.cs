using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceEventTests
{
    private const string Open = "0065w000023STAnAAO";
    private static readonly XNamespace Outbound = "http://soap.sforce.com/2005/09/outbound";
    private static readonly XNamespace Objects = "urn:sobject.enterprise.soap.sforce.com";

    [Fact]
    public async Task Changes_OfACall_HaveTheShapeOfCometD()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.CaptureChanges("Account");

        org.Client.DefaultRequestHeaders.Add("Sforce-Call-Options", "client=our-connector");
        await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Phone":"42","BillingCity":"Potsdam","Website":null}""");

        JsonObject evt = Assert.Single(org.Emulator.ChangeEvents());
        JsonNode header = evt["payload"]!["ChangeEventHeader"]!;
        Assert.Equal(["schema", "payload", "event"], evt.Select(field => field.Key));
        Assert.Equal("Account", header["entityName"]!.ToString());
        Assert.Equal("UPDATE", header["changeType"]!.ToString());
        Assert.Equal([Org.Account], header["recordIds"]!.AsArray().Select(id => id!.ToString()));
        Assert.Equal("com/salesforce/api/rest/66.0;client=our-connector", header["changeOrigin"]!.ToString());
        Assert.Equal(1_789_905_600_000, header["commitTimestamp"]!.GetValue<long>());
        Assert.True(header["commitNumber"]!.GetValue<long>() > 1L << 53);
        Assert.Equal(
            ["BillingAddress.City", "LastModifiedById", "LastModifiedDate", "Phone", "Website"],
            header["changedFields"]!.AsArray().Select(field => field!.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("Potsdam", evt["payload"]!["BillingAddress"]!["City"]!.ToString());
        Assert.Equal("2026-09-20T12:00:00Z", evt["payload"]!["LastModifiedDate"]!.ToString());
        Assert.True(evt["payload"]!.AsObject().ContainsKey("Website"));
        Assert.Null(evt["payload"]!["Website"]);
        Assert.Null(evt["payload"]!["Name"]);
    }

    [Fact]
    public async Task Changes_OfARecordsLife_TellEachKind()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.CaptureChanges("Contact");

        string id = org.Emulator.Create("Contact", new JsonObject { ["FirstName"] = "Nora", ["LastName"] = "Peak" });
        org.Emulator.Update("Contact", id, new JsonObject { ["LastName"] = "Summit" });
        org.Emulator.Delete("Contact", id);
        org.Emulator.Undelete("Contact", id);
        org.Emulator.Create("Account", new JsonObject { ["Name"] = "Not captured" });

        IReadOnlyList<JsonObject> events = org.Emulator.ChangeEvents();
        Assert.Equal(["CREATE", "UPDATE", "DELETE", "UNDELETE"], events.Select(Kind));
        Assert.Equal("""{"FirstName":"Nora","LastName":"Peak"}""", events[0]["payload"]!["Name"]!.ToJsonString());
        Assert.Equal("""{"LastName":"Summit"}""", events[1]["payload"]!["Name"]!.ToJsonString());
        Assert.Equal(["ChangeEventHeader"], events[2]["payload"]!.AsObject().Select(field => field.Key));
        Assert.Equal("com/salesforce/api/soap/66.0;client=SfdcInternalAPI/", events[0]["payload"]!["ChangeEventHeader"]!["changeOrigin"]!.ToString());
    }

    [Fact]
    public async Task Changes_SameChangeOfSeveralRecords_IsOneEvent()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.CaptureChanges("Opportunity");

        await org.SendAsync(
            "PATCH",
            "composite/sobjects",
            $$"""
            {"records":[{"attributes":{"type":"Opportunity"},"Id":"{{Org.Won}}","NextStep":"Call"},{"attributes":{"type":"Opportunity"},"Id":"0065w000023STAnAAO","NextStep":"Call"},
              {"attributes":{"type":"Opportunity"},"Id":"0065w000023STAnAAO","CloseDate":"soon"}]}
            """);

        JsonObject evt = Assert.Single(org.Emulator.ChangeEvents());
        Assert.Equal([Org.Won, "0065w000023STAnAAO"], evt["payload"]!["ChangeEventHeader"]!["recordIds"]!.AsArray().Select(id => id!.ToString()));
    }

    [Fact]
    public async Task Changes_RolledBack_AreNotTold()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.CaptureChanges("Contact");

        await org.SendAsync(
            "POST", "composite/sobjects", """{"allOrNone":true,"records":[{"attributes":{"type":"Contact"},"LastName":"Peak"},{"attributes":{"type":"Contact"}}]}""");

        Assert.Empty(org.Emulator.ChangeEvents());
    }

    [Fact]
    public async Task Changes_Replay_GoesOnWhereItWasAndForgetsAfterThreeDays()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.CaptureChanges("Account");
        org.Emulator.Update("Account", Org.Account, new JsonObject { ["Phone"] = "1" });
        org.Emulator.Update("Account", Org.Account, new JsonObject { ["Phone"] = "2" });
        var seen = new List<string>();
        Task Receive(JsonObject evt, CancellationToken cancellationToken)
        {
            seen.Add(evt["payload"]!["Phone"]!.ToString());
            return Task.CompletedTask;
        }

        long last = await org.Emulator.DeliverChangesAsync(Receive, cancellationToken: TestContext.Current.CancellationToken);
        org.Emulator.Update("Account", Org.Account, new JsonObject { ["Phone"] = "3" });
        long next = await org.Emulator.DeliverChangesAsync(Receive, last, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["1", "2", "3"], seen);
        Assert.Equal(next, org.Emulator.ChangeEvents()[2]["event"]!["replayId"]!.GetValue<long>());
        Assert.Equal(last, org.Emulator.ChangeEvents()[1]["event"]!["replayId"]!.GetValue<long>());
        Assert.NotEqual(last + 1, next);
        org.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Empty(org.Emulator.ChangeEvents());
        Assert.Empty(org.Emulator.ChangeEvents(next));
        ArgumentException expired = Assert.Throws<ArgumentException>(() => org.Emulator.ChangeEvents(last));
        Assert.Contains("replayId", expired.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_Lost_AreToldAsGaps()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.CaptureChanges("Account");
        org.Emulator.LosesChanges = true;
        org.Emulator.Update("Account", Org.Account, new JsonObject { ["Phone"] = "1" });
        Assert.Empty(org.Emulator.ChangeEvents());

        org.Emulator.TellGap("Account", Org.Account);
        org.Emulator.TellOverflow("Account");

        // As the fixture of a gap: a header, no fields, and no fields that changed.
        IReadOnlyList<JsonObject> events = org.Emulator.ChangeEvents();
        Assert.Equal(["GAP_UPDATE", "GAP_OVERFLOW"], events.Select(Kind));
        Assert.All(events, evt => Assert.Single(evt["payload"]!.AsObject()));
        Assert.Empty(events[0]["payload"]!["ChangeEventHeader"]!["changedFields"]!.AsArray());
        Assert.Equal([Org.Account], events[0]["payload"]!["ChangeEventHeader"]!["recordIds"]!.AsArray().Select(id => id!.ToString()));
    }

    [Fact]
    public async Task PublishEvent_PlatformEvent_IsAmongTheEventsWithItsName()
    {
        await using Org org = await Org.CreateAsync();

        org.Emulator.PublishEvent("Deal_Closed__e", new JsonObject { ["Deal__c"] = Org.Won });

        JsonObject evt = Assert.Single(org.Emulator.ChangeEvents());
        Assert.Equal("Deal_Closed__e", evt["event"]!["EventApiName"]!.ToString());
        Assert.Equal(Org.Won, evt["payload"]!["Deal__c"]!.ToString());
        Assert.Equal("2026-09-20T12:00:00.000Z", evt["payload"]!["CreatedDate"]!.ToString());
        Assert.Empty(org.Emulator.ChangeEvents(evt["event"]!["replayId"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Changes_WithASeed_AreRepeatedAndDisordered()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.CaptureChanges("Account");
        for (int phone = 0; phone < 50; phone++)
        {
            org.Emulator.Update("Account", Org.Account, new JsonObject { ["Phone"] = $"{phone}" });
        }

        var seen = new List<long>();
        await org.Emulator.DeliverChangesAsync(
            (evt, _) =>
            {
                seen.Add(evt["event"]!["replayId"]!.GetValue<long>());
                return Task.CompletedTask;
            },
            delivery: new SalesforceDelivery { Seed = 1 },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(50, seen.Distinct().Count());
        Assert.True(seen.Count > 50);
        Assert.NotEqual(seen.Order(), seen);
    }

    [Fact]
    public async Task Outbound_Change_IsPostedUntilItIsAcknowledged()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.NotifyOn("Opportunity", "AccountId", "Amount", "CloseDate", "IsWon", "LastModifiedDate", "NextStep", "StageName");
        org.Emulator.Update("Opportunity", Open, new JsonObject { ["Amount"] = 45000m, ["StageName"] = "Closed Won" });
        using var receiver = new Receiver { Answer = "<html/>" };
        using var sender = new SalesforceOutboundSender(new Uri("https://hub.example/salesforce/secret"), receiver);

        Assert.Equal(0, await sender.DeliverAsync(org.Emulator, cancellationToken: TestContext.Current.CancellationToken));
        receiver.Answer = Ack("false");
        Assert.Equal(0, await sender.DeliverAsync(org.Emulator, cancellationToken: TestContext.Current.CancellationToken));
        receiver.Answer = Ack("true");
        Assert.Equal(1, await sender.DeliverAsync(org.Emulator, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(0, await sender.DeliverAsync(org.Emulator, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(3, receiver.Bodies.Count);
        Assert.Equal(receiver.Bodies[0].ToString(), receiver.Bodies[2].ToString());
        XElement message = receiver.Bodies[2].Descendants(Outbound + "notifications").Single();
        Assert.Equal("00Di0000000icUBEAY", message.Element(Outbound + "OrganizationId")!.Value);
        Assert.Equal("true", message.Element(Outbound + "SessionId")!.Attributes().Single().Value);
        XElement record = message.Element(Outbound + "Notification")!.Element(Outbound + "sObject")!;
        Assert.Equal("sf:Opportunity", record.Attributes().Single(attribute => attribute.Name.LocalName == "type").Value);

        // As in the captured message: the id first, then by name; dates and times of the vendor; what is empty is left out.
        Assert.Equal(
            [("Id", Open), ("AccountId", Org.Account), ("Amount", "45000.0"), ("CloseDate", "2026-09-15"), ("IsWon", "true"), ("LastModifiedDate", "2026-09-20T12:00:00.000Z"), ("StageName", "Closed Won")],
            record.Elements().Select(field => (field.Name.LocalName, field.Value)));
        Assert.All(record.Elements(), field => Assert.Equal(Objects, field.Name.Namespace));
        Assert.Equal("text/xml", receiver.ContentType);
    }

    [Fact]
    public async Task Outbound_Retry_HoldsTheNewerValueAndEndsAfterADay()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.NotifyOn("Account", "Phone");
        org.Emulator.Update("Account", Org.Account, new JsonObject { ["Phone"] = "1" });
        using var receiver = new Receiver { Status = HttpStatusCode.InternalServerError, Answer = Ack("true") };
        using var sender = new SalesforceOutboundSender(new Uri("https://hub.example/salesforce"), receiver);
        await sender.DeliverAsync(org.Emulator, cancellationToken: TestContext.Current.CancellationToken);
        org.Emulator.Update("Account", Org.Account, new JsonObject { ["Phone"] = "2" });

        await sender.DeliverAsync(org.Emulator, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["1"], Phones(receiver.Bodies[0]));
        Assert.Equal(["2", "2"], Phones(receiver.Bodies[1]));
        Assert.Equal(2, org.Emulator.PendingNotifications.Count);
        org.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Empty(org.Emulator.PendingNotifications);
    }

    [Fact]
    public async Task Outbound_Many_ComeInMessagesOfOneTypeOfAtMost100()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.NotifyOn("Contact", "LastName");
        org.Emulator.NotifyOn("Account", "Name");
        for (int number = 0; number < 150; number++)
        {
            org.Emulator.Create("Contact", new JsonObject { ["LastName"] = $"C{number}" });
        }

        org.Emulator.Create("Account", new JsonObject { ["Name"] = "A" });
        using var receiver = new Receiver { Answer = Ack("true") };
        using var sender = new SalesforceOutboundSender(new Uri("https://hub.example/salesforce"), receiver);

        int acknowledged = await sender.DeliverAsync(org.Emulator, new SalesforceDelivery { Seed = 3 }, TestContext.Current.CancellationToken);

        int[] sizes = [.. receiver.Bodies.Select(body => body.Descendants(Outbound + "Notification").Count())];
        Assert.Equal(acknowledged, sizes.Sum());
        Assert.All(sizes, size => Assert.InRange(size, 1, 100));
        Assert.Equal(151, receiver.Bodies.SelectMany(body => body.Descendants(Outbound + "Notification")).Select(n => n.Element(Outbound + "Id")!.Value).Distinct().Count());
        Assert.True(acknowledged > 151);
        Assert.All(receiver.Bodies, body => Assert.Single(body.Descendants(Outbound + "sObject").Select(o => o.Attributes().Single(a => a.Name.LocalName == "type").Value).Distinct()));
        Assert.Empty(org.Emulator.PendingNotifications);
    }

    private static string Kind(JsonObject evt) => evt["payload"]!["ChangeEventHeader"]!["changeType"]!.ToString();

    private static IEnumerable<string> Phones(XDocument message) => message.Descendants(Objects + "Phone").Select(phone => phone.Value);

    private static string Ack(string value) =>
        $"""<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>{value}</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>""";

    private sealed class Receiver : HttpMessageHandler
    {
        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public string Answer { get; set; } = string.Empty;

        public List<XDocument> Bodies { get; } = [];

        public string? ContentType { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(XDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)));
            ContentType = request.Content.Headers.ContentType!.MediaType;
            return new HttpResponseMessage(Status) { Content = new StringContent(Answer, Encoding.UTF8, "text/xml") };
        }
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class HubSpotWebhookTests
{
    private static readonly Uri Endpoint = new("https://hub.example/webhooks/hubspot");

    public static TheoryData<string> Accepted => [.. Vectors().Where(vector => vector["expect"]!.ToString() == "accept").Select(vector => vector["name"]!.ToString())];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void CreateV3_Vector_IsItsSignature(string name)
    {
        JsonNode vector = Vectors().Single(v => v["name"]!.ToString() == name);

        string signature = HubSpotSignature.CreateV3(
            Fixture.Object("HubSpot/signature_v3_vectors.json")["client_secret"]!.ToString(),
            vector["method"]!.ToString(),
            vector["uri"]!.ToString(),
            Encoding.UTF8.GetBytes(vector["body"]!.ToString()),
            DateTimeOffset.FromUnixTimeMilliseconds(vector["timestamp"]!.GetValue<long>()));

        Assert.Equal(vector["signature"]!.ToString(), signature);
    }

    [Fact]
    public void CreateV1_Vector_IsItsHash()
    {
        JsonObject file = Fixture.Object("HubSpot/signature_v3_vectors.json");

        string hash = HubSpotSignature.CreateV1(file["client_secret"]!.ToString(), Encoding.UTF8.GetBytes(file["legacy"]!["body"]!.ToString()));

        Assert.Equal(file["legacy"]!["v1_sha256_hex(secret+body)"]!.ToString(), hash);
    }

    [Fact]
    public async Task Deliver_WhatAPersonDid_TellsEachSubscribedChange()
    {
        await using var portal = new Portal();
        portal.Emulator.Subscribe("deal.creation");
        portal.Emulator.Subscribe("deal.propertyChange", "dealstage");
        portal.Emulator.Subscribe("deal.deletion");
        using var receiver = new Receiver();
        using var sender = new HubSpotSender(Endpoint, "secret", portal.Clock, receiver);

        string id = portal.Deal("Five seats", ("amount", "250"));
        portal.Emulator.Update("deals", id, ("dealstage", "closedwon"), ("amount", "300"));
        portal.Emulator.Update("deals", id, ("dealstage", "closedwon"));
        portal.Emulator.Archive("deals", id);
        int accepted = await sender.DeliverAsync(portal.Emulator, cancellationToken: TestContext.Current.CancellationToken);

        JsonArray events = Assert.Single(receiver.Bodies);
        Assert.Equal(4, accepted);
        Assert.Equal(
            ["deal.creation", "deal.propertyChange qualifiedtobuy", "deal.propertyChange closedwon", "deal.deletion"],
            events.Select(evt => $"{evt!["subscriptionType"]} {evt["propertyValue"]}".TrimEnd()));
        Assert.All(events, evt =>
        {
            Assert.Equal(id, evt!["objectId"]!.ToString());
            Assert.Equal(48_975_575, evt["portalId"]!.GetValue<long>());
            Assert.Equal(0, evt["attemptNumber"]!.GetValue<int>());
            Assert.Equal("CRM_UI", evt["changeSource"]!.ToString());
            Assert.Equal(1_789_905_600_000, evt["occurredAt"]!.GetValue<long>());
        });
        Assert.Equal(4, events.Select(evt => evt!["eventId"]!.GetValue<long>()).Distinct().Count());
        Assert.Empty(portal.Emulator.PendingEvents);
    }

    [Fact]
    public async Task Deliver_WhatTheApiDid_SaysIntegration()
    {
        await using var portal = new Portal();
        portal.Emulator.Subscribe("company.creation");
        portal.Emulator.Subscribe("company.merge");
        portal.Emulator.Subscribe("company.associationChange");
        portal.Emulator.Subscribe("company.propertyChange", "phone");
        string other = portal.Emulator.Create("companies", ("name", "Other"));
        string deal = portal.Deal("D");

        JsonNode made = await portal.AskAsync("POST", "/crm/v3/objects/companies", """{"properties":{"name":"NorthPeak"}}""", HttpStatusCode.Created);
        string id = made["id"]!.ToString();
        await portal.AskAsync("PUT", $"/crm/v4/objects/deals/{deal}/associations/default/companies/{id}");
        await portal.AskAsync("PATCH", $"/crm/v3/objects/companies/{id}", """{"properties":{"phone":"42"}}""");
        JsonNode merged = await portal.AskAsync("POST", "/crm/v3/objects/companies/merge", $$"""{"primaryObjectId":"{{id}}","objectIdToMerge":"{{other}}"}""");

        JsonObject[] events = [.. portal.Emulator.PendingEvents];
        Assert.Equal(["CRM_UI", "INTEGRATION", "INTEGRATION", "INTEGRATION", "INTEGRATION"], events.Select(evt => evt["changeSource"]!.ToString()));
        Assert.Equal("COMPANY_TO_DEAL", events[2]["associationType"]!.ToString());
        Assert.Equal(id, events[2]["fromObjectId"]!.ToString());
        Assert.Equal(deal, events[2]["toObjectId"]!.ToString());
        Assert.False(events[2]["associationRemoved"]!.GetValue<bool>());
        Assert.Equal("42", events[3]["propertyValue"]!.ToString());
        Assert.Equal("39522895", events[3]["sourceId"]!.ToString());
        Assert.Equal(id, events[4]["primaryObjectId"]!.ToString());
        Assert.Equal(other, Assert.Single(events[4]["mergedObjectIds"]!.AsArray())!.ToString());
        Assert.Equal(merged["id"]!.ToString(), events[4]["newObjectId"]!.ToString());
    }

    [Fact]
    public async Task Deliver_Refused_ComesAgainUntilItIsGivenUp()
    {
        await using var portal = new Portal();
        portal.Emulator.Subscribe("deal.creation");
        portal.Deal("D");
        using var receiver = new Receiver { Status = HttpStatusCode.ServiceUnavailable };
        using var sender = new HubSpotSender(Endpoint, "secret", portal.Clock, receiver);

        for (int round = 0; round < 12; round++)
        {
            Assert.Equal(0, await sender.DeliverAsync(portal.Emulator, cancellationToken: TestContext.Current.CancellationToken));
        }

        // The first attempt and ten repetitions.
        Assert.Equal(Enumerable.Range(0, 11), receiver.Bodies.Select(body => body[0]!["attemptNumber"]!.GetValue<int>()));
        Assert.Empty(portal.Emulator.PendingEvents);
    }

    [Fact]
    public async Task Deliver_WithASeed_RepeatsAndDisorders()
    {
        await using var portal = new Portal();
        portal.Emulator.Subscribe("company.creation");
        string[] ids = [.. Enumerable.Range(0, 250).Select(n => portal.Emulator.Create("companies", ("name", $"C{n}")))];
        using var receiver = new Receiver();
        using var sender = new HubSpotSender(Endpoint, "secret", portal.Clock, receiver);

        await sender.DeliverAsync(portal.Emulator, new HubSpotDelivery { Seed = 1, BatchSize = 40 }, TestContext.Current.CancellationToken);

        string[] told = [.. receiver.Bodies.SelectMany(body => body).Select(evt => evt!["objectId"]!.ToString())];
        Assert.All(receiver.Bodies, body => Assert.InRange(body.Count, 1, 40));
        Assert.Equal(ids, told.Distinct().Order(StringComparer.Ordinal));
        Assert.NotEqual(ids, told.Distinct());
        Assert.True(told.Length > ids.Length);
        Assert.Empty(portal.Emulator.PendingEvents);
    }

    [Theory]
    [InlineData(HubSpotSignatureVersion.V3, true)]
    [InlineData(HubSpotSignatureVersion.V1, false)]
    public async Task Send_Version_CarriesItsHeaders(HubSpotSignatureVersion version, bool v3)
    {
        await using var portal = new Portal();
        using var receiver = new Receiver();
        using var sender = new HubSpotSender(Endpoint, "secret", portal.Clock, receiver) { Version = version };

        await sender.SendAsync([], TestContext.Current.CancellationToken);

        // sha256 of "secret[]".
        Assert.Equal("e54739419ee05866a0e9d8df6b398edcb6c4e7b4c1e1a8c66b5fc889d024eb54", receiver.Headers["X-HubSpot-Signature"]);
        Assert.Equal("v1", receiver.Headers["X-HubSpot-Signature-Version"]);
        Assert.Equal(v3, receiver.Headers.ContainsKey("X-HubSpot-Signature-v3"));
        Assert.Equal(v3 ? "1789905600000" : null, receiver.Headers.GetValueOrDefault("X-HubSpot-Request-Timestamp"));
    }

    [Theory]
    [InlineData("object.creation", null)]
    [InlineData("deal.propertyChange", null)]
    [InlineData("deal.creation", "amount")]
    [InlineData("ticket.creation", null)]
    public async Task Subscribe_WhatIsNotEmulated_Throws(string type, string? property)
    {
        await using var portal = new Portal();

        Assert.Throws<ArgumentException>(() => portal.Emulator.Subscribe(type, property));
    }

    private static IEnumerable<JsonNode> Vectors() => Fixture.Object("HubSpot/signature_v3_vectors.json")["cases"]!.AsArray().Select(vector => vector!);

    private sealed class Receiver : HttpMessageHandler
    {
        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public List<JsonArray> Bodies { get; } = [];

        public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsArray());
            foreach ((string name, IEnumerable<string> values) in request.Headers)
            {
                Headers[name] = string.Join(",", values);
            }

            return new HttpResponseMessage(Status);
        }
    }
}

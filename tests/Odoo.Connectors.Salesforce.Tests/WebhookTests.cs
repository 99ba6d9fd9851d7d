using System.Text;
using System.Xml.Linq;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class WebhookTests
{
    private const string Secret = "canary-secret-0001";

    [Fact]
    public async Task Receive_OutboundMessage_MakesItsStreamDueAndAcknowledges()
    {
        await using Scripted org = Hub();

        WebhookResult result = Receive(org, Message("Opportunity", "0065w000023STAmAAO", "Account", "001ZM000001QkdOYAS", "Case", "5005w00000B1c2dAAA"));

        Assert.Equal((200, null), (result.Status, result.Refusal));
        Assert.Equal(["opportunities", "accounts"], result.Streams);
        Assert.Empty(result.Deliveries);
        Assert.Equal("text/xml; charset=utf-8", result.Answer!.ContentType);
        XElement ack = XDocument.Parse(Encoding.UTF8.GetString(result.Answer.Body.Span)).Root!;
        XNamespace soap = "http://schemas.xmlsoap.org/soap/envelope/", notices = "http://soap.sforce.com/2005/09/outbound";
        Assert.Equal("true", ack.Element(soap + "Body")!.Element(notices + "notificationsResponse")!.Element(notices + "Ack")!.Value);
    }

    [Fact]
    public async Task Receive_MessageAboutNothingThatIsRead_IsAcknowledgedAndForgotten()
    {
        await using Scripted org = Hub();

        WebhookResult result = Receive(org, Message("Case", "5005w00000B1c2dAAA"));

        Assert.Null(result.Refusal);
        Assert.Empty(result.Streams);
        Assert.NotNull(result.Answer);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("canary-secret-0002", 401)]
    [InlineData("", 401)]
    [InlineData(Secret, 200)]
    [InlineData("the-next-secret-01", 200)]
    public async Task Receive_Secret_IsOneOfTheTwoInForce(string? given, int status)
    {
        await using Scripted org = Hub(o => o.WebhookSecrets.Add("the-next-secret-01"));

        WebhookResult result = org.Adapter.Receive(name => name == WebhookRequest.PathSecret ? given : null, Encoding.UTF8.GetBytes(Message("Account", "001ZM000001QkdOYAS")));

        Assert.Equal(status, result.Status);
        Assert.DoesNotContain("canary", result.Refusal ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_NoSecretSet_IsNotFound()
    {
        await using Scripted org = new();

        Assert.Equal(404, Receive(org, Message("Account", "001ZM000001QkdOYAS")).Status);
    }

    [Theory]
    [InlineData(null, 503)]
    [InlineData("00D5w000004qGTO", 200)]
    [InlineData("00Di0000000icUB", 403)]
    public async Task Receive_Organisation_IsTheOneThatIsConnected(string? set, int status)
    {
        await using Scripted org = new(o =>
        {
            o.WebhookSecrets.Add(Secret);
            o.OrganizationId = set;
        });

        Assert.Equal(status, Receive(org, Message("Account", "001ZM000001QkdOYAS")).Status);
    }

    [Fact]
    public async Task Receive_OrganisationKnownByTheLogin_NeedsNoSetting()
    {
        await using Scripted org = new Scripted(o => o.WebhookSecrets.Add(Secret)).Query("FROM Organization", """{"Id":"00D5w000004qGTOEA2","IsSandbox":false}""");
        org.Identity = "00D5w000004qGTOEA2";
        await org.Adapter.IdentifyAsync(TestContext.Current.CancellationToken);

        Assert.Equal(200, Receive(org, Message("Account", "001ZM000001QkdOYAS")).Status);
    }

    [Theory]
    [InlineData("""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>""")]
    [InlineData("<notifications/>")]
    [InlineData("<broken")]
    [InlineData("neither XML nor JSON")]
    [InlineData("\"text\"")]
    public async Task Receive_NoMessage_IsRefusedAndQuotesNothing(string body)
    {
        await using Scripted org = Hub();

        WebhookResult result = Receive(org, body);

        Assert.Equal(400, result.Status);
        Assert.DoesNotContain("passwd", result.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_MessageWithADocumentType_IsRefused()
    {
        await using Scripted org = Hub();
        string message = Message("Account", "001ZM000001QkdOYAS").Replace("<soapenv:Envelope ", "<!DOCTYPE x>\n<soapenv:Envelope ", StringComparison.Ordinal);

        Assert.Equal(400, Receive(org, message).Status);
    }

    [Theory]
    [InlineData("Opportunity", "UPDATE", "com/salesforce/api/soap/58.0;client=SfdcInternalAPI/", "opportunities")]
    [InlineData("Account", "DELETE", "", "accounts")]
    [InlineData("Contact", "UNDELETE", "", "contacts")]
    [InlineData("Product2", "CREATE", "", "products")]
    [InlineData("OpportunityLineItem", "UPDATE", "", "lines")]
    [InlineData("OpportunityContactRole", "CREATE", "", "lines")]
    [InlineData("Account", "GAP_OVERFLOW", "", "accounts")]
    [InlineData("Account", "GAP_UPDATE", "com/salesforce/api/rest/66.0;client=odoo-connectors-crm", "accounts")]
    [InlineData("Account", "UPDATE", "com/salesforce/api/rest/66.0;client=odoo-connectors-crm", "")]
    [InlineData("Account", "UPDATE", "com/salesforce/api/rest/66.0;client=odoo-connectors-crm-us", "accounts")]
    [InlineData("Case", "UPDATE", "", "")]
    public async Task Receive_ChangeEvent_MakesItsStreamDueUnlessItIsOurs(string entity, string change, string origin, string stream)
    {
        await using Scripted org = Hub();
        string header = $$"""{"entityName":"{{entity}}","recordIds":["001ZM000001QkdOYAS"],"changeType":"{{change}}","changeOrigin":"{{origin}}","commitNumber":11657372702432}""";

        WebhookResult cometd = Receive(org, "{\"channel\":\"/data/ChangeEvents\",\"data\":" + Payload(header) + "}");
        WebhookResult pubSub = Receive(org, $$"""[{"ChangeEventHeader":{{header}},"Name":null}]""");

        Assert.All([cometd, pubSub], result =>
        {
            Assert.Null(result.Refusal);
            Assert.Equal(stream.Length == 0 ? [] : [stream], result.Streams);
        });
    }

    [Fact]
    public async Task Receive_RecordedEvents_MakeTheirStreamsDue()
    {
        await using Scripted org = Hub();

        Assert.Equal(["opportunities"], Receive(org, Rig.Fixture("cdc_gap_update")).Streams);
        Assert.Equal(["accounts"], Receive(org, Rig.Fixture("cdc_pubsub_account_update_decoded")).Streams);
    }

    /// <summary>One that cannot be read may be about anything: everything is looked at, and nothing is lost.</summary>
    [Fact]
    public async Task Receive_OneUnreadableEventOfABatch_MakesEveryStreamDue()
    {
        await using Scripted org = Hub();

        WebhookResult result = Receive(org, """[{"ChangeEventHeader":{"entityName":"Account","changeType":"UPDATE"}},{"what":"ever"}]""");

        Assert.Null(result.Refusal);
        Assert.Equal(org.Adapter.Streams.Order(StringComparer.Ordinal), result.Streams.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"schema":"x","payload":{"Deal__c":"006"},"event":{"replayId":7,"EventApiName":"Deal_Signed__e"}}""", "opportunities")]
    [InlineData("""{"channel":"/event/Deal_Signed__e","data":{"schema":"x","payload":{"Deal__c":"006"},"event":{"replayId":7}}}""", "opportunities")]
    [InlineData("""{"schema":"x","payload":{"Deal__c":"006"},"event":{"replayId":7,"EventApiName":"Other__e"}}""", "")]
    public async Task Receive_PlatformEvent_MakesTheStreamDueThatIsSet(string body, string stream)
    {
        await using Scripted org = Hub(o => o.PlatformEventStreams["Deal_Signed__e"] = "opportunities");

        Assert.Equal(stream.Length == 0 ? [] : [stream], Receive(org, body).Streams);
    }

    private static string Payload(string header) => $$"""{"schema":"x","payload":{"ChangeEventHeader":{{header}},"Name":"New"},"event":{"replayId":1} }""";

    private static Scripted Hub(Action<SalesforceOptions>? configure = null) => new(o =>
    {
        o.WebhookSecrets.Add(Secret);
        o.OrganizationId = "00D5w000004qGTOEA2";
        foreach (string stream in (string[])["accounts", "contacts", "products", "opportunities", "lines"])
        {
            o.Streams.Add(stream);
        }

        configure?.Invoke(o);
    });

    private static WebhookResult Receive(Scripted org, string body) =>
        org.Adapter.Receive(name => name == WebhookRequest.PathSecret ? Secret : null, Encoding.UTF8.GetBytes(body));

    /// <summary>An outbound message in the documented shape, with types and ids in turn.</summary>
    internal static string Message(params string[] records) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
         <soapenv:Body>
          <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
           <OrganizationId>00D5w000004qGTOEA2</OrganizationId>
           <ActionId>04k5w000000TSwMAAW</ActionId>
           <SessionId xsi:nil="true"/>
           {string.Join('\n', records.Chunk(2).Select((r, i) => $"""
           <Notification><Id>04l5w0000528{i:D4}AAQ</Id><sObject xsi:type="sf:{r[0]}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>{r[1]}</sf:Id><sf:Name>Backpackers, Inc.</sf:Name></sObject></Notification>
           """))}
          </notifications>
         </soapenv:Body>
        </soapenv:Envelope>
        """;
}

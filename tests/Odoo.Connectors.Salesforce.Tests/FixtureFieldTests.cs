using System.Text;
using System.Xml.Linq;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>Every payload with the fields that are read of it and those that are not: what is added to a table changes a row.</summary>
public sealed class FixtureFieldTests
{
    [Theory]
    [InlineData(
        "account", "Id, IsDeleted, Name, ParentId, BillingStreet, BillingCity, BillingState, BillingPostalCode, BillingCountry, Phone, Website, SystemModstamp",
        "attributes, Type, BillingAddress, Industry, OwnerId, CreatedDate, LastModifiedDate, Billing_Customer_Id__c")]
    [InlineData("contact", "Id, AccountId, Name, Email, Phone, SystemModstamp", "attributes, FirstName, LastName, CreatedDate, LastModifiedDate")]
    [InlineData(
        "query_opportunities_page2",
        "Id, AccountId, Account.Name, Name, StageName, Amount, CloseDate, IsClosed, IsWon, CurrencyIsoCode, SystemModstamp, OpportunityLineItems",
        "attributes, Account.attributes, Probability, HasOpportunityLineItem, Pricebook2Id, OwnerId, CreatedDate, LastModifiedDate")]
    public void Decode_Fixture_ReadsEveryUsedFieldAndNamesTheOthers(string name, string used, string ignored)
    {
        DecodedItem item = Assert.Single(new SalesforceTools().Decode(Encoding.UTF8.GetBytes(Rig.Fixture(name)), new DecodeOptions()).Items);

        Assert.Null(item.Error);
        Assert.NotNull(item.Record);
        Assert.Equal((used, ignored), (string.Join(", ", item.Fields.Used), string.Join(", ", item.Fields.Ignored)));
    }

    /// <summary>The vendor's own example has no open licence: it is read where it lies beside the project.</summary>
    [Fact]
    public async Task Receive_OutboundMessage_AnswersAsTheVendorsExample()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !Directory.Exists(Path.Combine(root, "..", "shared", "fixtures", "salesforce")))
        {
            root = Path.GetDirectoryName(root);
        }

        Assert.SkipWhen(root is null, "There is no ../shared/fixtures beside the project.");
        await using Scripted org = new(o =>
        {
            o.OrganizationId = "00D5w000004qGTOEA2";
            o.WebhookSecrets.Add("canary-secret-0001");
        });

        WebhookResult result = org.Adapter.Receive(
            name => name == WebhookRequest.PathSecret ? "canary-secret-0001" : null, Encoding.UTF8.GetBytes(WebhookTests.Message("Account", "001ZM000001QkdOYAS")));

        XDocument expected = XDocument.Load(Path.Combine(root!, "..", "shared", "fixtures", "salesforce", "outbound_message_ack.xml"));
        Assert.Equal(Shape(expected.Root!), Shape(XDocument.Parse(Encoding.UTF8.GetString(result.Answer!.Body.Span)).Root!));
    }

    /// <summary>Names with their namespaces and the values; which prefixes stand for them is the writer's matter.</summary>
    private static string Shape(XElement element) =>
        $"{element.Name}({(element.HasElements ? string.Join(",", element.Elements().Select(Shape)) : element.Value.Trim())})";
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Odoo.Connectors.Testing;

/// <summary>The SOAP of an outbound message.</summary>
internal sealed class SalesforceMessage(SalesforceRecords records, SalesforceEmulatorOptions options)
{
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private static readonly XNamespace Outbound = "http://soap.sforce.com/2005/09/outbound";
    private static readonly XNamespace Objects = "urn:sobject.enterprise.soap.sforce.com";

    /// <summary>Notifications of one action, with the values that the records have now.</summary>
    public string Write(SalesforceAction action, IEnumerable<SalesforceNotice> notices, Uri url)
    {
        string organization = SalesforceId.To18(options.OrganizationId);
        string version = options.ApiVersion.TrimStart('v');
        string Address(char kind) => new Uri(url, $"/services/Soap/{kind}/{version}/{organization[..15]}").AbsoluteUri;
        var notifications = new XElement(
            Outbound + "notifications",
            new XElement(Outbound + "OrganizationId", organization),
            new XElement(Outbound + "ActionId", action.Id),
            new XElement(Outbound + "SessionId", new XAttribute(Instance + "nil", "true")),
            new XElement(Outbound + "EnterpriseUrl", Address('c')),
            new XElement(Outbound + "PartnerUrl", Address('u')),
            notices.Select(Notification));
        var envelope = new XElement(
            Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", Envelope),
            new XAttribute(XNamespace.Xmlns + "xsd", Schema),
            new XAttribute(XNamespace.Xmlns + "xsi", Instance),
            new XElement(Envelope + "Body", notifications));
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{envelope}";
    }

    /// <summary>Whether an answer's body acknowledges.</summary>
    public static bool IsAcknowledged(string body)
    {
        try
        {
            return XDocument.Parse(body).Descendants(Outbound + "notificationsResponse").Elements(Outbound + "Ack").Any(ack => ack.Value.Trim() == "true");
        }
        catch (System.Xml.XmlException)
        {
            return false;
        }
    }

    private XElement Notification(SalesforceNotice notice)
    {
        JsonObject record = records.Find(notice.Action.Type, notice.RecordId)!;
        IEnumerable<XElement> fields = notice.Action.Fields
            .Where(field => field != "Id" && record[field] is not null)
            .Order(StringComparer.Ordinal)
            .Select(field => new XElement(Objects + field, Text(SalesforceView.Value(record, field)!)));
        return new XElement(
            Outbound + "Notification",
            new XElement(Outbound + "Id", notice.Id),
            new XElement(
                Outbound + "sObject",
                new XAttribute(XNamespace.Xmlns + "sf", Objects),
                new XAttribute(Instance + "type", $"sf:{notice.Action.Type}"),
                new XElement(Objects + "Id", notice.RecordId),
                fields));
    }

    private static string Text(JsonNode value)
    {
        string text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        return text.EndsWith(".000+0000", StringComparison.Ordinal) ? $"{text[..^"+0000".Length]}Z" : text;
    }
}

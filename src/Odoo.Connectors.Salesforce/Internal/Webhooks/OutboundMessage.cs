using System.Xml;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Webhooks;

/// <summary>An outbound message: the organisation that sent it and the records it tells of. What they hold is not believed, only that they changed.</summary>
internal sealed record OutboundMessage(string Organization, IReadOnlyList<Notification> Notifications)
{
    private const string Notices = "http://soap.sforce.com/2005/09/outbound";
    private const string Schema = "http://www.w3.org/2001/XMLSchema-instance";
    private const int LongestBody = 16 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LongestBody, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a message.</summary>
    /// <exception cref="ConnectorException">It is none, or has a document type; names the element.</exception>
    public static OutboundMessage Read(ReadOnlyMemory<byte> body)
    {
        string? organization = null;
        List<Notification> notifications = [];
        try
        {
            using MemoryStream stream = new(body.ToArray());
            using XmlReader reader = XmlReader.Create(stream, Settings);
            bool isMessage = false;
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.NamespaceURI != Notices)
                {
                    continue;
                }

                isMessage |= reader.LocalName == "notifications";
                if (reader.LocalName == "OrganizationId")
                {
                    organization = SalesforceId.Normal(reader.ReadElementContentAsString().Trim());
                }
                else if (reader.LocalName == "sObject" && isMessage)
                {
                    notifications.Add(Object(reader));
                }
            }
        }
        catch (XmlException e)
        {
            throw Wrong(FormattableString.Invariant($"line {e.LineNumber}"));
        }

        return notifications.Count == 0 ? throw Wrong("Notification") : new OutboundMessage(organization ?? throw Wrong("OrganizationId"), notifications);
    }

    private static Notification Object(XmlReader reader)
    {
        string type = reader.GetAttribute("type", Schema)?.Split(':')[^1] ?? throw Wrong("sObject xsi:type");
        string? id = null;
        List<string> fields = [];
        using XmlReader inside = reader.ReadSubtree();
        inside.Read();
        inside.Read();
        while (!inside.EOF)
        {
            if (inside is not { NodeType: XmlNodeType.Element, Depth: 1 })
            {
                inside.Read();
                continue;
            }

            fields.Add(inside.LocalName);
            if (inside.LocalName == "Id")
            {
                id = SalesforceId.Normal(inside.ReadElementContentAsString().Trim());
            }
            else
            {
                inside.Skip();
            }
        }

        return new Notification(type, id ?? throw Wrong("sObject.Id"), fields);
    }

    private static ConnectorException Wrong(string place) =>
        new(ErrorKind.Protocol, $"This is no outbound message of Salesforce: see {place}.") { Field = place };
}

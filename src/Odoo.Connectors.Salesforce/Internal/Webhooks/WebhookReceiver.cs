using System.Text;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Salesforce.Internal.Port;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Webhooks;

/// <summary>
/// Takes outbound messages and the events that the host hands in. All of them only say that something changed: its stream is polled at once, which
/// reads the record afresh, what was deleted among it.
/// </summary>
internal sealed class WebhookReceiver(string system)
{
    private static readonly TimeSpan BeforeLogin = TimeSpan.FromMinutes(1);

    private static readonly WebhookAnswer Ack = new("text/xml; charset=utf-8", Encoding.UTF8.GetBytes(
        """<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>"""));

    public WebhookResult Receive(SalesforceOptions options, string? organization, Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        if (options.WebhookSecrets.Count == 0)
        {
            return WebhookResult.Refuse(404, $"Salesforce '{system}' takes no webhooks; set Systems:{system}:WebhookSecrets.");
        }

        if (PathSecrets.Failure(options.WebhookSecrets, header(WebhookRequest.PathSecret)) is { } failure)
        {
            return WebhookResult.Refuse(401, failure);
        }

        try
        {
            return IsXml(body) ? Message(options, organization, body) : Events(options, body);
        }
        catch (ConnectorException e)
        {
            return WebhookResult.Refuse(400, e.Message);
        }
    }

    public static bool IsXml(ReadOnlyMemory<byte> body) => body.Span.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'<', ..];

    /// <summary>The streams that an event makes due; none for types that are not read and for our own writes.</summary>
    public static IReadOnlyList<string> StreamsOf(string system, SalesforceOptions options, ChangeEvent evt) =>
        evt.Name is null ? [.. options.StreamNames]
        : evt.IsPlatformEvent ? options.PlatformEventStreams.TryGetValue(evt.Name, out string? mapped) ? [mapped] : []
        : !evt.IsGap && OwnClient.IsOrigin(system, evt.Origin) ? []
        : RecordType.StreamFor(evt.Name) is { } stream ? [stream] : [];

    private static WebhookResult Hint(SalesforceOptions options, IEnumerable<string> streams) =>
        streams.Where(options.StreamNames.Contains).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } due ? WebhookResult.Hint(due) : WebhookResult.Accept();

    private WebhookResult Message(SalesforceOptions options, string? organization, ReadOnlyMemory<byte> body)
    {
        OutboundMessage message = OutboundMessage.Read(body);
        string? expected = SalesforceId.Normal(options.OrganizationId) ?? organization;
        return expected is null
            ? WebhookResult.Busy(BeforeLogin, $"Salesforce '{system}' does not know its organisation before it logged in; set OrganizationId, or deliver the message again.")
            : message.Organization != expected
                ? WebhookResult.Refuse(403, $"The message is one of another organisation than that of '{system}'; send it to the system that is connected to its organisation.")
                : Hint(options, message.Notifications.Select(n => RecordType.StreamFor(n.Type)).OfType<string>()).AnsweredWith(Ack);
    }

    private WebhookResult Events(SalesforceOptions options, ReadOnlyMemory<byte> body) =>
        Hint(options, ChangeEvent.Read(body).SelectMany(evt => StreamsOf(system, options, evt)));
}

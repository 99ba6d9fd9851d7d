using Odoo.Connectors.Salesforce.Internal.Tools;
using Odoo.Connectors.Salesforce.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce;

/// <summary>What Salesforce's payloads become, and whether a webhook is genuine, without an organisation: for tools and tests.</summary>
public sealed class SalesforceTools : IVendorTools
{
    /// <inheritdoc/>
    public string Vendor => "salesforce";

    /// <inheritdoc/>
    public DecodedPayload Decode(ReadOnlyMemory<byte> payload, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PayloadDecoder(options).Decode(payload);
    }

    /// <inheritdoc/>
    /// <remarks>Reads <see cref="WebhookRequest.PathSecret"/>: Salesforce does not sign. Whether the organisation is the right one only a connected system can say.</remarks>
    public string? Verify(IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(header);
        try
        {
            if (PathSecrets.Failure(secrets, header(WebhookRequest.PathSecret)) is { } failure)
            {
                return failure;
            }

            _ = WebhookReceiver.IsXml(body) ? (object)OutboundMessage.Read(body) : ChangeEvent.Read(body);
            return null;
        }
        catch (ConnectorException e)
        {
            return e.Message;
        }
    }
}

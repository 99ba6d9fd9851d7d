using Odoo.Connectors.HubSpot.Internal.Tools;
using Odoo.Connectors.HubSpot.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot;

/// <summary>What HubSpot's payloads become, and whether a webhook is genuine, without an account: for tools and tests.</summary>
public sealed class HubSpotTools : IVendorTools
{
    /// <inheritdoc/>
    public string Vendor => "hubspot";

    /// <inheritdoc/>
    /// <remarks>
    /// A record of HubSpot does not say what it is. It is told by its properties, or by <see cref="DecodeOptions.Type"/>: <c>companies</c>,
    /// <c>contacts</c>, <c>deals</c>, <c>line_items</c> or <c>products</c>.
    /// </remarks>
    public DecodedPayload Decode(ReadOnlyMemory<byte> payload, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PayloadDecoder(options).Decode(payload);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Reads <c>X-HubSpot-Signature-v3</c> and <c>X-HubSpot-Request-Timestamp</c>, which may be five minutes from <paramref name="now"/>. Of a
    /// signature of version 1 alone it says whether it is good and that <see cref="HubSpotOptions.AcceptSignatureV1"/> decides.
    /// </remarks>
    public string? Verify(IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(header);
        bool isFirst = header(SignatureV3.SignatureHeader) is null && header(SignatureV1.SignatureHeader) is not null;
        string? failure = WebhookReceiver.Failure(isFirst, secrets, header, body, now);
        return isFirst ? failure ?? "The signature of version 1 is good, and is accepted only where AcceptSignatureV1 is set." : failure;
    }
}

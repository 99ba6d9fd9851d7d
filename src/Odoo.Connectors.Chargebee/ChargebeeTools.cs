using Odoo.Connectors.Chargebee.Internal.Tools;
using Odoo.Connectors.Chargebee.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee;

/// <summary>What Chargebee's payloads become, and whether a webhook is genuine, without a site: for tools and tests.</summary>
public sealed class ChargebeeTools : IVendorTools
{
    /// <inheritdoc/>
    public string Vendor => "chargebee";

    /// <inheritdoc/>
    public DecodedPayload Decode(ReadOnlyMemory<byte> payload, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PayloadDecoder(options).Decode(payload);
    }

    /// <inheritdoc/>
    /// <remarks>A secret is a user and its password joined by a colon; <c>Authorization</c> is read. Chargebee signs neither body nor time.</remarks>
    public string? Verify(IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(header);
        return BasicAuth.Failure(header("Authorization"), secrets);
    }
}

using Odoo.Connectors.Stripe.Internal.Tools;
using Odoo.Connectors.Stripe.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe;

/// <summary>What Stripe's payloads become, and whether a webhook is genuine, without an account: for tools and tests.</summary>
public sealed class StripeTools : IVendorTools
{
    /// <inheritdoc/>
    public string Vendor => "stripe";

    /// <inheritdoc/>
    public DecodedPayload Decode(ReadOnlyMemory<byte> payload, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PayloadDecoder(options).Decode(payload);
    }

    /// <inheritdoc/>
    /// <remarks>Reads <c>Stripe-Signature</c>; its time may be 300 seconds from <paramref name="now"/>.</remarks>
    public string? Verify(IReadOnlyList<string> secrets, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(header);
        return SignatureCheck.Failure(header("Stripe-Signature"), body.Span, secrets, new StripeOptions().SignatureTolerance, now);
    }
}

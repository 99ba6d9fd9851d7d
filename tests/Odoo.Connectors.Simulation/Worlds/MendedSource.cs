using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>The billing system, whose new API version this release does not read until the person has installed the one that does.</summary>
internal sealed class MendedSource(World world, ISource inner, IWebhookFeed feed) : ISource, IWebhookFeed
{
    public string Name => inner.Name;

    public int MaxBodyBytes => feed.MaxBodyBytes;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => inner.IdentifyAsync(cancellationToken);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => inner.ReadAsync(reference, cancellationToken);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => inner.Decode(reference, answer);

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) => feed.Receive(header, body);

    public Change DecodeChange(Delivery delivery) => inner.DecodeChange(!world.IsMended ? delivery : delivery with
    {
        Payload = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(delivery.Payload.Span)
            .Replace(Billing.UnknownVersion, Billing.Version, StringComparison.Ordinal)
            .Replace(Billing.UnknownStatus, "active", StringComparison.Ordinal)),
    });
}

using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>The billing system, whose new API version this release does not read until the person has installed the one that does.</summary>
internal sealed class MendedSource(World world, ISource inner, IWebhookFeed webhooks, IPollFeed polls) : ISource, IWebhookFeed, IPollFeed
{
    public string Name => inner.Name;

    public int MaxBodyBytes => webhooks.MaxBodyBytes;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => inner.IdentifyAsync(cancellationToken);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => inner.ReadAsync(reference, cancellationToken);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => inner.Decode(reference, answer);

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) => webhooks.Receive(header, body);

    public IReadOnlyList<string> Streams => world.Bus?.Streams ?? polls.Streams;

    public TimeSpan Interval => world.Bus is null ? polls.Interval : TimeSpan.FromSeconds(5);

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) => world.Bus is not { } bus
        ? polls.PollAsync(stream, watermark, cancellationToken)
        : bus.PollAsync(stream, watermark, body => Receive(_ => StripeSignature.Create(body, world.Clock.GetUtcNow(), Wiring.WebhookSecret), body).Deliveries);

    public string? Begin(string stream, DateTimeOffset? from) => polls.Begin(stream, from);

    public string? Unread(string stream) => polls.Unread(stream);

    public Change DecodeChange(Delivery delivery) => inner.DecodeChange(!world.IsMended ? delivery : delivery with
    {
        Payload = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(delivery.Payload.Span)
            .Replace(Billing.UnknownVersion, Billing.Version, StringComparison.Ordinal)
            .Replace(Billing.UnknownStatus, "active", StringComparison.Ordinal)),
    });
}

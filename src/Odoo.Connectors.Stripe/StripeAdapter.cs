using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Stripe.Internal.Mapping;
using Odoo.Connectors.Stripe.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe;

/// <summary>One Stripe account as a source of facts.</summary>
internal sealed class StripeAdapter : ISource, IWebhookFeed, IPollFeed
{
    private readonly IOptionsMonitor<StripeOptions> _options;
    private readonly StripeReads _reads;
    private readonly WebhookReceiver _webhooks;
    private readonly EventPoll _events;

    public StripeAdapter(string name, IOptionsMonitor<StripeOptions> options, IHttpClientFactory clients, TimeProvider clock)
    {
        Name = name;
        _options = options;
        StripeTransport transport = new(name, options, clients);
        _reads = new StripeReads(name, transport);
        _events = new EventPoll(name, new EventLists(name, transport), clock);
        _webhooks = new WebhookReceiver(name, clock);
    }

    public string Name { get; }

    public int MaxBodyBytes => Options.MaxBodyBytes;

    public IReadOnlyList<string> Streams => Options.PollEvents ? [EventPoll.Stream] : [];

    public TimeSpan Interval => Options.PollInterval;

    private StripeOptions Options => _options.Get(Name);

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) =>
        new(await _reads.AccountAsync(cancellationToken).ConfigureAwait(false), Options.IsLive);

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        return _webhooks.Receive(Options, header("Stripe-Signature"), body);
    }

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) =>
        _events.NextAsync(Options, watermark, cancellationToken);

    /// <summary>A pass from an instant begins there, not an overlap before it.</summary>
    public string? Begin(string stream, DateTimeOffset? from) => from is { } at ? new Keyset { At = at + Options.PollOverlap }.ToString() : null;

    public string? Unread(string stream) =>
        $"Stripe lists events for {EventPoll.Kept.Days} days: subscriptions, invoices and refunds that changed before are not in the pass";

    public Change DecodeChange(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return ChangeMapping.Map(new References(Name, Options), delivery);
    }

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return _reads.ReadAsync(reference, cancellationToken);
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        ArgumentNullException.ThrowIfNull(reference);
        References references = new(Name, Options);
        Json json = Json.Parse(answer);
        return reference.Kind switch
        {
            RecordKinds.Customer => CustomerMapping.Map(references, json),
            RecordKinds.Contract => ContractMapping.Map(references, json),
            RecordKinds.CustomerContracts => ContractMapping.MapAll(references, json["subscriptions"]),
            RecordKinds.Invoice => InvoiceMapping.Map(references, json),
            RecordKinds.InvoicePayments => PaymentMapping.Map(references, json),
            RecordKinds.Refund => RefundMapping.Map(references, json),
            _ => throw new ConnectorException(ErrorKind.Configuration, $"The system '{Name}' cannot read a {reference.Kind}."),
        };
    }
}

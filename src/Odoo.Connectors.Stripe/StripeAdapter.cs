using System.Text.Json;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Stripe.Internal.Mapping;
using Odoo.Connectors.Stripe.Internal.Port;
using Odoo.Connectors.Stripe.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe;

/// <summary>One Stripe account as a source of facts, and as a target of customers, contracts, orders, money and metered usage.</summary>
internal sealed class StripeAdapter : ISource, IWebhookFeed, IPollFeed, IPort
{
    private readonly IOptionsMonitor<StripeOptions> _options;
    private readonly StripeReads _reads;
    private readonly WebhookReceiver _webhooks;
    private readonly Dictionary<string, EventPoll> _events;
    private readonly ObjectLists _objects;
    private readonly CustomerFinder _customers;
    private readonly PriceFinder _prices;
    private readonly WritePlanner _planner;
    private readonly StripePort _port;
    private (StripeOptions Options, References References)? _references;

    public StripeAdapter(string name, IOptionsMonitor<StripeOptions> options, IHttpClientFactory clients, MappingTable mappings, OwnershipTable ownership, TimeProvider clock)
    {
        Name = name;
        _options = options;
        StripeTransport transport = new(name, options, clients);
        StripeGets gets = new(name, transport);
        _reads = new StripeReads(name, gets);
        _events = EventTypes.Streams.ToDictionary(s => s, s => new EventPoll(name, new EventLists(name, s, transport), clock), StringComparer.Ordinal);
        _objects = new ObjectLists(name, transport, clock);
        _webhooks = new WebhookReceiver(name, clock);
        _customers = new CustomerFinder(gets, () => Options);
        _prices = new PriceFinder(gets);
        _planner = new WritePlanner(name, () => Options, mappings, ownership);
        StripeWrites writes = new(name, options, clients);
        _port = new StripePort(
            new MeterSender(name, writes, new MeterSums(name, transport), clock),
            new CreateSender(name, writes, gets, _customers, new CustomerGuard(name, _customers, () => Options), clock),
            new CustomerFields(name, writes, _customers, new TaxIds(writes, gets)),
            new OrderSender(name, writes, gets),
            new PaymentSender(name, writes, gets, clock));
    }

    public string Name { get; }

    public int MaxBodyBytes => Options.MaxBodyBytes;

    public IReadOnlyList<string> Streams => [.. Options.PollEvents ? EventTypes.Streams.Where(s => EventTypes.Of(s, Options).Any()) : [], .. Options.ListObjects ? ObjectLists.Streams(Options) : []];

    public TimeSpan Interval => Options.PollInterval;

    public int BatchSize => 20;

    private StripeOptions Options => _options.Get(Name);

    /// <summary>Those of the options in force, with the tables that they make.</summary>
    private References References()
    {
        StripeOptions options = Options;
        (StripeOptions Options, References References) current = _references is { } known && ReferenceEquals(known.Options, options) ? known : (options, new References(Name, options));
        _references = current;
        return current.References;
    }

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) =>
        new(await _reads.AccountAsync(cancellationToken).ConfigureAwait(false), Options.IsLive);

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        return _webhooks.Receive(Options, header("Stripe-Signature"), body);
    }

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) =>
        _events.TryGetValue(stream, out EventPoll? events)
            ? events.NextAsync(Options, watermark, cancellationToken)
            : _objects.NextAsync(stream, watermark, cancellationToken);

    /// <summary>A pass from an instant begins there, not an overlap before it.</summary>
    public string? Begin(string stream, DateTimeOffset? from) => from is not { } at ? null
        : _events.ContainsKey(stream) ? new Keyset { At = at + Options.PollOverlap }.ToString()
        : _objects.Begin(at);

    public string? RecordKindOf(string stream) => stream == ObjectLists.Disputes ? RecordKinds.Dispute : null;

    public string? Unread(string stream) => _events.ContainsKey(stream)
        ? $"Stripe lists events for {EventPoll.Kept.Days} days: what changed before is not in the pass; a pass over the lists of objects brings it (ListObjects)"
        : null;

    public int CallCost(int effects) => effects;

    public PlanResult Plan(Intent intent, Known known)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(known);
        return _planner.Plan(intent, known);
    }

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dispatches);
        return _port.SendAsync(dispatches, cancellationToken);
    }

    /// <summary>Stripe enforces keys and identifiers, and what it cannot is read before it is written.</summary>
    public TimeSpan SettleTime(string way) => TimeSpan.Zero;

    public Change DecodeChange(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        References references = References();
        return ListedMapping.IsListed(delivery.Kind) ? ListedMapping.Map(references, delivery) : ChangeMapping.Map(references, delivery);
    }

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Kind switch
        {
            CustomerMatch.Kind => _customers.MatchAsync(reference.Id, cancellationToken),
            PriceList.Kind => _prices.ReadAsync(reference.Id, cancellationToken),
            _ => _reads.ReadAsync(reference, cancellationToken),
        };
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Kind is CustomerMatch.Kind or PriceList.Kind)
        {
            return reference.Kind == CustomerMatch.Kind
                ? JsonSerializer.Deserialize(answer.Span, PortJson.Default.CustomerMatch)!
                : JsonSerializer.Deserialize(answer.Span, PortJson.Default.PriceList)!;
        }

        References references = References();
        if (reference.Kind == RecordKinds.Invoice)
        {
            return InvoiceMapping.Map(references, answer.Span);
        }

        Json json = Json.Parse(answer);
        return reference.Kind switch
        {
            RecordKinds.Customer => CustomerMapping.Map(references, json),
            RecordKinds.Contract => ContractMapping.Map(references, json),
            RecordKinds.CustomerContracts => ContractMapping.MapAll(references, json["subscriptions"]),
            RecordKinds.InvoicePayments => PaymentMapping.Map(references, json),
            RecordKinds.CreditNote => CreditNoteMapping.Map(references, json),
            RecordKinds.Payment => PaymentMapping.MapOne(references, json),
            RecordKinds.PaymentAttempt => AttemptMapping.Map(references, json),
            RecordKinds.PaymentReversal => ReversalMapping.Map(references, json),
            RecordKinds.Refund => RefundMapping.Map(references, json),
            RecordKinds.Dispute => DisputeMapping.Map(references, json),
            RecordKinds.Payout => PayoutMapping.Map(references, json),
            RecordKinds.Product => ProductMapping.Map(references, json),
            _ => throw new ConnectorException(ErrorKind.Configuration, $"The system '{Name}' cannot read a {reference.Kind}."),
        };
    }
}

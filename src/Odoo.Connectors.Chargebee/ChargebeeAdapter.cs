using System.Text.Json;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Chargebee.Internal;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Chargebee.Internal.Feed;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Chargebee.Internal.Port;
using Odoo.Connectors.Chargebee.Internal.Webhooks;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee;

/// <summary>One Chargebee site: a source of facts, and a target of customers, subscriptions, payments, credits and usage.</summary>
internal sealed class ChargebeeAdapter : ISource, IWebhookFeed, IPollFeed, IPort, ISetup
{
    private readonly ChargebeeApi _api;
    private readonly RecordReader _reader;
    private readonly SiteFeed _feed;
    private readonly WebhookReceiver _webhooks;
    private readonly WritePlanner _planner;
    private readonly ChargebeePort _port;
    private readonly TimeProvider _time;
    private (ChargebeeOptions Options, RecordMaps Maps)? _maps;

    public ChargebeeAdapter(string name, IOptionsMonitor<ChargebeeOptions> options, IHttpClientFactory http, MappingTable mappings, TimeProvider time)
    {
        (Name, _time) = (name, time);
        _api = new ChargebeeApi(name, http, options, time);
        _reader = new RecordReader(_api);
        _feed = new SiteFeed(name, _api);
        _webhooks = new WebhookReceiver(name, time);
        _planner = new WritePlanner(name, () => _api.Options, mappings);
        _port = new ChargebeePort(new PortCalls(_api, new ChargebeeWrites(name, http, options, time)));
    }

    public string Name { get; }

    public int MaxBodyBytes => _api.Options.MaxBodyBytes;

    public IReadOnlyList<string> Streams => _api.Options.PollEvents ? [Internal.Feed.Streams.Events, .. Internal.Feed.Streams.Records] : Internal.Feed.Streams.Records;

    public TimeSpan Interval => _api.Options.PollInterval;

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        // Chargebee answers nobody who brings the key of another site.
        ChargebeeOptions options = _api.Options;
        await _api.ListAsync("customers?limit=1", cancellationToken).ConfigureAwait(false);
        return new SystemIdentity(options.Site, !options.IsTestSite);
    }

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        return _webhooks.Receive(_api.Options, header("Authorization"), body);
    }

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) =>
        _feed.NextAsync(stream, watermark, _time.GetUtcNow(), cancellationToken);

    /// <summary>A pass from an instant begins there, not an overlap before it; one over everything leaves nothing out, whatever polls do.</summary>
    public string? Begin(string stream, DateTimeOffset? from) => new Keyset { At = from is { } at ? at + _api.Options.PollOverlap : DateTimeOffset.MinValue }.ToString();

    public string? Unread(string stream) => stream == Internal.Feed.Streams.Events
        ? $"Chargebee shows events for {SiteFeed.EventsKept.Days} days: how contracts changed before is not in the pass, only how they are now, by the lists"
        : null;

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Kind switch
        {
            CustomerQuestion.Kind => new CustomerFinder(_api).FindAsync(reference, cancellationToken),
            PriceQuestion.Kind => new PriceFinder(_api).FindAsync(reference, cancellationToken),
            _ => _reader.ReadAsync(reference, cancellationToken),
        };
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Kind switch
        {
            CustomerQuestion.Kind => JsonSerializer.Deserialize(answer.Span, PortJson.Default.CustomerMatch)!,
            PriceQuestion.Kind => JsonSerializer.Deserialize(answer.Span, PortJson.Default.PriceMatch)!,
            _ => Maps().Map(reference.Kind, answer.Span),
        };
    }

    public Change DecodeChange(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return ChangeReader.Read(Name, delivery, Maps());
    }

    public int BatchSize => 20;

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

    /// <summary>Chargebee takes an id once, and a customer, a usage and an invoice that is taken in cost nothing before they are there. What a look proves is looked at when nothing can come any more.</summary>
    public TimeSpan SettleTime(string way) => way is Ways.Create or Ways.Usage or Ways.Import ? TimeSpan.Zero : _api.Options.ServerTimeLimit;

    public Task<IReadOnlyList<SetupFinding>> SetUpAsync(bool apply, CancellationToken cancellationToken) => new FieldSetup(_api).RunAsync(cancellationToken);

    /// <summary>The tables of the options in force.</summary>
    private RecordMaps Maps()
    {
        ChargebeeOptions options = _api.Options;
        (ChargebeeOptions Options, RecordMaps Maps) current = _maps is { } known && ReferenceEquals(known.Options, options) ? known : (options, new RecordMaps(Name, options));
        _maps = current;
        return current.Maps;
    }
}

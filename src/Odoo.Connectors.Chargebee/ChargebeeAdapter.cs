using Microsoft.Extensions.Options;
using Odoo.Connectors.Chargebee.Internal;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Chargebee.Internal.Feed;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Chargebee.Internal.Webhooks;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee;

/// <summary>One Chargebee site as a source of facts.</summary>
internal sealed class ChargebeeAdapter : ISource, IWebhookFeed, IPollFeed
{
    private readonly ChargebeeApi _api;
    private readonly RecordReader _reader;
    private readonly SiteFeed _feed;
    private readonly WebhookReceiver _webhooks;
    private readonly TimeProvider _time;
    private (ChargebeeOptions Options, RecordMaps Maps)? _maps;

    public ChargebeeAdapter(string name, IOptionsMonitor<ChargebeeOptions> options, IHttpClientFactory http, TimeProvider time)
    {
        (Name, _time) = (name, time);
        _api = new ChargebeeApi(name, http, options, time);
        _reader = new RecordReader(_api);
        _feed = new SiteFeed(name, _api);
        _webhooks = new WebhookReceiver(name, time);
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
        return _reader.ReadAsync(reference, cancellationToken);
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Maps().Map(reference.Kind, answer.Span);
    }

    public Change DecodeChange(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return ChangeReader.Read(Name, delivery, Maps());
    }

    /// <summary>The tables of the options in force.</summary>
    private RecordMaps Maps()
    {
        ChargebeeOptions options = _api.Options;
        (ChargebeeOptions Options, RecordMaps Maps) current = _maps is { } known && ReferenceEquals(known.Options, options) ? known : (options, new RecordMaps(Name, options));
        _maps = current;
        return current.Maps;
    }
}

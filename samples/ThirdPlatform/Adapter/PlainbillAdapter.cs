using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>One account of Plainbill: a source by webhook and lists, and a target of customers and subscriptions.</summary>
internal sealed class PlainbillAdapter : ISource, IWebhookFeed, IPollFeed, IPort
{
    private readonly IOptionsMonitor<PlainbillOptions> _options;
    private readonly PlainbillApi _api;
    private readonly RecordReader _reader;
    private readonly ListFeed _feed;
    private readonly WebhookReceiver _webhooks;
    private readonly Sender _sender;

    public PlainbillAdapter(string name, IOptionsMonitor<PlainbillOptions> options, IHttpClientFactory http, TimeProvider time)
    {
        (Name, _options) = (name, options);
        _api = new PlainbillApi(name, options, http, time);
        _reader = new RecordReader(_api);
        _feed = new ListFeed(name, _api, time);
        _webhooks = new WebhookReceiver(name, time);
        _sender = new Sender(name, _api);
    }

    public string Name { get; }

    public int MaxBodyBytes => 256 * 1024;

    public IReadOnlyList<string> Streams => ListFeed.Streams;

    public TimeSpan Interval => _options.Get(Name).PollInterval;

    public int BatchSize => 10;

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => await _api.AccountAsync(cancellationToken);

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) => _webhooks.Receive(_options.Get(Name), header(Signature.Header), body);

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) => _feed.NextAsync(stream, watermark, cancellationToken);

    public string? Begin(string stream, DateTimeOffset? from) => from is { } at ? new Keyset { At = at }.ToString() : null;

    public Change DecodeChange(Delivery delivery) => ChangeReader.Read(Name, _options.Get(Name).CrmSystem, delivery);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => _reader.ReadAsync(reference, cancellationToken);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => RecordMaps.Decode(Name, _options.Get(Name).CrmSystem, reference, answer.Span);

    public int CallCost(int effects) => effects;

    public PlanResult Plan(Intent intent, Known known) => Plans.Of(Name, _options.Get(Name), intent, known);

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken) => _sender.SendAsync(dispatches, cancellationToken);

    /// <summary>Plainbill answers within a minute or not at all, and keeps no request beyond.</summary>
    public TimeSpan SettleTime(string way) => TimeSpan.FromMinutes(1);
}

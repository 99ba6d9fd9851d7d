using System.Text.Json;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.HubSpot.Internal;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Feed;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.HubSpot.Internal.Port;
using Odoo.Connectors.HubSpot.Internal.Webhooks;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot;

/// <summary>One HubSpot account: a source of companies, contacts, products and deals, a target of what became of them.</summary>
internal sealed class HubSpotAdapter : ISource, IBatchReader, IWebhookFeed, IPollFeed, IPort, ISetup, ISchemaSource
{
    private readonly HubSpotApi _api;
    private readonly RecordReader _reader;
    private readonly Composer _composer;
    private readonly RecordFeed _records;
    private readonly ArchivedFeed _archived;
    private readonly WebhookReceiver _webhooks;
    private readonly WritePlanner _planner;
    private readonly HubSpotPort _port;
    private readonly CompanyFinder _finder;
    private readonly PropertyReader _properties;
    private (HubSpotOptions Options, RecordMaps Maps)? _maps;

    public HubSpotAdapter(string name, HubSpotApi api, MappingTable mappings, TimeProvider time, ILogger<HubSpotAdapter> logger)
    {
        Name = name;
        _api = api;
        _reader = new RecordReader(api, new SearchPace(time));
        _composer = new Composer(_reader);
        _records = new RecordFeed(name, _reader, _composer, Maps, time);
        _archived = new ArchivedFeed(name, _reader, time);
        _webhooks = new WebhookReceiver(name, time);
        _planner = new WritePlanner(name, () => api.Options, mappings);
        MergedWriter writer = new(new BatchWriter(api), _reader);
        _port = new HubSpotPort(name, writer, new CompanyContacts(api, writer), new MadeCompanies(_reader), new ReadBack(_reader, logger));
        _finder = new CompanyFinder(_reader);
        _properties = new PropertyReader(api);
    }

    public string Name { get; }

    public int MaxBodyBytes => _api.Options.MaxBodyBytes;

    public IReadOnlyList<string> Streams { get; } = [.. RecordFeed.Streams, ArchivedFeed.Stream];

    public TimeSpan Interval => _api.Options.PollInterval;

    public int BatchSize => BatchWriter.MostRecords;

    public int BatchWeight => BatchWriter.MostRecords;

    public int ReadBatchSize => BatchWriter.MostRecords;

    public IReadOnlyList<string> Needs => SchemaReader.Needs(_api.Options, Maps());

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        AccountDetails account = await _reader.AccountAsync(cancellationToken).ConfigureAwait(false);
        SystemIdentity identity = AccountCheck.Identity(Name, account, _api.Options);
        _api.Account.Set(account);
        return identity;
    }

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) => _webhooks.Receive(_api.Options, header, body);

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) =>
        stream == ArchivedFeed.Stream ? _archived.NextAsync(watermark, cancellationToken) : _records.NextAsync(stream, watermark, cancellationToken);

    /// <summary>A pass from an instant begins there, not an overlap before it.</summary>
    public string? Begin(string stream, DateTimeOffset? from) =>
        stream == ArchivedFeed.Stream ? _archived.Begin(from)
        : from is not { } at ? _records.Begin(stream)
        : new Keyset { At = at + _api.Options.PollOverlap }.ToString();

    public bool IsBatched(ExternalRef reference) => reference.Kind == CompanyQuestion.Kind;

    public Task<IReadOnlyDictionary<ExternalRef, byte[]?>> ReadManyAsync(IReadOnlyList<ExternalRef> references, CancellationToken cancellationToken) =>
        _finder.FindAsync(references, cancellationToken);

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        if (IsBatched(reference))
        {
            return (await _finder.FindAsync([reference], cancellationToken).ConfigureAwait(false))[reference];
        }

        string type = ObjectTypes.OfKind(reference.Kind)
            ?? throw new ConnectorException(ErrorKind.Configuration, $"HubSpot '{Name}' reads customers, contacts, deals and products, not '{reference.Kind}'.");
        if (!RecordJson.IsId(reference.Id))
        {
            return null;
        }

        RecordMaps maps = Maps();
        return await _reader.GetAsync(type, reference.Id, maps.PropertiesOf(type), cancellationToken).ConfigureAwait(false) is { } record
            ? (await _composer.ComposeAsync(type, [record], maps, cancellationToken).ConfigureAwait(false))[0]
            : null;
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) =>
        IsBatched(reference) ? JsonSerializer.Deserialize(answer.Span, PortJson.Default.CompanyMatch)! : Maps().Map(Name, reference.Kind, answer.Span);

    public Change DecodeChange(Delivery delivery) => ChangeReader.Read(Name, delivery, Maps());

    public PlanResult Plan(Intent intent, Known known) => _planner.Plan(intent, known);

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken) => _port.SendAsync(dispatches, cancellationToken);

    public TimeSpan SettleTime(string way) => _api.Options.ServerTimeLimit;

    public Task<IReadOnlyList<SetupFinding>> SetUpAsync(bool apply, CancellationToken cancellationToken) => new PropertySetup(_properties, _api).RunAsync(apply, cancellationToken);

    public Task<SchemaSnapshot> ReadSchemaAsync(CancellationToken cancellationToken) => new SchemaReader(_properties).ReadAsync(_api.Options, Maps(), cancellationToken);

    /// <summary>The tables of the options in force.</summary>
    private RecordMaps Maps()
    {
        HubSpotOptions options = _api.Options;
        (HubSpotOptions Options, RecordMaps Maps) current = _maps is { } known && ReferenceEquals(known.Options, options) ? known : (options, new RecordMaps(options));
        _maps = current;
        return current.Maps;
    }
}

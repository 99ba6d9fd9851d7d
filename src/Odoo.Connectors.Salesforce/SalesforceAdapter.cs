using System.Text.Json;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Bulk;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Salesforce.Internal.Matching;
using Odoo.Connectors.Salesforce.Internal.Port;
using Odoo.Connectors.Salesforce.Internal.Setup;
using Odoo.Connectors.Salesforce.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce;

/// <summary>One Salesforce organisation: a source of customers, contacts, products and deals, a target of what became of them.</summary>
internal sealed class SalesforceAdapter : ISource, IListedFeed, IWebhookFeed, IPort, IBatchReader, ISetup, ISchemaSource
{
    private readonly SalesforceApi _api;
    private readonly RecordReader _reader;
    private readonly Poll _poll;
    private readonly BulkPass _bulk;
    private readonly Presence _presence;
    private readonly SalesforcePort _port;
    private readonly AccountSearch _accounts;
    private readonly WebhookReceiver _webhooks;
    private readonly FieldSetup _setup;
    private readonly Schema _schema;
    private readonly SingleCurrency _currency;

    public SalesforceAdapter(string name, SalesforceApi api, MappingTable mappings, OwnershipTable ownership, ILogger<SalesforceAdapter> logger)
    {
        Name = name;
        _api = api;
        _reader = new RecordReader(name, api);
        _poll = new Poll(name, api, _reader, logger);
        _bulk = new BulkPass(name, api, _reader);
        _presence = new Presence(name, api, _reader);
        _port = new SalesforcePort(name, api, _reader, mappings, ownership, logger);
        _accounts = new AccountSearch(api, _reader);
        _webhooks = new WebhookReceiver(name);
        Describer describer = new(name, api);
        _setup = new FieldSetup(name, api, describer, new FieldAccess(name, api, _reader));
        _schema = new Schema(api, describer, _reader);
        _currency = new SingleCurrency(name, api, describer);
    }

    public string Name { get; }

    public IReadOnlyList<string> Streams => _api.Options.StreamNames;

    public TimeSpan Interval => _api.Options.PollInterval;

    public int BatchSize => Sender.Most;

    public int BatchWeight => Sender.Most;

    public int ReadBatchSize => AccountSearch.Most;

    public int MaxBodyBytes => 4 * 1024 * 1024;

    public bool TakesPathSecret => true;

    public IReadOnlyList<string> Needs => _schema.Needs;

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        RawRecord organization = await _reader.OrganizationAsync(cancellationToken).ConfigureAwait(false) ?? throw FieldErrors.Missing("Organization.Id");
        if (!organization.Json.TryGetProperty("IsSandbox", out _))
        {
            throw FieldErrors.Missing("Organization.IsSandbox");
        }

        bool isSandbox = organization.Is("IsSandbox");
        return isSandbox && _api.Options.IsLive == true
            ? throw new ConnectorException(
                ErrorKind.Configuration, $"Salesforce '{Name}' is a sandbox, and IsLive says that it is none; correct LoginUrl and its credentials, or IsLive.")
            {
                Field = nameof(SalesforceOptions.IsLive),
            }
            : new SystemIdentity(organization.Id, _api.Options.IsLive ?? !isSandbox);
    }

    public async Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        if (stream == RecordType.LineStream || stream == RecordType.Opportunity.Stream)
        {
            await _currency.DemandAsync(cancellationToken).ConfigureAwait(false);
        }

        return BulkCursor.Parse(watermark) is { } cursor
            ? await _bulk.NextAsync(stream, cursor, cancellationToken).ConfigureAwait(false)
            : await _poll.NextAsync(stream, watermark, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A pass over everything reads by query jobs, whatever polls leave out. One from an instant begins there, not an overlap before it.
    /// </summary>
    public string? Begin(string stream, DateTimeOffset? from) => from is { } at ? new Keyset { At = at + _api.Options.PollOverlap }.ToString()
        : stream == RecordType.LineStream ? null
        : _api.Options.BulkBackfill ? BulkCursor.Start
        : _api.Options.StartAt is null ? null
        : new Keyset { At = DateTimeOffset.UnixEpoch }.ToString();

    /// <summary>Lines only lead to their opportunities.</summary>
    public bool IsExhaustive(string stream) => stream != RecordType.LineStream;

    public Task<IdPage> ListAsync(string stream, string? after, CancellationToken cancellationToken) => _presence.ListAsync(stream, after, cancellationToken);

    public Task<Delivery?> AbsentAsync(string stream, ExternalRef subject, CancellationToken cancellationToken) =>
        _presence.AbsentAsync(stream, subject, cancellationToken);

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) => _webhooks.Receive(_api.Options, _api.Organization, header, body);

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        if (IsBatched(reference))
        {
            return (await ReadManyAsync([reference], cancellationToken).ConfigureAwait(false))[reference];
        }

        RecordType type = TypeOf(reference.Kind);
        if (type == RecordType.Opportunity)
        {
            await _currency.DemandAsync(cancellationToken).ConfigureAwait(false);
        }

        return SalesforceId.Normal(reference.Id) is { } id ? await _reader.ReadAsync(type, id, cancellationToken).ConfigureAwait(false) : null;
    }

    public bool IsBatched(ExternalRef reference) => reference.Kind == AccountQuestion.Kind;

    public async Task<IReadOnlyDictionary<ExternalRef, byte[]?>> ReadManyAsync(IReadOnlyList<ExternalRef> references, CancellationToken cancellationToken) =>
        (await _accounts.ReadAsync([.. references.Select(r => r.Id)], cancellationToken).ConfigureAwait(false))
        .ToDictionary(a => new ExternalRef(Name, AccountQuestion.Kind, a.Key), a => a.Value);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => IsBatched(reference)
        ? JsonSerializer.Deserialize(answer.Span, SalesforceJson.Default.AccountMatch)!
        : RecordMapper.Map(Name, TypeOf(reference.Kind), answer, _api.Options);

    public Change DecodeChange(Delivery delivery) => RecordType.OfName(delivery.Kind) is { } type
        ? RecordMapper.Change(Name, type, delivery.Subject, delivery.OccurredAt, delivery.Payload, _api.Options)
        : throw new ConnectorException(ErrorKind.Protocol, $"Salesforce '{Name}' brings no deliveries of the kind '{delivery.Kind}'.");

    public PlanResult Plan(Intent intent, Known known) => _port.Plan(intent, known);

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken) =>
        _port.SendAsync(dispatches, cancellationToken);

    public TimeSpan SettleTime(string way) => _api.Options.ServerTimeLimit;

    public Task<IReadOnlyList<SetupFinding>> SetUpAsync(bool apply, CancellationToken cancellationToken) => _setup.RunAsync(apply, cancellationToken);

    public Task<SchemaSnapshot> ReadSchemaAsync(CancellationToken cancellationToken) => _schema.ReadAsync(cancellationToken);

    private RecordType TypeOf(string kind) => RecordType.OfKind(kind)
        ?? throw new ConnectorException(ErrorKind.Configuration, $"Salesforce '{Name}' reads deals, customers, contacts and products, not '{kind}'.");
}

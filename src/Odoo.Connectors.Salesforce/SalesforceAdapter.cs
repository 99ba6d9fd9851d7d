using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce;

/// <summary>One Salesforce organisation: a source of customers and won deals, a target of the billing status.</summary>
internal sealed class SalesforceAdapter : ISource, IPollFeed, IPort
{
    private readonly SalesforceApi _api;
    private readonly RecordReader _reader;
    private readonly Poll _poll;
    private readonly StatusPort _port;

    public SalesforceAdapter(string name, SalesforceApi api, MappingTable mappings, TimeProvider time, ILogger<SalesforceAdapter> logger)
    {
        Name = name;
        _api = api;
        _reader = new RecordReader(api);
        _poll = new Poll(name, api, _reader, time, logger);
        _port = new StatusPort(name, api, _reader, mappings, logger);
    }

    public string Name { get; }

    public IReadOnlyList<string> Streams { get; } = [Poll.Accounts, Poll.Opportunities];

    public TimeSpan Interval => _api.Options.PollInterval;

    public int BatchSize => 25;

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var organization = await _reader.OrganizationAsync(cancellationToken).ConfigureAwait(false);
        string id = (organization is null ? null : SalesforceId.Of(organization, "Id")) ?? throw FieldErrors.Missing("Organization.Id");
        string? sandbox = JsonText.Of(organization!["IsSandbox"]);
        return sandbox is "true" or "false" ? new SystemIdentity(id, _api.Options.IsLive ?? sandbox == "false") : throw FieldErrors.Missing("Organization.IsSandbox");
    }

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) =>
        _poll.NextAsync(stream, watermark, cancellationToken);

    /// <summary>A pass from an instant begins there, not an overlap before it.</summary>
    public string? Begin(string stream, DateTimeOffset? from) => from is { } at ? new Keyset { At = at + _api.Options.PollOverlap }.ToString() : null;

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        if (SalesforceId.Normal(reference.Id) is not { } id)
        {
            return null;
        }

        var record = reference.Kind switch
        {
            RecordKinds.Deal => await _reader.OpportunityAsync(id, cancellationToken).ConfigureAwait(false),
            RecordKinds.Customer => await _reader.AccountAsync(id, cancellationToken).ConfigureAwait(false),
            _ => throw new ConnectorException(ErrorKind.Configuration, $"Salesforce '{Name}' reads deals and customers, not '{reference.Kind}'."),
        };
        return record is null ? null : Deliveries.Bytes(record);
    }

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => RecordMapper.Map(Name, reference.Kind, answer, _api.Options);

    public Change DecodeChange(Delivery delivery) => new()
    {
        System = Name,
        Kind = delivery.Kind switch
        {
            Deliveries.Opportunity => ChangeKinds.DealSeen,
            Deliveries.Account => ChangeKinds.CustomerSeen,
            _ => throw new ConnectorException(ErrorKind.Protocol, $"Salesforce '{Name}' brings no deliveries of the kind '{delivery.Kind}'."),
        },
        Subject = delivery.Subject,
        Record = Decode(delivery.Subject, delivery.Payload),
        OccurredAt = delivery.OccurredAt,
        Version = delivery.OccurredAt.ToUnixTimeMilliseconds(),
    };

    public PlanResult Plan(Intent intent, Known known) => _port.Plan(intent, known);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            outcomes.Add(await _port.SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    public TimeSpan SettleTime(string way) => _api.Options.ServerTimeLimit;
}

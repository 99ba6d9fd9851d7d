using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Topologies;

/// <summary>Consumes changes from a broker, a stream for each partition. The hub's watermark is the truth; the group's offset follows it.</summary>
internal sealed class BusFeed(InMemoryBroker broker) : ISource, IPollFeed
{
    private const string Group = "erp";
    private const int PageSize = 3;

    public string Name => "bus";

    public IReadOnlyList<string> Streams { get; } = [.. Enumerable.Range(0, broker.Partitions).Select(p => p.ToString(CultureInfo.InvariantCulture))];

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("broker-1", false));

    public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
    {
        int partition = int.Parse(stream, CultureInfo.InvariantCulture);
        long? from = watermark is null ? null : long.Parse(watermark, CultureInfo.InvariantCulture);
        if (from is not null)
        {
            broker.Commit(Group, BusPort.Changes, partition, from.Value); // what it covers is committed here
        }

        (IReadOnlyList<BrokerMessage> messages, long next) = broker.Fetch(Group, BusPort.Changes, partition, from, PageSize);
        return Task.FromResult(new PollPage
        {
            Deliveries = [.. messages.Select(Delivery)],
            Watermark = next.ToString(CultureInfo.InvariantCulture),
            HasMore = next < broker.End(BusPort.Changes, partition),
            Priority = DeliveryPriority.Realtime,
        });
    }

    public Change DecodeChange(Delivery delivery)
    {
        CloudEvent evt = CloudEvent.Decode(delivery.Payload);
        bool isBare = evt.Data.EnumerateObject().All(_ => false);
        return new Change
        {
            System = evt.Source[1..],
            Kind = evt.Type,
            Subject = delivery.Subject,
            OccurredAt = delivery.OccurredAt,
            Record = isBare ? null : RecordJson.Decode(delivery.Subject.Kind, evt.Data),
        };
    }

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException("A broker is not read.");

    private Delivery Delivery(BrokerMessage message)
    {
        CloudEvent evt = CloudEvent.Decode(message.Body);
        string[] subject = evt.Subject!.Split('/', 2);
        return new Delivery
        {
            System = Name,
            Kind = evt.Type,
            Lane = $"bus:{message.Key}",
            Subject = new ExternalRef(evt.Source[1..], subject[0], subject[1]),
            DedupeKey = evt.Id,
            OccurredAt = evt.Time!.Value,
            Payload = message.Body,
        };
    }
}

/// <summary>A system behind the bus: its records are read from a compacted topic.</summary>
internal sealed class BusReader(string name, SystemIdentity identity, InMemoryBroker broker) : IReader
{
    public string Name => name;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(identity);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult(broker.Latest(BusPort.Records, reference.ToString())?.Body.ToArray());

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => RecordJson.Decode(reference.Kind, CloudEvent.Decode(answer).Data);
}

using System.Globalization;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>A topic with what the billing platform would post, in partitions by customer. The watermark is the place in a partition.</summary>
internal sealed class Bus(World world)
{
    private const string Topic = "billing";
    private const string Group = "hub";
    private const int PageSize = 5;
    private readonly InMemoryBroker _broker = new(new InMemoryBrokerOptions
    {
        Seed = world.Seed,
        DuplicateRate = world.Chaos.Kinds.Contains(FaultKind.Duplicate) ? 0.3 : 0,
        RedeliveryRate = world.Chaos.Kinds.Contains(FaultKind.Duplicate) ? 0.3 : 0,
        ReorderRate = world.Chaos.Kinds.Contains(FaultKind.Reorder) ? 0.5 : 0,
        LostConfirmRate = world.Chaos.Kinds.Contains(FaultKind.LostAfter) ? 0.2 : 0,
    });

    public IReadOnlyList<string> Streams => [.. Enumerable.Range(0, _broker.Partitions).Select(p => p.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Told of every page, before anybody has it: a partition and the place after it.</summary>
    public Action<string, string>? Fetched { get; set; }

    /// <summary>Publishes until it is confirmed.</summary>
    public void Publish(string key, byte[] body)
    {
        while (!_broker.Publish(Topic, key, body))
        {
        }
    }

    /// <summary>The next messages; a call that may be lost like any other.</summary>
    public async Task<PollPage> PollAsync(string stream, string? watermark, Func<byte[], IReadOnlyList<Delivery>> read)
    {
        await world.Scheduler.ParkAsync($"> broker fetch {stream}");
        FaultKind? fault = world.Chaos.OnCall(isWrite: false, isShared: true);
        if (fault is not null)
        {
            world.Trace.Write($"fault {fault} on broker fetch {stream}");
            throw new ConnectorException(ErrorKind.Transient, "The broker could not be reached.");
        }

        int partition = int.Parse(stream, CultureInfo.InvariantCulture);
        long? from = watermark is null ? null : long.Parse(watermark, CultureInfo.InvariantCulture);
        if (from is { } done)
        {
            _broker.Commit(Group, Topic, partition, done);
        }

        (IReadOnlyList<BrokerMessage> messages, long next) = _broker.Fetch(Group, Topic, partition, from, PageSize);
        string mark = next.ToString(CultureInfo.InvariantCulture);
        Fetched?.Invoke(stream, mark);
        return new PollPage
        {
            Deliveries = [.. messages.SelectMany(m => read(m.Body.ToArray()))],
            Watermark = mark,
            HasMore = next < _broker.End(Topic, partition),
            Priority = DeliveryPriority.Realtime,
        };
    }
}

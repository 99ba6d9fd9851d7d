namespace Odoo.Connectors.Testing;

/// <summary>
/// A message broker for tests: topics in partitions by key, publisher confirms, consumer groups with offsets, delivery at least
/// once. It is safe for use from several threads.
/// </summary>
public sealed class InMemoryBroker
{
    private const int FarthestBack = 3;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Topic, int Partition), List<BrokerMessage>> _logs = [];
    private readonly Dictionary<(string Group, string Topic, int Partition), long> _offsets = [];
    private readonly InMemoryBrokerOptions _options;
    private readonly Random _random;

    /// <summary>Sets up a broker without messages.</summary>
    /// <param name="options">How it behaves; at its best when null.</param>
    public InMemoryBroker(InMemoryBrokerOptions? options = null)
    {
        _options = options ?? new InMemoryBrokerOptions();
        _random = new Random(_options.Seed);
    }

    /// <summary>Partitions of each topic.</summary>
    public int Partitions => _options.Partitions;

    /// <summary>How many confirms were lost so far.</summary>
    public int LostConfirms { get; private set; }

    /// <summary>How many messages were brought more often than once so far.</summary>
    public int Repeats { get; private set; }

    /// <summary>Publishes a message.</summary>
    /// <param name="topic">The topic; it need not exist.</param>
    /// <param name="key">What it is ordered by.</param>
    /// <param name="body">The bytes.</param>
    /// <returns>Whether the confirm came. Without it the message may be stored or not; publish it again.</returns>
    public bool Publish(string topic, string key, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(key);
        lock (_gate)
        {
            bool isLost = Happens(_options.LostConfirmRate);
            LostConfirms += isLost ? 1 : 0;
            if (!isLost || _random.Next(2) == 0)
            {
                int partition = PartitionOf(key);
                List<BrokerMessage> log = Log(topic, partition);
                log.Add(new BrokerMessage(topic, partition, log.Count, key, body));
            }

            return !isLost;
        }
    }

    /// <summary>What lies from an offset on. Messages may come again, several times, and mixed with those of other keys.</summary>
    /// <param name="group">The consumer group.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="from">The first offset that is wanted; null goes on where the group committed.</param>
    /// <param name="most">How many messages at most, repeats left aside.</param>
    /// <returns>The messages, and the offset to go on from.</returns>
    public (IReadOnlyList<BrokerMessage> Messages, long Next) Fetch(string group, string topic, int partition, long? from, int most)
    {
        lock (_gate)
        {
            List<BrokerMessage> log = Log(topic, partition);
            int start = (int)Math.Min(from ?? _offsets.GetValueOrDefault((group, topic, partition)), log.Count);
            int back = Happens(_options.RedeliveryRate) ? Math.Min(start, _random.Next(1, FarthestBack + 1)) : 0;
            List<BrokerMessage> page = log.GetRange(start - back, Math.Min(most, log.Count - start) + back);
            List<BrokerMessage> again = [.. page.Where(_ => Happens(_options.DuplicateRate))];
            Repeats += again.Count + back;
            page.AddRange(again);
            return (Happens(_options.ReorderRate) ? Mixed(page) : page, Math.Min(start + most, log.Count));
        }
    }

    /// <summary>How many messages a partition holds.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <returns>The offset of the next message.</returns>
    public long End(string topic, int partition)
    {
        lock (_gate)
        {
            return Log(topic, partition).Count;
        }
    }

    /// <summary>Notes how far a group has come. It never goes back.</summary>
    /// <param name="group">The consumer group.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="next">The first offset that is not done with.</param>
    public void Commit(string group, string topic, int partition, long next)
    {
        lock (_gate)
        {
            _offsets[(group, topic, partition)] = Math.Max(next, _offsets.GetValueOrDefault((group, topic, partition)));
        }
    }

    /// <summary>The latest message of a key, as a compacted topic keeps it.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">The key.</param>
    /// <returns>The message, or null when there is none.</returns>
    public BrokerMessage? Latest(string topic, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_gate)
        {
            return Log(topic, PartitionOf(key)).FindLast(m => m.Key == key);
        }
    }

    private List<BrokerMessage> Log(string topic, int partition)
    {
        if (!_logs.TryGetValue((topic, partition), out List<BrokerMessage>? log))
        {
            _logs[(topic, partition)] = log = [];
        }

        return log;
    }

    private bool Happens(double rate) => rate > 0 && _random.NextDouble() < rate;

    // string.GetHashCode differs from run to run.
    private int PartitionOf(string key) => (int)(key.Aggregate(17u, (hash, c) => unchecked((hash * 31) + c)) % (uint)_options.Partitions);

    private List<BrokerMessage> Mixed(List<BrokerMessage> page)
    {
        List<Queue<BrokerMessage>> keys = [.. page.GroupBy(m => m.Key, (_, messages) => new Queue<BrokerMessage>(messages))];
        List<BrokerMessage> mixed = [];
        while (keys.Count > 0)
        {
            Queue<BrokerMessage> next = keys[_random.Next(keys.Count)];
            mixed.Add(next.Dequeue());
            keys.RemoveAll(k => k.Count == 0);
        }

        return mixed;
    }
}

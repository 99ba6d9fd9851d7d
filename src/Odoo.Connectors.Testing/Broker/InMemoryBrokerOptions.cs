namespace Odoo.Connectors.Testing;

/// <summary>How an <see cref="InMemoryBroker"/> behaves. Rates are from 0, never, to 1, always; the defaults are a broker at its best.</summary>
public sealed record InMemoryBrokerOptions
{
    /// <summary>What everything random is drawn from: a run with the same seed and calls goes the same way.</summary>
    /// <value>The default value is 0.</value>
    public int Seed { get; init; }

    /// <summary>Partitions of each topic.</summary>
    /// <value>The default value is 4.</value>
    public int Partitions { get; init; } = 4;

    /// <summary>How often a fetch brings a message twice.</summary>
    /// <value>The default value is 0.</value>
    public double DuplicateRate { get; init; }

    /// <summary>How often a fetch begins some messages before the place that was asked for, as after a rebalance.</summary>
    /// <value>The default value is 0.</value>
    public double RedeliveryRate { get; init; }

    /// <summary>How often a fetch mixes the order of different keys. The order within a key is kept.</summary>
    /// <value>The default value is 0.</value>
    public double ReorderRate { get; init; }

    /// <summary>How often a confirm is lost; in half of these cases the message was not stored either.</summary>
    /// <value>The default value is 0.</value>
    public double LostConfirmRate { get; init; }
}

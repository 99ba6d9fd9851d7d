namespace Odoo.Connectors.Sync;

/// <summary>How a meter makes one quantity of the events of a period.</summary>
public enum UsageAggregation
{
    /// <summary>All quantities together.</summary>
    Sum = 0,

    /// <summary>The largest quantity.</summary>
    Max,

    /// <summary>The quantity of the latest event; of two at the same millisecond the larger one.</summary>
    Last,

    /// <summary>How many different <see cref="Model.UsageEvent.UniqueValue"/>s there were, exactly.</summary>
    Unique,
}

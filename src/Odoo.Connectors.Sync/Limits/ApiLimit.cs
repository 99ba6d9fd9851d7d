namespace Odoo.Connectors.Sync;

/// <summary>What a vendor says of one of its limits on calls.</summary>
/// <param name="Name">Which of its limits, for example <c>daily</c> or <c>10 seconds</c>.</param>
/// <param name="Remaining">How many calls are left.</param>
/// <param name="Max">How many there are in all, 1 at least.</param>
/// <param name="Window">How long the limit counts: a day, 10 seconds. Up to a minute is waited for; of longer ones each priority leaves its share.</param>
public sealed record ApiLimit(string Name, long Remaining, long Max, TimeSpan Window)
{
    /// <summary>When all of it is there again. The default is null: the vendor does not say, and its word is asked for again after a while.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>Stands still until it is set. Short waits, as between two reads, are over at once; longer ones, as deadlines are, never.</summary>
internal sealed class BenchClock(DateTimeOffset now) : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime >= TimeSpan.Zero && dueTime <= Longest ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>A clock that stands still and whose waits are over at once; how long they should have been is kept.</summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();

    public List<TimeSpan> Delays { get; } = [];

    public override DateTimeOffset GetUtcNow() => new(2026, 9, 20, 12, 0, 0, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            Delays.Add(dueTime);
        }

        // Deadlines of calls are longer than any wait, and are not over.
        return TimeProvider.System.CreateTimer(callback, state, dueTime < Deadline ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}

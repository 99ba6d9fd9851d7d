namespace Odoo.Connectors.Sync;

/// <summary>Wakes sleeping loops of this process when there is work. Only a hint: the store is the truth.</summary>
internal sealed class Wake
{
    private TaskCompletionSource _signal = New();

    public void Signal() => Interlocked.Exchange(ref _signal, New()).TrySetResult();

    /// <summary>The next signal. Who looks for work first takes this, so that a signal that comes while it looks is not missed.</summary>
    public Task Next => _signal.Task;

    public Task SleepAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken) => SleepAsync(Next, longest, clock, cancellationToken);

    /// <summary>Sleeps until a signal that was taken before comes, or has come.</summary>
    public static async Task SleepAsync(Task signal, TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await signal.WaitAsync(longest, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The longest sleep is over.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

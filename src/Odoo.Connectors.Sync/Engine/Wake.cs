namespace Odoo.Connectors.Sync;

/// <summary>Wakes sleeping loops of this process when there is work. Only a hint: the store is the truth.</summary>
internal sealed class Wake
{
    private TaskCompletionSource _signal = New();

    public void Signal() => Interlocked.Exchange(ref _signal, New()).TrySetResult();

    public async Task SleepAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await _signal.Task.WaitAsync(longest, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The longest sleep is over.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

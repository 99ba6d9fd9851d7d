namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Repeats calls that gave way to another transaction. Odoo's answer proves the rollback, so this is not the repetition of a call in
/// doubt; still it is for reads and for writes whose caller allows it, since not all that a method does can be rolled back.
/// </summary>
internal static class Conflicts
{
    /// <returns>The wait before the next try; <see langword="null"/> if there is none.</returns>
    public static TimeSpan? Wait(OdooServerException e, ModelCall call, OdooClientOptions options, int before, Deadline deadline)
    {
        if (!(call.IsRead || call.IsIdempotent) || before >= options.ReadRetries || !ServerErrors.IsConflict(e))
        {
            return null;
        }

        // Two that met once must not meet again at the same moment.
        TimeSpan wait = options.ReadRetryDelay * Math.Pow(2, before) * (0.5 + Random.Shared.NextDouble());
        return wait < deadline.Remaining ? wait : null;
    }

    public static async Task WaitAsync(TimeSpan wait, OdooServerException e, TimeProvider time, Deadline deadline)
    {
        try
        {
            await Task.Delay(wait, time, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            deadline.Caller.ThrowIfCancellationRequested();
            throw e;
        }
    }
}

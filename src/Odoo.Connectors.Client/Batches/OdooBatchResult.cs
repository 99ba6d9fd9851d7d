namespace Odoo.Connectors.Client;

/// <summary>
/// How far a write in batches came. Each batch is one transaction: those before the failed one are kept, the failed one is not unless
/// it is in doubt, and none after it was sent.
/// </summary>
public sealed class OdooBatchResult
{
    internal OdooBatchResult(IReadOnlyList<long> ids, int total, int failedCount, Exception? failure)
    {
        Ids = ids;
        Total = total;
        FailedCount = failedCount;
        Failure = failure;
    }

    /// <summary>The ids of what is done for certain, in the order given: the new ones after a create.</summary>
    public IReadOnlyList<long> Ids { get; }

    /// <summary>How many there were to do. <see cref="Ids"/> are the first of them.</summary>
    public int Total { get; }

    /// <summary>How many the failed batch held, which follow right after <see cref="Ids"/>; 0 if none failed.</summary>
    public int FailedCount { get; }

    /// <summary>Why the work stopped, a cancellation included; <see langword="null"/> if all is done.</summary>
    public Exception? Failure { get; }

    /// <summary>Whether all is done.</summary>
    public bool Succeeded => Failure is null;

    /// <summary>Whether the failed batch may have been done all the same: its answer was lost, or it was cancelled under way.</summary>
    public bool IsInDoubt => FailedCount > 0 && Failure is OperationCanceledException or OdooException { Kind: ErrorKind.Unknown };

    /// <summary>Goes on if all is done.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="Exception">The work stopped; the exception is <see cref="Failure"/>.</exception>
    public OdooBatchResult ThrowIfFailed()
    {
        if (Failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(Failure);
        }

        return this;
    }
}

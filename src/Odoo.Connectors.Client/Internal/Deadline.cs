namespace Odoo.Connectors.Client.Internal;

/// <summary>The end of a call: its time limit, or the caller's cancellation, whichever comes first.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TimeSpan _length;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _linked;

    public Deadline(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        Caller = caller;
        (_time, _started, _length) = (time, time.GetTimestamp(), limit);
        _limit = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, caller);
    }

    public CancellationToken Caller { get; }

    public CancellationToken Token => _linked.Token;

    public bool Passed => _limit.IsCancellationRequested;

    /// <summary>What is left of the time limit.</summary>
    public TimeSpan Remaining => _length - _time.GetElapsedTime(_started);

    public void Dispose()
    {
        _linked.Dispose();
        _limit.Dispose();
    }
}

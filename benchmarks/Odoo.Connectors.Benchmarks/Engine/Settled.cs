using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Tells when a number of effects is committed as settled.</summary>
internal sealed class Settled(Wall wall) : IFaultPoints
{
    private TaskCompletionSource _done = new();
    private int _wanted;

    public Task WhenAsync(int sent)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _wanted, sent);
        return _done.Task;
    }

    public void Reached(string point)
    {
        if (point == FaultPoint.Settled && wall.Sent >= Volatile.Read(ref _wanted))
        {
            _done.TrySetResult();
        }
    }
}

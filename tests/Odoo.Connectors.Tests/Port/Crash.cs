using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>Ends everything at a hit of a fault point as the end of the process does: nobody on the way gets to handle it.</summary>
internal sealed class Crash : IFaultPoints, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, int> _hits = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private string? _point;
    private int _hit;

    /// <summary>How often each point was reached.</summary>
    public IReadOnlyDictionary<string, int> Hits
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, int>(_hits);
            }
        }
    }

    public CancellationToken Token => _end.Token;

    public bool Happened => _end.IsCancellationRequested;

    public void At(string point, int hit) => (_point, _hit) = (point, hit);

    public void Reached(string point)
    {
        lock (_gate)
        {
            _hits[point] = _hits.GetValueOrDefault(point) + 1;
            if (point != _point || _hits[point] != _hit)
            {
                return;
            }
        }

        _end.Cancel();
        throw new OperationCanceledException(_end.Token);
    }

    public void Dispose() => _end.Dispose();
}

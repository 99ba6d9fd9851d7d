using System.Globalization;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>The end of a process at the boundary that was drawn: nobody on the way gets to handle it, and whoever still runs goes no further.</summary>
internal sealed class Death(long at, CancellationToken cancellationToken = default) : IFaultPoints, IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private string? _where;
    private long _reached;

    public CancellationToken Token => _end.Token;

    /// <summary>Where it was; null while it lives.</summary>
    public string? Where => _where;

    /// <summary>How far it got.</summary>
    public long At => Math.Min(at, Interlocked.Read(ref _reached));

    public void Reached(string point)
    {
        // A send is up to five hundred accounts that meet three boundaries; a page is a hundred, and each start looks at all streams first.
        int weight = point switch
        {
            FaultPoint.Polled => 10,
            FaultPoint.Sending or FaultPoint.Answered or FaultPoint.Settled => 166,
            _ => 1,
        };
        if (Interlocked.Add(ref _reached, weight) < at)
        {
            return;
        }

        Now(string.Create(CultureInfo.InvariantCulture, $"{point} ({at})"));
        throw new OperationCanceledException(_end.Token);
    }

    /// <summary>Ends it from outside; false when it had ended before.</summary>
    public bool Now(string where)
    {
        bool first = Interlocked.CompareExchange(ref _where, where, null) is null;
        _end.Cancel();
        return first;
    }

    public void Dispose() => _end.Dispose();
}

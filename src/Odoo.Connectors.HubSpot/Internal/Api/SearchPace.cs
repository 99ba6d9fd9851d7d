namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>
/// Spaces searches evenly, in the order they come: HubSpot counts them by the second, apart from everything else, for all apps of the
/// account together, and tells nothing about them in its headers.
/// </summary>
internal sealed class SearchPace(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _next;

    public Task WaitAsync(double perSecond, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            DateTimeOffset turn = _next > now ? _next : now;
            _next = turn + TimeSpan.FromSeconds(1 / perSecond);
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}

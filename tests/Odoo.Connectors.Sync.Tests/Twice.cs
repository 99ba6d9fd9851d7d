using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A port that at first answers twice for one effect, as a faulty target may.</summary>
internal sealed class Twice(IPort inner) : IPort
{
    private bool _done;

    public string Name => inner.Name;

    public int BatchSize => inner.BatchSize;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => inner.IdentifyAsync(cancellationToken);

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => inner.ReadAsync(reference, cancellationToken);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => inner.Decode(reference, answer);

    public PlanResult Plan(Intent intent, Known known) => inner.Plan(intent, known);

    public TimeSpan SettleTime(string way) => inner.SettleTime(way);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        IReadOnlyList<Outcome> outcomes = await inner.SendAsync(dispatches, cancellationToken);
        bool twice = !_done;
        _done = true;
        return twice ? [.. outcomes, .. outcomes] : outcomes;
    }
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A target in memory whose every call takes a while, as one over a network does.</summary>
internal sealed class Wall(int batchSize, TimeSpan latency, bool oneRecord) : IPort
{
    public string Name => "wall";

    public int BatchSize => batchSize;

    public int Calls { get; private set; }

    public int Sent { get; private set; }

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("wall-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException("The wall is not read.");

    public PlanResult Plan(Intent intent, Known known) => new PlanResult.Send(new EffectPlan
    {
        Subject = oneRecord ? "note/the-one" : $"note/{intent.Source.Id}", Payload = (string)intent.Record,
    });

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, TimeProvider.System, cancellationToken);
        }

        Calls++;
        Sent += dispatches.Count;
        return [.. dispatches.Select(d => new Outcome { Key = d.Key, Status = OutcomeStatus.Applied, Target = new ExternalRef(Name, "note", d.Key) })];
    }

    public TimeSpan SettleTime(string way) => TimeSpan.Zero;
}

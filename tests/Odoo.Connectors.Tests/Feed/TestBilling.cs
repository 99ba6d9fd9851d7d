using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>A partner's billing system that is told what was paid.</summary>
internal sealed class TestBilling : IPort
{
    public List<string> Recorded { get; } = [];

    public string Name => "billing";

    public int BatchSize => 10;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("billing-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new InvalidOperationException("Nothing is read.");

    public PlanResult Plan(Intent intent, Known known)
    {
        Allocation paid = (Allocation)intent.Record;
        string text = string.Create(CultureInfo.InvariantCulture, $"{paid.Source!.Id} {paid.Amount!.Value.Amount:0.00} by {intent.Source.Id}");
        return new PlanResult.Send(new EffectPlan { Subject = paid.Source.ToString(), Payload = text });
    }

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        Recorded.AddRange(dispatches.Select(d => d.Payload));
        return Task.FromResult<IReadOnlyList<Outcome>>([.. dispatches.Select(d => new Outcome { Key = d.Key, Status = OutcomeStatus.Applied })]);
    }

    public TimeSpan SettleTime(string way) => TimeSpan.Zero;
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A target: a wall that notes are pinned to, each under its key. It knows keys as an effect action does.</summary>
internal sealed class Wall : IPort
{
    private readonly Lock _gate = new();

    public string Name { get; init; } = "wall";

    public int BatchSize { get; init; } = 10;

    /// <summary>Pinned notes by key, in the order they were pinned.</summary>
    public OrderedDictionary<string, string> Pinned { get; } = [];

    /// <summary>Every key that was sent, in order, repeats included.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>What becomes of a sending; null does it properly.</summary>
    public Func<Dispatch, Outcome?> OnSend { get; set; } = _ => null;

    public Func<Intent, IReadOnlyList<string>> Claims { get; set; } = _ => [];

    public Func<Intent, PlanResult?> OnPlan { get; set; } = _ => null;

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("wall-1", false));

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException("The wall is not read.");

    public PlanResult Plan(Intent intent, Known known) => OnPlan(intent) ?? new PlanResult.Send(new EffectPlan
    {
        Subject = $"{intent.Source}", Payload = (string)intent.Record, Claims = Claims(intent),
    });

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Outcome>>([.. dispatches.Select(Send)]);
        }
    }

    public TimeSpan SettleTime(string way) => TimeSpan.Zero;

    public void Pin(Dispatch dispatch) => Pinned.TryAdd(dispatch.Key, dispatch.Payload);

    private Outcome Send(Dispatch dispatch)
    {
        Sent.Add(dispatch.Key);
        if (OnSend(dispatch) is Outcome outcome)
        {
            return outcome;
        }

        bool there = Pinned.ContainsKey(dispatch.Key);
        Pin(dispatch);
        return new Outcome
        {
            Key = dispatch.Key,
            Status = there ? OutcomeStatus.Replayed : OutcomeStatus.Applied,
            Target = new ExternalRef(Name, "note", $"w{Pinned.IndexOf(dispatch.Key) + 1}"),
            Values = new Dictionary<string, string?> { ["text"] = dispatch.Payload },
        };
    }
}

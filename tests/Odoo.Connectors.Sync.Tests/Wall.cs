using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A target: a wall that notes are pinned to, each under its key. It knows keys as an effect action does.</summary>
internal sealed class Wall : IPort
{
    private readonly Lock _gate = new();

    public string Name { get; init; } = "wall";

    public int BatchSize { get; set; } = 10;

    public int BatchWeight { get; set; } = int.MaxValue;

    public int PlanVersion { get; set; } = 1;

    public IEnumerable<string> ReferenceData { get; set; } = [];

    public Func<int, int> Cost { get; set; } = _ => 1;

    /// <summary>The sizes of the batches that came, in order.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>The dispatches that came, in order.</summary>
    public List<Dispatch> Dispatches { get; } = [];

    /// <summary>What happens before a batch is sent, such as taking its time.</summary>
    public Func<IReadOnlyList<Dispatch>, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What becomes of a batch as a whole; null goes by the dispatch.</summary>
    public Func<IReadOnlyList<Dispatch>, Outcome?> OnBatch { get; set; } = _ => null;

    public Func<Intent, int> Weight { get; set; } = _ => 1;

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

    public Func<Intent, Known, PlanResult?> OnPlanKnown { get; set; } = (_, _) => null;

    public PlanResult Plan(Intent intent, Known known) => OnPlan(intent) ?? OnPlanKnown(intent, known) ?? new PlanResult.Send(new EffectPlan
    {
        Subject = $"{intent.Source}", Payload = (string)intent.Record, Claims = Claims(intent), Weight = Weight(intent),
    });

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        await Before(dispatches, cancellationToken);
        lock (_gate)
        {
            Batches.Add(dispatches.Count);
            Dispatches.AddRange(dispatches);
            return OnBatch(dispatches) is Outcome all
                ? [.. dispatches.Select(d => all with { Key = d.Key })]
                : [.. dispatches.Select(Send)];
        }
    }

    public int CallCost(int effects) => Cost(effects);

    /// <summary>How long the wall may still be at what it was sent.</summary>
    public TimeSpan Settle { get; set; }

    public TimeSpan SettleTime(string way) => Settle;

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

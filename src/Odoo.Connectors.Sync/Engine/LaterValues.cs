namespace Odoo.Connectors.Sync;

/// <summary>
/// Values that later facts set while a replay waited for its turn: whoever asked for it was told that there were none, and others decide
/// and write in between. What is decided by a replay must not set them back.
/// </summary>
internal sealed class LaterValues(IReadOnlyDictionary<Step, long> events)
{
    private static readonly LaterValues s_none = new(new Dictionary<Step, long>());

    /// <summary>Whether there are any. Then what the replay saw is old as well.</summary>
    public bool Any => events.Count > 0;

    /// <summary>Looks before anything of the decision is written. Only a replay's values can be old: what is decided for the first time, or read afresh, is as of now.</summary>
    public static async Task<LaterValues> OfAsync(HubTransaction transaction, long eventId, Verdict.Act act, CancellationToken cancellationToken)
    {
        (Step Step, EffectPlan Plan)[] sets =
            [.. act.Steps.Where(s => s.Intent.Class == EffectClass.State).Select(s => (s, (s.Plan as PlanResult.Send)?.Plan!)).Where(s => s.Item2 is not null)];
        if (sets.Length == 0 || !await transaction.Hand.IsReplayedAsync(eventId, cancellationToken).ConfigureAwait(false))
        {
            return s_none;
        }

        // What was decided earlier in this very step counts too.
        await transaction.Audit.FlushAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<Step, long> later = new(ReferenceEqualityComparer.Instance);
        long? ofSubject = await transaction.Hand.LaterAsync(eventId, cancellationToken).ConfigureAwait(false);
        foreach ((Step step, EffectPlan plan) in sets)
        {
            if ((ofSubject ?? await transaction.Hand.LaterAsync(eventId, step.Intent.Target, step.Intent.Kind, plan.Subject, cancellationToken).ConfigureAwait(false)) is long newer)
            {
                later.Add(step, newer);
            }
        }

        return new LaterValues(later);
    }

    /// <summary>The event whose value stands against a step's; null where none does.</summary>
    public long? Of(Step step) => events.TryGetValue(step, out long newer) ? newer : null;
}

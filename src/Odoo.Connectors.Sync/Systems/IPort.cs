namespace Odoo.Connectors.Sync;

/// <summary>Writes to a system. It plans purely, sends what the ledger committed, and proves what became of it.</summary>
public interface IPort : IReader
{
    /// <summary>How many effects one call of <see cref="SendAsync"/> takes at most.</summary>
    int BatchSize { get; }

    /// <summary>
    /// How much weight one call takes at most, see <see cref="EffectPlan.Weight"/>; an effect that is heavier goes alone. The
    /// default is no limit.
    /// </summary>
    int BatchWeight => int.MaxValue;

    /// <summary>
    /// What a call with so many effects takes from the system's budget: one for the call by default; the number of effects where
    /// the target counts records, or each effect is a request of its own. Where that depends on what is found on the way, the fewest it
    /// takes: what is counted by <see cref="SendCalls"/> is charged in the end.
    /// </summary>
    /// <param name="effects">How many effects, 1 at least.</param>
    /// <returns>Units of <see cref="SystemBudget.RatePerSecond"/>, 1 at least, never less for more effects.</returns>
    int CallCost(int effects) => 1;

    /// <summary>
    /// The version of the standard plans, part of the version of the target's mappings: an adapter raises it when what it writes for the
    /// same record changes. The default is 1.
    /// </summary>
    int PlanVersion => 1;

    /// <summary>
    /// The tables of its settings that decide what a source's words become, such as taxes and products: part of the version of the target's mappings, which
    /// may have to be approved. Names and words of the configuration, one entry a line, the same whatever order they were configured in. The default is none.
    /// </summary>
    IEnumerable<string> ReferenceData => [];

    /// <summary>Turns an intent into a plan that says exactly what will be sent. Pure: what it must know it asks of <paramref name="known"/>.</summary>
    /// <param name="intent">What the flow wants.</param>
    /// <param name="known">What is known; missing facts are recorded there and the engine fetches them.</param>
    /// <returns>The plan, or why there is none.</returns>
    PlanResult Plan(Intent intent, Known known);

    /// <summary>
    /// Sends effects whose <c>Sending</c> is committed. Answers one outcome for each, in any order. It never throws for a
    /// failure it can tell: a lost reply is an outcome too. It never repeats a write by itself.
    /// </summary>
    /// <param name="dispatches">At most <see cref="BatchSize"/> effects, no two of one subject.</param>
    /// <param name="cancellationToken">Cancels the call; effects that may have left are in doubt then.</param>
    /// <returns>One outcome for each effect.</returns>
    Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken);

    /// <summary>
    /// How long after an unknown outcome the target may still be at work on the lost request. The effect is not touched before.
    /// </summary>
    /// <param name="way">The way of writing fixed in the effect's row.</param>
    /// <returns>Zero where the target enforces our key.</returns>
    TimeSpan SettleTime(string way);
}

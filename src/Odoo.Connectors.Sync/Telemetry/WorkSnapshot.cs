namespace Odoo.Connectors.Sync;

/// <summary>What is open in the store at one moment.</summary>
/// <param name="TakenAt">When.</param>
/// <param name="Events">Events that are not at their end.</param>
/// <param name="Effects">Effects that are not at their end.</param>
/// <param name="Troubles">Open cases and overdue work.</param>
internal sealed record WorkSnapshot(
    DateTimeOffset TakenAt, IReadOnlyList<OpenEvents> Events, IReadOnlyList<OpenEffects> Effects, IReadOnlyList<Trouble> Troubles)
{
    /// <summary>Events that wait to be decided: the queue. The oldest one's age is the lane age.</summary>
    public IEnumerable<OpenEvents> Queue => Events.Where(e => e.State is EventState.Pending or EventState.Waiting);

    /// <summary>Effects that a target has to take; held ones wait for a person.</summary>
    public IEnumerable<OpenEffects> Outgoing => Effects.Where(e => e.State != EffectState.Held);
}

/// <summary>Open events of one system in one state.</summary>
internal sealed record OpenEvents(string System, EventState State, long Count, DateTimeOffset Oldest);

/// <summary>Open effects of one target in one state.</summary>
internal sealed record OpenEffects(string Target, EffectState State, long Count, DateTimeOffset Oldest);

namespace Odoo.Connectors.Sync;

/// <summary>The engine's own step boundaries, in the order in which a fact meets them.</summary>
public static class FaultPoint
{
    /// <summary>A delivery is verified, nothing is stored.</summary>
    public const string BeforeAccept = "inbox.before-accept";

    /// <summary>Deliveries are committed, the sender does not know yet.</summary>
    public const string Accepted = "inbox.accepted";

    /// <summary>A poll's page is fetched, nothing is stored.</summary>
    public const string Polled = "poll.fetched";

    /// <summary>A lane is claimed.</summary>
    public const string LaneClaimed = "lane.claimed";

    /// <summary>A needed object was read from its system, the answer is not stored.</summary>
    public const string NeedRead = "decide.need-read";

    /// <summary>What became of an answer is committed: the decision by it, or that more must be read.</summary>
    public const string NeedStored = "decide.need-stored";

    /// <summary>A decision is made, nothing of it is committed.</summary>
    public const string BeforeDecided = "decide.before-commit";

    /// <summary>A decision is committed: effects are planned.</summary>
    public const string Decided = "decide.committed";

    /// <summary>Effects are committed as sending, no byte has left.</summary>
    public const string Sending = "dispatch.sending";

    /// <summary>The target answered, nothing is committed.</summary>
    public const string Answered = "dispatch.answered";

    /// <summary>Outcomes are committed.</summary>
    public const string Settled = "dispatch.settled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BeforeAccept, Accepted, Polled, LaneClaimed, NeedRead, NeedStored, BeforeDecided, Decided, Sending, Answered, Settled,
    ];
}

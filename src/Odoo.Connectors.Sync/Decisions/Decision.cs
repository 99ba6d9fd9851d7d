namespace Odoo.Connectors.Sync;

/// <summary>What a flow decided about a change.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>Something must be known first; it was recorded in <see cref="Known"/>.</summary>
    public static Decision Needs { get; } = new NeedMore();

    /// <summary>These effects, in order: each waits for the one before unless it is marked independent.</summary>
    /// <param name="Intents">What to do; documents that exist already are recognised by their keys and not done again.</param>
    public sealed record Do(IReadOnlyList<Intent> Intents) : Decision
    {
        /// <summary>References that turned out to name the same record.</summary>
        public IReadOnlyList<SameRecord> Links { get; init; } = [];

        /// <summary>Records that were merged or deleted in their systems.</summary>
        public IReadOnlyList<IdentityFact> Facts { get; init; } = [];

        /// <summary>
        /// Whether <see cref="Facts"/> are the ground that the change must be decided on: they are written, nothing else of this is done, and
        /// the flow is asked again in the same commit. The default is false.
        /// </summary>
        public bool FactsFirst { get; init; }

        /// <summary>Snapshots to remember as seen, so that the next equal one is absorbed.</summary>
        public IReadOnlyList<Snapshot> Seen { get; init; } = [];

        /// <summary>A few words for the audit trail, without data of persons. The default is null.</summary>
        public string? Note { get; init; }

        /// <summary>What a person must see while the rest is done: the event is parked with this case, its effects go on. The default is none.</summary>
        public CaseReason? ForReview { get; init; }
    }

    /// <summary>Nothing to do, and why.</summary>
    /// <param name="Reason">A few words for the audit trail.</param>
    public sealed record Absorb(string Reason) : Decision;

    /// <summary>Not yet: something of an earlier kind must come first. After the deadline it becomes a case.</summary>
    /// <param name="Reason">What is awaited, with the cause the case would have.</param>
    public sealed record Wait(CaseReason Reason) : Decision
    {
        internal bool IsPatient { get; private init; }

        /// <summary>Waits without a deadline, for what the hub itself has under way or a person has to allow.</summary>
        /// <param name="reason">What is awaited.</param>
        /// <returns>The decision.</returns>
        public static Wait Patiently(CaseReason reason) => new(reason) { IsPatient = true };
    }

    /// <summary>A person must look.</summary>
    /// <param name="Reason">What is wrong and what to do.</param>
    public sealed record Review(CaseReason Reason) : Decision;

    internal sealed record NeedMore : Decision;
}

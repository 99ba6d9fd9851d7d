using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What came of planning an intent.</summary>
public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <summary>Something must be known first; it was recorded in <see cref="Known"/>.</summary>
    public static PlanResult Needs { get; } = new NeedMore();

    /// <summary>
    /// The record of the target that the intent's source turned out to be. It is linked with the plan. Where it has a record of its own, the source
    /// joins that one, unless it has one too: then a person is asked. The default is null: nothing was found.
    /// </summary>
    public ExternalRef? Found { get; init; }

    /// <summary>Send this.</summary>
    /// <param name="Plan">What will be sent.</param>
    public sealed record Send(EffectPlan Plan) : PlanResult
    {
        /// <summary>
        /// What planning found out about records of the target: merged into another one there, or deleted. Written with the plan; the default
        /// is nothing.
        /// </summary>
        public IReadOnlyList<IdentityFact> Facts { get; init; } = [];
    }

    /// <summary>The target has it already, made by someone else: link it, send nothing.</summary>
    /// <param name="TargetId">The record's id in the target.</param>
    /// <param name="Claims">The match keys it holds.</param>
    public sealed record Adopt(string TargetId, IReadOnlyList<string> Claims) : PlanResult;

    /// <summary>The target holds these values already.</summary>
    /// <param name="Reason">A few words for the audit trail.</param>
    public sealed record Nothing(string Reason) : PlanResult;

    /// <summary>A person must look; nothing of the decision is done.</summary>
    /// <param name="Reason">What is wrong and what to do.</param>
    public sealed record Review(CaseReason Reason) : PlanResult;

    internal sealed record NeedMore : PlanResult;
}

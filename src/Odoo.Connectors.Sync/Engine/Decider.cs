using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Asks the flow, then the ports of the targets it names. Pure.</summary>
internal sealed class Decider(HubSystems systems, IEnumerable<IFlow> flows, ApprovalPoints approvals, IOptions<HubOptions> options)
{
    private readonly IFlow[] _flows = [.. flows];

    /// <param name="delivery">The delivery.</param>
    /// <param name="known">What is known.</param>
    /// <param name="anew">Whether to plan effects that exist once more, to compare them; such a verdict is never written.</param>
    public Verdict Decide(Delivery delivery, Known known, bool anew = false) => Decide(() => Decode(delivery), known, anew);

    /// <summary>What a delivery tells. It is the same each time.</summary>
    public Change Decode(Delivery delivery) => systems.Source(delivery.System).DecodeChange(delivery);

    /// <param name="decode">What the delivery tells; where that cannot be read it is for review.</param>
    /// <param name="known">What is known.</param>
    /// <param name="anew">As above.</param>
    public Verdict Decide(Func<Change> decode, Known known, bool anew = false)
    {
        try
        {
            Change change = decode();
            IFlow flow = Array.Find(_flows, f => f.Handles(change.Kind)) ?? IdentityChanges.Default;
            if (!flow.Handles(change.Kind))
            {
                return new Verdict.Absorbed($"no flow handles {change.Kind}");
            }

            if (!known.TryLink(change.Subject, out RecordLink? subject))
            {
                return new Verdict.Missing();
            }

            RecordReference? deleted = subject?.Find(change.Subject) is { State: LinkState.Tombstoned } found ? found : null;
            if (deleted is not null && !change.IsUndelete && !(change.Version > deleted.Version))
            {
                return new Verdict.Absorbed("it was deleted in its system, and this is not newer");
            }

            Verdict verdict = Plan(flow.Decide(change, known), known, anew);
            return deleted is not null && verdict is Verdict.Act act
                ? act with { Decision = act.Decision with { Facts = [new IdentityFact.Restored(change.Subject), .. act.Decision.Facts] } }
                : verdict;
        }
        catch (ConnectorException e)
        {
            return new Verdict.ForReview(CaseReason.From(e, "bad-input"));
        }
    }

    private Verdict Plan(Decision decision, Known known, bool anew)
    {
        switch (decision)
        {
            case Decision.Absorb absorb:
                return new Verdict.Absorbed(absorb.Reason);
            case Decision.Wait wait:
                return new Verdict.Waiting(wait.Reason, wait.IsPatient);
            case Decision.Review review:
                return new Verdict.ForReview(review.Reason);
            case Decision.Do act when !known.HasNeeds:
                return Plan(act, known, anew);
            default:
                return new Verdict.Missing();
        }
    }

    private Verdict Plan(Decision.Do decision, Known known, bool anew)
    {
        List<Step> steps = [];
        EffectSummary? before = null;
        foreach (Intent intent in decision.Intents.Select(approvals.Of))
        {
            if (!known.TryLink(intent.Source, out RecordLink? record))
            {
                continue;
            }

            ExternalRef origin = record?.Origin ?? intent.Source;
            string? key = intent.Class == EffectClass.Document
                ? known.DocumentKey(intent.Target, intent.Kind, origin, intent.Discriminator)
                : null;
            EffectSummary? existing = null;
            if (key is not null && !known.TryEffect(key, out existing))
            {
                continue;
            }

            if (existing is not null && existing.State is not (EffectState.Refused or EffectState.Rejected) && !anew)
            {
                steps.Add(new Step(intent, origin, record, key, existing, null));
                before = existing;
                continue;
            }

            if (before?.State == EffectState.Skipped && !intent.Independent)
            {
                return new Verdict.ForReview(new CaseReason(
                    ErrorKind.Dependency, "parent-skipped",
                    $"It needs {before.Key}, which was given up. It is not sent: book it by hand and resolve this case, or skip it too."));
            }

            if (options.Value.RequireMappingApproval && !anew)
            {
                if (!known.TryMappingApproval(intent.Target, out bool approved))
                {
                    continue;
                }

                if (!approved)
                {
                    return new Verdict.Waiting(
                        new CaseReason(ErrorKind.Configuration, "mapping-approval", $"the mappings of '{intent.Target}' wait for approval", intent.Target), IsPatient: true);
                }
            }

            PlanResult plan = systems.Port(intent.Target).Plan(intent, known);
            if (plan is PlanResult.Review review)
            {
                return new Verdict.ForReview(review.Reason);
            }

            steps.Add(new Step(intent, origin, record, key, anew ? existing : null, plan));
            before = null;
        }

        return known.HasNeeds ? new Verdict.Missing() : new Verdict.Act(decision, steps);
    }
}

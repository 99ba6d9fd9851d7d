using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Asks the flow, then the ports of the targets it names. Pure.</summary>
internal sealed class Decider(HubSystems systems, IEnumerable<IFlow> flows, IOptions<HubOptions> options)
{
    private readonly IFlow[] _flows = [.. flows];

    /// <param name="delivery">What arrived.</param>
    /// <param name="known">What is known.</param>
    /// <param name="alsoFinished">Whether to plan documents that are there already too, to see how they would be planned now.</param>
    public Verdict Decide(Delivery delivery, Known known, bool alsoFinished = false)
    {
        try
        {
            Change change = systems.Source(delivery.System).DecodeChange(delivery);
            IFlow? flow = Array.Find(_flows, f => f.Handles(change.Kind));
            return flow is null
                ? new Verdict.Absorbed($"no flow handles {change.Kind}")
                : Plan(flow.Decide(change, known), known, alsoFinished);
        }
        catch (ConnectorException e)
        {
            return new Verdict.ForReview(CaseReason.From(e, "bad-input"));
        }
    }

    private Verdict Plan(Decision decision, Known known, bool alsoFinished)
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
                return Plan(act, known, alsoFinished);
            default:
                return new Verdict.Missing();
        }
    }

    private Verdict Plan(Decision.Do decision, Known known, bool alsoFinished)
    {
        List<Step> steps = [];
        foreach (Intent intent in decision.Intents)
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

            if (existing is not null && existing.State != EffectState.Refused && !alsoFinished)
            {
                steps.Add(new Step(intent, origin, record, key, existing, null));
                continue;
            }

            if (options.Value.RequireMappingApproval && !alsoFinished)
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

            steps.Add(new Step(intent, origin, record, key, null, plan));
        }

        return known.HasNeeds ? new Verdict.Missing() : new Verdict.Act(decision, steps);
    }
}

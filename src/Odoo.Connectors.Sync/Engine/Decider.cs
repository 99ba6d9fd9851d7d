using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Asks the flow, then the ports of the targets it names. Pure.</summary>
internal sealed class Decider(HubSystems systems, IEnumerable<IFlow> flows)
{
    private readonly IFlow[] _flows = [.. flows];

    public Verdict Decide(Delivery delivery, Known known)
    {
        try
        {
            Change change = systems.Source(delivery.System).DecodeChange(delivery);
            IFlow? flow = Array.Find(_flows, f => f.Handles(change.Kind));
            return flow is null
                ? new Verdict.Absorbed($"no flow handles {change.Kind}")
                : Plan(flow.Decide(change, known), known);
        }
        catch (ConnectorException e)
        {
            return new Verdict.ForReview(CaseReason.From(e, "bad-input"));
        }
    }

    private Verdict Plan(Decision decision, Known known)
    {
        switch (decision)
        {
            case Decision.Absorb absorb:
                return new Verdict.Absorbed(absorb.Reason);
            case Decision.Wait wait:
                return new Verdict.Waiting(wait.Reason);
            case Decision.Review review:
                return new Verdict.ForReview(review.Reason);
            case Decision.Do act when !known.HasNeeds:
                return Plan(act, known);
            default:
                return new Verdict.Missing();
        }
    }

    private Verdict Plan(Decision.Do decision, Known known)
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

            if (existing is not null && existing.State is not (EffectState.Refused or EffectState.Rejected))
            {
                steps.Add(new Step(intent, origin, record, key, existing, null));
                continue;
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

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Decides events without committing anything.</summary>
internal sealed class EventPreviews(
    HubStore store, HubSystems systems, Bindings bindings, MappingRegistry mappings, Decider decider, Planner planner, TimeProvider clock)
{
    private const int MostRounds = 5;
    private const int MostQuestions = 100;

    public async Task<EventPreview?> MakeAsync(long eventId, CancellationToken cancellationToken)
    {
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        await mappings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<Need, object?> fresh = [];
        for (int round = 0; round <= MostRounds; round++)
        {
            (EventPreview? preview, IReadOnlyList<ExternalRef> reads) =
                await store.ReadAsync(t => DecideAsync(t, eventId, fresh, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (reads.Count == 0)
            {
                return preview;
            }

            foreach (ExternalRef read in reads)
            {
                fresh[new Need.Read(read)] = await systems.Reader(read.System).ReadAsync(read, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new ConnectorException(ErrorKind.Dependency, $"Event {eventId} asks for more and more; report its flow as faulty.");
    }

    private async Task<(EventPreview? Preview, IReadOnlyList<ExternalRef> Reads)> DecideAsync(
        HubTransaction transaction, long eventId, Dictionary<Need, object?> fresh, CancellationToken cancellationToken)
    {
        if (await transaction.Inbox.FindAsync(eventId, cancellationToken).ConfigureAwait(false) is not InboxEvent stored)
        {
            return (null, []);
        }

        Dictionary<Need, object?> answers = new(fresh);
        foreach ((ExternalRef need, byte[]? payload) in await transaction.Inbox.AnswersAsync(eventId, cancellationToken).ConfigureAwait(false))
        {
            answers[new Need.Read(need)] = payload;
        }

        for (int question = 0; question < MostQuestions; question++)
        {
            Known known = new(bindings.Accounts, clock.GetUtcNow(), answers, (r, bytes) => systems.Reader(r.System).Decode(r, bytes));
            Verdict verdict = decider.Decide(stored.Delivery, known, alsoFinished: true);
            if (verdict is not Verdict.Missing)
            {
                return (await DescribeAsync(transaction, eventId, verdict, cancellationToken).ConfigureAwait(false), []);
            }

            List<Need> local = [.. known.Missing.Where(n => n is not Need.Read)];
            if (local.Count == 0)
            {
                return (null, [.. known.Missing.OfType<Need.Read>().Select(n => n.Reference)]);
            }

            foreach (Need need in local)
            {
                answers[need] = await planner.LookUpAsync(transaction, need, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new ConnectorException(ErrorKind.Dependency, $"Event {eventId} asks for more and more; report its flow as faulty.");
    }

    private async Task<EventPreview> DescribeAsync(HubTransaction transaction, long eventId, Verdict verdict, CancellationToken cancellationToken)
    {
        switch (verdict)
        {
            case Verdict.Absorbed absorbed:
                return new EventPreview(eventId, "absorb", absorbed.Reason, []);
            case Verdict.Waiting waiting:
                return new EventPreview(eventId, "wait", waiting.Reason.Message, []);
            case Verdict.ForReview review:
                return new EventPreview(eventId, "case", $"{review.Reason.Cause}: {review.Reason.Message}", []);
        }

        List<EffectPreview> effects = [];
        foreach (Step step in ((Verdict.Act)verdict).Steps)
        {
            PlannedPayload? planned = step.Key is string key
                ? await transaction.Mappings.PlannedAsync(key, cancellationToken).ConfigureAwait(false)
                : await transaction.Mappings.PlannedAsync(eventId, step.Intent.Target, step.Intent.Kind, step.Origin, cancellationToken).ConfigureAwait(false);
            effects.Add(new EffectPreview
            {
                Target = step.Intent.Target,
                Kind = step.Intent.Kind,
                Key = planned?.Key,
                State = planned?.State,
                SentMapping = planned?.Mapping,
                Mapping = mappings.Version(step.Intent.Target),
                Outcome = step.Plan switch
                {
                    PlanResult.Send => "send",
                    PlanResult.Adopt => "adopt",
                    PlanResult.Nothing nothing => $"nothing: {nothing.Reason}",
                    _ => "nothing",
                },
                Differences = step.Plan is PlanResult.Send send ? PayloadDiff.Of(planned?.Payload, send.Plan.Payload) : [],
            });
        }

        return new EventPreview(eventId, "act", null, effects);
    }
}

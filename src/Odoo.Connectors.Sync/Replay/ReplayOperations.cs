namespace Odoo.Connectors.Sync;

internal sealed class ReplayOperations(HubStore store, Preview preview, MappingRegistry mappings, Wake wake, TimeProvider clock) : IReplayOperations
{
    /// <summary>What a replay is audited as.</summary>
    public const string Replayed = "replayed";

    public async Task<ReplayResult> ReplayAsync(long eventId, string by, ReplayMode mode, bool preview, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        InboxEvent stored = await store.ReadAsync(t => t.Inbox.FindAsync(eventId, cancellationToken), cancellationToken).ConfigureAwait(false)
            ?? throw new ConnectorException(ErrorKind.NotFound, $"There is no event {eventId}.") { Field = nameof(eventId) };
        (ReplayResult seen, IReadOnlyList<(string Target, string Kind, string Subject)> sets) = await PreviewAsync(stored, mode, cancellationToken).ConfigureAwait(false);
        if (preview || seen.Decision == ReplayDecision.Gone)
        {
            return seen;
        }

        DateTimeOffset now = clock.GetUtcNow();
        await store.RunAsync(t => AgainAsync(t, eventId, by, mode, sets, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        wake.Signal();
        return seen with { IsCommitted = true };
    }

    /// <summary>What a delivery that is not stored would be decided to, by what its systems hold now.</summary>
    public async Task<ReplayResult> ForeseeAsync(Delivery delivery, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await PreviewAsync(new InboxEvent(0, delivery, EventState.Pending, null, 0, 0, now), ReplayMode.FreshAnswers, cancellationToken).ConfigureAwait(false)).Result;

    private static async Task AgainAsync(
        HubTransaction transaction, long eventId, string by, ReplayMode mode, IReadOnlyList<(string Target, string Kind, string Subject)> sets, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        EventReport report = (await transaction.Hand.EventAsync(eventId, cancellationToken).ConfigureAwait(false))!;
        if (report.State is not (nameof(EventState.Applied) or nameof(EventState.Absorbed)))
        {
            throw new ConnectorException(ErrorKind.Conflict, $"Event {eventId} has not ended ({report.State}); if it is parked, retry its case.");
        }

        if (report.EditedTo is long copy)
        {
            throw new ConnectorException(ErrorKind.Conflict, $"Event {eventId} was edited; replay event {copy}, which took its place.");
        }

        if (sets.Count > 0 && await transaction.Hand.LaterAsync(eventId, cancellationToken).ConfigureAwait(false) is long later)
        {
            throw new ConnectorException(
                ErrorKind.Conflict, $"Event {eventId} would set values of {report.Subject} that later facts may have set since; replay event {later} instead.");
        }

        foreach ((string target, string kind, string subject) in sets)
        {
            // Facts of other subjects may say something of the same record.
            if (await transaction.Hand.LaterAsync(eventId, target, kind, subject, cancellationToken).ConfigureAwait(false) is long newer)
            {
                throw new ConnectorException(
                    ErrorKind.Conflict, $"Event {eventId} would set values of {subject} in {target} that were set since; replay event {newer} instead.");
            }
        }

        if (mode == ReplayMode.FreshAnswers)
        {
            await transaction.Inbox.ReopenAsync(eventId, now, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await transaction.Hand.DecideAgainAsync(eventId, now, cancellationToken).ConfigureAwait(false);
        }

        transaction.Audit.Lane = $"person/{by}";
        await transaction.Audit.WriteAsync(
            new AuditLine(now.ToUnixTimeMilliseconds(), eventId, null, Replayed, mode == ReplayMode.FreshAnswers ? "fresh answers" : "recorded answers", by),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What deciding again comes to, and the records whose values it would set.</summary>
    private async Task<(ReplayResult Result, IReadOnlyList<(string Target, string Kind, string Subject)> Sets)> PreviewAsync(InboxEvent stored, ReplayMode mode, CancellationToken cancellationToken)
    {
        Verdict? verdict = stored.Delivery.Payload.IsEmpty ? null : await preview.DecideAsync(stored, mode, cancellationToken).ConfigureAwait(false);
        ReplayResult result = verdict switch
        {
            Verdict.Act act => Result(ReplayDecision.Effects, null, await EffectsAsync(stored.Id, act, cancellationToken).ConfigureAwait(false)),
            Verdict.Absorbed absorbed => Result(ReplayDecision.Absorbed, absorbed.Reason),
            Verdict.Waiting waiting => Result(ReplayDecision.Waits, waiting.Reason.Message),
            Verdict.ForReview review => Result(ReplayDecision.Review, review.Reason.Message),
            _ => Result(ReplayDecision.Gone, "What it was decided by is not kept any more; replay it with fresh answers, or have its source send it again."),
        };
        return (result, verdict is Verdict.Act planned ? [.. planned.Steps.Where(s => s.Intent.Class == EffectClass.State).SelectMany(Sets)] : []);

        ReplayResult Result(ReplayDecision decision, string? reason, IReadOnlyList<ReplayEffect>? effects = null) =>
            new(stored.Id, decision, reason, effects ?? [], false);
    }

    private static IEnumerable<(string Target, string Kind, string Subject)> Sets(Step step) =>
        step.Plan is PlanResult.Send send ? [(step.Intent.Target, step.Intent.Kind, send.Plan.Subject)] : [];

    private Task<List<ReplayEffect>> EffectsAsync(long eventId, Verdict.Act act, CancellationToken cancellationToken)
    {
        return store.ReadAsync(Read, cancellationToken);

        async Task<List<ReplayEffect>> Read(HubTransaction transaction)
        {
            List<ReplayEffect> effects = [];
            foreach (Step step in act.Steps)
            {
                string plan = step.Plan switch { PlanResult.Send => "send", PlanResult.Adopt => "adopt", PlanResult.Nothing => "nothing", _ => "known" };
                PlannedPayload? before = step.Key is string key
                    ? await transaction.Mappings.PlannedAsync(key, cancellationToken).ConfigureAwait(false)
                    : await transaction.Mappings.PlannedAsync(eventId, step.Intent.Target, step.Intent.Kind, step.Origin, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<PayloadChange> changes = step.Plan is PlanResult.Send send ? PayloadDiff.Of(before?.Payload ?? "", send.Plan.Payload) : [];
                effects.Add(new ReplayEffect(step.Intent.Target, step.Intent.Kind, step.Intent.Class, step.Key, step.Existing?.State, plan, changes)
                {
                    PlannedWith = before?.Mapping,
                    MappingNow = mappings.Version(step.Intent.Target),
                });
            }

            return effects;
        }
    }
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Writes a verdict into the store: claims, links, effects, cases, audit. Everything of one verdict is one commit.</summary>
internal sealed class Planner(Bindings bindings, IdentityWriter identity, Matcher matcher, MappingRegistry mappings, RuleRegistry rules, TimeProvider clock)
{
    public async Task<object?> LookUpAsync(HubTransaction transaction, Need need, CancellationToken cancellationToken) => need switch
    {
        Need.Link link => await transaction.Identity.FindAsync(link.Reference, cancellationToken).ConfigureAwait(false),
        Need.Effect effect => await transaction.Ledger.FindAsync(effect.Key, cancellationToken).ConfigureAwait(false),
        Need.MappingApproval mapping => await mappings.IsApprovedAsync(transaction, mapping.Target, cancellationToken).ConfigureAwait(false),
        Need.Busy busy => await transaction.Ledger.IsBusyAsync(busy.Target, busy.Subject, cancellationToken).ConfigureAwait(false),
        Need.ShadowOf shadow => await transaction.Shadows.FindAsync(shadow.Reference, bindings.ShadowKey, cancellationToken).ConfigureAwait(false),
        _ => throw new InvalidOperationException($"{need.GetType().Name} is not answered from the store."),
    };

    /// <summary>Claims the match keys of all steps.</summary>
    /// <returns>
    /// Null when all claims are ours; <see cref="Verdict.Missing"/> when a step's record joined another, or what the decision stands on was
    /// written first, and it must be decided again; a review when the keys point to several records.
    /// </returns>
    public async Task<Verdict?> ClaimAsync(HubTransaction transaction, long eventId, Verdict.Act act, CancellationToken cancellationToken)
    {
        if (act.Decision.FactsFirst)
        {
            await TellAsync(transaction, eventId, act, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            return new Verdict.Missing();
        }

        foreach (IdentityFact.Erased erased in act.Decision.Facts.OfType<IdentityFact.Erased>())
        {
            (_, Traces traces) = await Eraser.FindAsync(transaction, erased.Reference, eventId, cancellationToken).ConfigureAwait(false);
            if (Eraser.Obstacle(erased.Reference, traces) is { } obstacle)
            {
                return new Verdict.Waiting(new CaseReason(ErrorKind.Dependency, "erasure-waits", obstacle));
            }
        }

        foreach (Step step in act.Steps)
        {
            Guid mine = RecordOf(step);
            if (step.Record is null && await identity.IsBeingMadeAsync(transaction, step.Origin, cancellationToken).ConfigureAwait(false))
            {
                return new Verdict.Waiting(new CaseReason(
                    ErrorKind.Dependency, "creation-in-doubt",
                    $"{step.Origin} is not known, and {step.Origin.System} did not answer yet for records we create there: it may be one of them. Settle those first, then retry."));
            }

            (Guid? same, CaseReason? ask) = await matcher.MatchAsync(transaction, eventId, step, mine, cancellationToken).ConfigureAwait(false);
            if (ask is not null)
            {
                return new Verdict.ForReview(ask);
            }

            if (same is Guid found)
            {
                await transaction.Identity.LinkAsync(step.Intent.Source, found, cancellationToken).ConfigureAwait(false);
                return new Verdict.Missing();
            }

            if (await JoinAsync(transaction, eventId, step, mine, cancellationToken).ConfigureAwait(false) is { } joined)
            {
                return joined;
            }

            IReadOnlyList<string> claims = step.Plan switch
            {
                PlanResult.Send send => send.Plan.Claims,
                PlanResult.Adopt adopt => adopt.Claims,
                _ => [],
            };
            if (claims.Count == 0)
            {
                continue;
            }

            string scope = bindings.ScopeOf(step.Intent.Target);
            HashSet<Guid> holders = await transaction.Identity.HoldersAsync(scope, claims, cancellationToken).ConfigureAwait(false);
            holders.Remove(mine);
            if (holders.Count > 0)
            {
                holders.ExceptWith(await Matcher.DifferentAsync(transaction, mine, cancellationToken).ConfigureAwait(false));
            }

            if (holders.Count > 1 || (holders.Count == 1 && step.Record is not null)
                || (holders.Count == 1 && await IsAnotherAsync(transaction, scope, holders.First(), claims, cancellationToken).ConfigureAwait(false)))
            {
                return new Verdict.ForReview(await Matcher.AskAsync(
                    transaction, eventId, step.Intent.Source, [.. holders.Select(h => new MatchCandidate(h, 1))], "ambiguous-match", 1, cancellationToken).ConfigureAwait(false));
            }

            Guid holder = holders.Count == 1 ? holders.First() : mine;
            await transaction.Identity.ClaimAsync(scope, claims, holder, cancellationToken).ConfigureAwait(false);
            if (holder != mine)
            {
                await transaction.Identity.LinkAsync(step.Intent.Source, holder, cancellationToken).ConfigureAwait(false);
                return new Verdict.Missing();
            }
        }

        return null;
    }

    /// <summary>What a port found in the target may be known already, from the target itself or from another source.</summary>
    private static async Task<Verdict?> JoinAsync(HubTransaction transaction, long eventId, Step step, Guid mine, CancellationToken cancellationToken)
    {
        if (step.Plan?.Found is not { } found
            || await transaction.Identity.RecordOfAsync(found, cancellationToken).ConfigureAwait(false) is not Guid known || known == mine)
        {
            return null;
        }

        if (step.Record is null)
        {
            await transaction.Identity.LinkAsync(step.Intent.Source, known, cancellationToken).ConfigureAwait(false);
            return new Verdict.Missing();
        }

        HashSet<Guid> different = await Matcher.DifferentAsync(transaction, mine, cancellationToken).ConfigureAwait(false);
        return new Verdict.ForReview(different.Contains(known)
            ? new CaseReason(
                ErrorKind.Conflict, "ambiguous-match",
                $"{found} has the match keys of {step.Intent.Source}, which is said to be another one; give them different values, then retry.")
            : await Matcher.AskAsync(
                transaction, eventId, step.Intent.Source, [new MatchCandidate(known, 1)], "ambiguous-match", 1, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes a verdict.</summary>
    /// <returns>Whether the event only waits.</returns>
    public async Task<bool> ApplyAsync(
        HubTransaction transaction, InboxEvent next, Verdict verdict, DateTimeOffset now, HubOptions options, CancellationToken cancellationToken)
    {
        switch (verdict)
        {
            case Verdict.Act act:
                await ActAsync(transaction, next, act, now, cancellationToken).ConfigureAwait(false);
                break;
            case Verdict.Absorbed absorbed:
                await FinishAsync(transaction, next.Id, EventState.Absorbed, absorbed.Reason, now, cancellationToken).ConfigureAwait(false);
                break;
            case Verdict.Waiting { IsPatient: true } waiting:
                await transaction.Inbox.DelayAsync(next.Id, now + options.WaitInterval, waiting.Reason.Message, cancellationToken).ConfigureAwait(false);
                return true;
            case Verdict.Waiting waiting when next.Deadline is null || now < next.Deadline:
                await transaction.Inbox.WaitAsync(
                    next.Id, now + options.WaitInterval, now + options.WaitDeadline, waiting.Reason.Message, cancellationToken).ConfigureAwait(false);
                return true;
            case Verdict.Waiting waiting:
                await ParkAsync(transaction, next.Id, waiting.Reason, default, now, cancellationToken).ConfigureAwait(false);
                break;
            case Verdict.ForReview review:
                await ParkAsync(transaction, next.Id, review.Reason, default, now, cancellationToken).ConfigureAwait(false);
                break;
        }

        return false;
    }

    /// <summary>
    /// The first match key is the strongest: a record that has another one of its kind (another VAT number) is another
    /// customer, however much else they share.
    /// </summary>
    private static async Task<bool> IsAnotherAsync(
        HubTransaction transaction, string target, Guid holder, IReadOnlyList<string> claims, CancellationToken cancellationToken)
    {
        string kind = claims[0][..(claims[0].IndexOf(':', StringComparison.Ordinal) + 1)];
        IReadOnlyList<string> theirs = await transaction.Identity.ClaimsOfAsync(target, holder, cancellationToken).ConfigureAwait(false);
        return kind.Length > 0 && !theirs.Contains(claims[0]) && theirs.Any(c => c.StartsWith(kind, StringComparison.Ordinal));
    }

    public static async Task ParkAsync(
        HubTransaction transaction, long eventId, CaseReason reason, ServerText text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What it planned before is no longer its own: the end of those effects must not end it while its case is open.
        await transaction.Ledger.ForgetEventAsync(eventId, cancellationToken).ConfigureAwait(false);
        await transaction.Cases.OpenAsync(reason, eventId, null, text, now, cancellationToken).ConfigureAwait(false);
        await transaction.Inbox.FinishAsync(eventId, EventState.Parked, reason.Message, cancellationToken).ConfigureAwait(false);
        await transaction.Audit.WriteAsync(now, eventId, null, "case", $"{reason.Cause}: {reason.Message}", cancellationToken).ConfigureAwait(false);
    }

    private async Task ActAsync(HubTransaction transaction, InboxEvent next, Verdict.Act act, DateTimeOffset now, CancellationToken cancellationToken)
    {
        LaterValues later = await LaterValues.OfAsync(transaction, next.Id, act, cancellationToken).ConfigureAwait(false);
        await transaction.Cases.CloseForEventAsync(next.Id, now, cancellationToken).ConfigureAwait(false);
        foreach (Step step in act.Steps)
        {
            if (step.Record is null)
            {
                await transaction.Identity.CreateAsync(step.Origin, RecordOf(step), cancellationToken).ConfigureAwait(false);
            }

            if (step.Plan?.Found is { } found)
            {
                await transaction.Identity.LinkAsync(found, RecordOf(step), cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (SameRecord same in act.Decision.Links)
        {
            RecordLink? record = await transaction.Identity.FindAsync(same.Of, cancellationToken).ConfigureAwait(false);
            if (record is null)
            {
                continue;
            }

            RecordLink? other = await transaction.Identity.FindAsync(same.Alias, cancellationToken).ConfigureAwait(false);
            if (other is not null && other.RecordId != record.RecordId)
            {
                CaseReason reason = new(
                    ErrorKind.Conflict, "two-records",
                    $"{same.Alias} was known as {other.Origin} and is now said to be {same.Of}: both have documents of their own. Settle in the target which of them stands.");
                await transaction.Cases.OpenAsync(reason, next.Id, null, default, now, cancellationToken).ConfigureAwait(false);
                await transaction.Audit.WriteAsync(now, next.Id, null, "case", $"{reason.Cause}: {reason.Message}", cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await transaction.Identity.LinkAsync(same.Alias, record.RecordId, cancellationToken).ConfigureAwait(false);
            }
        }

        await TellAsync(transaction, next.Id, act, now, cancellationToken).ConfigureAwait(false);

        foreach (Snapshot seen in later.Any ? [] : act.Decision.Seen)
        {
            await transaction.Shadows.AgreeAsync(seen.Reference, seen.Fields, bindings.ShadowKey, cancellationToken).ConfigureAwait(false);
            await transaction.Shadows.KeepAsync(seen.Reference, seen.Kept, bindings.ShadowKey, cancellationToken).ConfigureAwait(false);
        }

        if (act.Decision.Note is string note)
        {
            await transaction.Audit.WriteAsync(now, next.Id, null, "noted", note, cancellationToken).ConfigureAwait(false);
        }

        await transaction.Ledger.ForgetEventAsync(next.Id, cancellationToken).ConfigureAwait(false);
        (int fresh, int open) = await PlanAsync(transaction, next, act, later, now, cancellationToken).ConfigureAwait(false);
        if (act.Decision.ForReview is CaseReason review)
        {
            await ParkAsync(transaction, next.Id, review, default, now, cancellationToken).ConfigureAwait(false);
        }
        else if (open > 0)
        {
            await transaction.Inbox.FinishAsync(next.Id, EventState.Decided, "effects are planned", cancellationToken).ConfigureAwait(false);
        }
        else
        {
            (EventState state, string reason) = fresh > 0 ? (EventState.Applied, "applied")
                : (EventState.Absorbed, act.Decision.Facts.Count > 0 ? "only its identity changed" : "already applied");
            await FinishAsync(transaction, next.Id, state, reason, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(HubTransaction transaction, long eventId, Verdict.Act act, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (IdentityFact fact in act.Decision.Facts.Concat(act.Steps.SelectMany(s => (s.Plan as PlanResult.Send)?.Facts ?? [])))
        {
            await identity.ApplyAsync(transaction, eventId, fact, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(int Fresh, int Open)> PlanAsync(
        HubTransaction transaction, InboxEvent next, Verdict.Act act, LaterValues later, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int fresh = 0, open = 0;
        string? before = null;
        List<string> keys = [], unfinished = [];
        foreach (Step step in act.Steps)
        {
            string? key = step.Key;
            bool finished = step.Existing?.State is EffectState.Applied or EffectState.Superseded or EffectState.Skipped;
            switch (step.Plan)
            {
                case PlanResult.Nothing nothing:
                    await transaction.Audit.WriteAsync(now, next.Id, null, "absorbed", $"{step.Intent.Kind}: {nothing.Reason}", cancellationToken).ConfigureAwait(false);
                    continue;
                case PlanResult.Adopt adopt:
                    LedgerEffect adopted = Effect(next, step, key!, new EffectPlan { Subject = Subject(step), Payload = "" });
                    await transaction.Ledger.AdoptAsync(adopted, adopt.TargetId, now, cancellationToken).ConfigureAwait(false);
                    await transaction.Identity.LinkAsync(
                        new ExternalRef(step.Intent.Target, step.Origin.Kind, adopt.TargetId), RecordOf(step), cancellationToken).ConfigureAwait(false);
                    await transaction.Audit.WriteAsync(now, next.Id, key, "adopted", $"{step.Intent.Kind} {adopt.TargetId} was there", cancellationToken).ConfigureAwait(false);
                    (finished, fresh) = (true, fresh + 1);
                    break;
                case PlanResult.Send when later.Of(step) is long newer:
                    await transaction.Audit.WriteAsync(now, next.Id, null, "absorbed", $"{step.Intent.Kind}: event {newer} set a value since", cancellationToken).ConfigureAwait(false);
                    continue;
                case PlanResult.Send send:
                    key ??= await StateKeyAsync(transaction, next, step, cancellationToken).ConfigureAwait(false);
                    LedgerEffect effect = Effect(next, step, key, send.Plan) with { Mapping = mappings.Version(step.Intent.Target) };
                    await transaction.Ledger.PlanAsync(effect, now, cancellationToken).ConfigureAwait(false);
                    if (effect.Class == EffectClass.State)
                    {
                        await SupersedeAsync(transaction, effect, now, cancellationToken).ConfigureAwait(false);
                    }

                    string proof = await transaction.Keys.HashAsync(next.Delivery.Lane, send.Plan.Payload, now, cancellationToken).ConfigureAwait(false);
                    await transaction.Audit.WriteAsync(
                        new AuditLine(now.ToUnixTimeMilliseconds(), next.Id, key, "planned", $"{Explain(step, send.Plan)} | payload {proof}", Fields: AuditTable.Fields(send.Plan.Provenance)),
                        cancellationToken).ConfigureAwait(false);
                    await HeldEffects.HoldAsync(transaction, effect, step.Intent, now, cancellationToken).ConfigureAwait(false);
                    fresh++;
                    break;
            }

            keys.Add(key!);
            if (!step.Intent.Independent && step.Existing is null)
            {
                foreach (string needed in unfinished.Append(before).OfType<string>().Distinct(StringComparer.Ordinal))
                {
                    await transaction.Ledger.RequireAsync(key!, needed, cancellationToken).ConfigureAwait(false);
                }
            }

            // What was planned before this decision does not wait for the steps above it: the next one waits for both. An independent one begins a chain of its own.
            if (step.Existing is null || step.Intent.Independent)
            {
                unfinished.Clear();
            }

            unfinished.AddRange(finished ? [] : [key!]);
            before = key;
            open += finished ? 0 : 1;
        }

        await transaction.Ledger.BelongAsync(next.Id, keys, cancellationToken).ConfigureAwait(false);
        return (fresh, open);
    }

    /// <summary>What a later value overtook before it was sent is at its end, and so are events that waited for nothing else.</summary>
    private static async Task SupersedeAsync(HubTransaction transaction, LedgerEffect newer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (string overtaken in await transaction.Ledger.SupersedeAsync(newer, cancellationToken).ConfigureAwait(false))
        {
            await transaction.Cases.CloseForEffectAsync(overtaken, now, cancellationToken).ConfigureAwait(false);
            await transaction.Audit.WriteAsync(now, null, overtaken, "superseded", $"by {newer.Key}", cancellationToken).ConfigureAwait(false);
            await EventEnd.ReachAsync(transaction, overtaken, null, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> StateKeyAsync(HubTransaction transaction, InboxEvent next, Step step, CancellationToken cancellationToken)
    {
        long number = await transaction.Lanes.NextDecisionAsync(next.Delivery.Lane, cancellationToken).ConfigureAwait(false);
        return $"{bindings.Accounts[step.Intent.Target]}|{step.Intent.Kind}|{bindings.StoreEpoch}/{next.Delivery.Lane}/{number}";
    }

    private static async Task FinishAsync(
        HubTransaction transaction, long eventId, EventState state, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.Inbox.FinishAsync(eventId, state, reason, cancellationToken).ConfigureAwait(false);
        await transaction.Audit.WriteAsync(now, eventId, null, state.ToString().ToLowerInvariant(), reason, cancellationToken).ConfigureAwait(false);
    }

    private static LedgerEffect Effect(InboxEvent next, Step step, string key, EffectPlan plan) => new()
    {
        Key = key,
        Target = step.Intent.Target,
        Kind = step.Intent.Kind,
        Class = step.Intent.Class,
        Subject = plan.Subject,
        Source = step.Origin,
        Payload = plan.Payload,
        Way = plan.Way,
        Weight = plan.Weight,
        Priority = next.Delivery.Priority,
        Rank = next.Rank,
        Trace = Spans.Onward(next.Delivery.Trace),
        State = step.Intent.Hold is null ? EffectState.Planned : EffectState.Held,
    };

    private static string Subject(Step step) => $"{step.Origin.Kind}/{step.Origin.System}/{step.Origin.Id}";

    private string Explain(Step step, EffectPlan plan) => string.Join(
        " | ", plan.Remarks.Prepend($"{step.Intent.Kind} for {step.Intent.Source}").Append($"mapping version {mappings.Version(step.Intent.Target)}").Append($"rules {rules.Short}"));

    private Guid RecordOf(Step step) => step.Record?.RecordId ?? identity.NewIdOf(step.Origin);
}

namespace Odoo.Connectors.Sync;

/// <summary>What closing a case does to the events and effects it is about.</summary>
internal static class CaseClosing
{
    /// <summary>Decides the parked events of a case again.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> RetryAsync(CaseStep step, CancellationToken cancellationToken)
    {
        int reopened = 0;
        foreach (long eventId in await ParkedAsync(step, cancellationToken).ConfigureAwait(false))
        {
            await step.Transaction.Inbox.ReopenAsync(eventId, step.Now, cancellationToken).ConfigureAwait(false);
            await step.AuditAsync("reopened", eventId, null, null, cancellationToken).ConfigureAwait(false);
            reopened++;
        }

        await step.CloseAsync(CaseStatus.Retried, null, cancellationToken).ConfigureAwait(false);
        return reopened;
    }

    public static async Task<CaseResult> AssignAsync(CaseStep step, string? to, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        await step.Transaction.Cases.AssignAsync(step.Case.Id, to, due, cancellationToken).ConfigureAwait(false);
        await step.AuditAsync("assigned", step.Case.EventId, step.Case.EffectKey, $"to {to ?? "nobody"}", cancellationToken).ConfigureAwait(false);
        return new CaseResult(CaseOutcome.Done, $"Case {step.Case.Id} is given to {to ?? "nobody"}.");
    }

    /// <summary>Lets a held effect go as it was shown: four eyes see it, where a person proposed it.</summary>
    public static async Task<CaseResult> ApproveAsync(CaseStep step, CancellationToken cancellationToken)
    {
        if (string.Equals(await HeldEffects.ProposerAsync(step.Transaction, step.Case.EffectKey!, cancellationToken).ConfigureAwait(false), step.By, StringComparison.OrdinalIgnoreCase))
        {
            return new CaseResult(CaseOutcome.NotAllowed, $"Case {step.Case.Id} was proposed by {step.By}, who cannot approve it: another person must.");
        }

        await step.CloseAsync(CaseStatus.Approved, null, cancellationToken).ConfigureAwait(false);
        await HeldEffects.ApproveAsync(step.Transaction, step.Case.EffectKey!, step.By, step.Now, cancellationToken).ConfigureAwait(false);
        return new CaseResult(CaseOutcome.Done, "It is sent.");
    }

    /// <summary>Ends a held effect, and what needs it, unsent.</summary>
    public static async Task<CaseResult> RejectAsync(CaseStep step, CancellationToken cancellationToken)
    {
        await step.CloseAsync(CaseStatus.Rejected, null, cancellationToken).ConfigureAwait(false);
        await HeldEffects.RejectAsync(step.Transaction, step.Case.EffectKey!, step.By, step.Now, cancellationToken).ConfigureAwait(false);
        return new CaseResult(CaseOutcome.Done, "It is not sent, nor is what needs it.");
    }

    /// <summary>Gives up: the event, or the refused effect with what waits behind it.</summary>
    public static async Task<CaseResult> SkipAsync(CaseStep step, CaseStatus status, CancellationToken cancellationToken)
    {
        string reason = $"{(status == CaseStatus.Skipped ? "skipped" : "resolved")} by {step.By}, case {step.Case.Id}";
        List<long> events = await ParkedAsync(step, cancellationToken).ConfigureAwait(false);
        int parked = 0;
        if (step.Case.EffectKey is string key)
        {
            await step.Transaction.Hand.EndAsync(key, EffectState.Skipped, step.Now, cancellationToken).ConfigureAwait(false);
            parked = await BehindAsync(step, key, events, cancellationToken).ConfigureAwait(false);
        }

        await step.CloseAsync(status, parked == 0 ? null : $"{parked} events that need it are parked", cancellationToken).ConfigureAwait(false);
        foreach (long eventId in events)
        {
            await EndAsync(step, eventId, reason, cancellationToken).ConfigureAwait(false);
        }

        return new CaseResult(CaseOutcome.Done, parked == 0 ? "It is given up." : $"It is given up; {parked} events that need it are parked with a case each.");
    }

    public static async Task<CaseResult> ResolveAsync(CaseStep step, string? targetId, CancellationToken cancellationToken)
    {
        HubTransaction transaction = step.Transaction;
        LedgerState? effect = step.Case.EffectKey is string key ? await transaction.Hand.EffectAsync(key, cancellationToken).ConfigureAwait(false) : null;
        if (effect is not { State: EffectState.Refused })
        {
            return step.Case.EventId is null
                ? await CloseOnlyAsync(step, cancellationToken).ConfigureAwait(false)
                : await SkipAsync(step, CaseStatus.Resolved, cancellationToken).ConfigureAwait(false);
        }

        if (effect.Class == EffectClass.Document && string.IsNullOrEmpty(targetId))
        {
            return await SkipAsync(step, CaseStatus.Resolved, cancellationToken).ConfigureAwait(false);
        }

        await transaction.Hand.ByHandAsync(step.Case.EffectKey!, targetId, step.Now, cancellationToken).ConfigureAwait(false);
        if (!string.IsNullOrEmpty(targetId)
            && await transaction.Identity.FindAsync(effect.Source, cancellationToken).ConfigureAwait(false) is RecordLink record)
        {
            await transaction.Identity.LinkAsync(effect.Source with { System = effect.Target, Id = targetId }, record.RecordId, cancellationToken).ConfigureAwait(false);
        }

        await step.CloseAsync(CaseStatus.Resolved, targetId is null ? "by hand" : $"by hand as {targetId}", cancellationToken).ConfigureAwait(false);
        await EventEnd.ReachAsync(transaction, step.Case.EffectKey!, null, step.Now, cancellationToken).ConfigureAwait(false);
        return new CaseResult(CaseOutcome.Done, "It counts as applied; what waits for it goes on.");
    }

    /// <summary>The edited copy is a delivery of its own; the original ends.</summary>
    public static async Task<CaseResult> EditAsync(CaseStep step, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        HubTransaction transaction = step.Transaction;
        long original = step.Case.EventId!.Value;
        InboxEvent stored = (await transaction.Inbox.FindAsync(original, cancellationToken).ConfigureAwait(false))!;
        long copy = await transaction.Hand.EditAsync(original, payload, step.Now, cancellationToken).ConfigureAwait(false);
        string before = await transaction.Keys.HashAsync(step.KeyLane, stored.Delivery.Payload, step.Now, cancellationToken).ConfigureAwait(false);
        string after = await transaction.Keys.HashAsync(step.KeyLane, payload, step.Now, cancellationToken).ConfigureAwait(false);
        await transaction.Inbox.FinishAsync(original, EventState.Absorbed, $"superseded by event {copy}, edited by {step.By}", cancellationToken).ConfigureAwait(false);
        await step.CloseAsync(CaseStatus.Edited, $"event {copy} takes its place; payload {before} became {after}", cancellationToken).ConfigureAwait(false);
        await step.AuditAsync("edited", copy, null, $"from event {original}; payload {before} became {after}", cancellationToken).ConfigureAwait(false);
        return new CaseResult(CaseOutcome.Done, $"Event {copy} takes the place of event {original}.", copy);
    }

    private static async Task<CaseResult> CloseOnlyAsync(CaseStep step, CancellationToken cancellationToken)
    {
        await step.CloseAsync(CaseStatus.Resolved, null, cancellationToken).ConfigureAwait(false);
        return new CaseResult(CaseOutcome.Done, $"Case {step.Case.Id} is closed.");
    }

    /// <summary>The parked events a case is about, in their order.</summary>
    private static async Task<List<long>> ParkedAsync(CaseStep step, CancellationToken cancellationToken)
    {
        SortedSet<long> events = [];
        if (step.Case.EventId is long id)
        {
            events.Add(id);
        }

        if (step.Case.EffectKey is string key)
        {
            events.UnionWith(await step.Transaction.Ledger.EventsOfAsync(key, cancellationToken).ConfigureAwait(false));
        }

        List<long> parked = [];
        foreach (long eventId in events)
        {
            if ((await step.Transaction.Inbox.FindAsync(eventId, cancellationToken).ConfigureAwait(false))?.State == EventState.Parked)
            {
                parked.Add(eventId);
            }
        }

        return parked;
    }

    /// <summary>
    /// Nothing that waited for a skipped effect is ever sent silently: what belongs to the same events is skipped too, what only others
    /// asked for counts as refused, and all others are parked until a person decides.
    /// </summary>
    private static async Task<int> BehindAsync(CaseStep step, string key, List<long> events, CancellationToken cancellationToken)
    {
        CaseReason reason = new(
            ErrorKind.Dependency, "parent-skipped",
            $"It needs {key}, which was given up in case {step.Case.Id}. It is not sent: book it by hand and resolve this case, or skip it too.");
        SortedSet<long> others = [];
        foreach (string behind in await step.Transaction.Hand.BehindAsync(key, cancellationToken).ConfigureAwait(false))
        {
            List<long> owners = await step.Transaction.Ledger.EventsOfAsync(behind, cancellationToken).ConfigureAwait(false);
            others.UnionWith(owners.Except(events));
            EffectState state = owners.Exists(events.Contains) ? EffectState.Skipped : EffectState.Refused;
            await step.Transaction.Hand.EndAsync(behind, state, step.Now, cancellationToken).ConfigureAwait(false);
            await step.AuditAsync(state.ToString().ToLowerInvariant(), null, behind, $"it needs {key}", cancellationToken).ConfigureAwait(false);
        }

        foreach (long other in others)
        {
            await Planner.ParkAsync(step.Transaction, other, reason, default, step.Now, cancellationToken).ConfigureAwait(false);
        }

        return others.Count;
    }

    /// <summary>Ends a parked event unless another of its effects was refused, or is still on its way.</summary>
    private static async Task EndAsync(CaseStep step, long eventId, string reason, CancellationToken cancellationToken)
    {
        List<EffectState> states = await step.Transaction.Hand.StatesAsync(eventId, cancellationToken).ConfigureAwait(false);
        if (states.Contains(EffectState.Refused))
        {
            return;
        }

        bool open = states.Exists(s => s is EffectState.Planned or EffectState.Sending or EffectState.InDoubt or EffectState.Held);
        EventState state = open ? EventState.Decided : states.Contains(EffectState.Applied) ? EventState.Applied : EventState.Absorbed;
        await step.Transaction.Inbox.FinishAsync(eventId, state, reason, cancellationToken).ConfigureAwait(false);
        await step.AuditAsync(state.ToString().ToLowerInvariant(), eventId, null, null, cancellationToken).ConfigureAwait(false);
    }
}

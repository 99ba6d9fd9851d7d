namespace Odoo.Connectors.Sync;

/// <summary>Writes one outcome: the effect's state, link, shadow, case, audit and the end of its events, in one commit.</summary>
internal sealed class Settlement(Bindings bindings, IdentityWriter identity, FurtherTargets further, Backoff backoff, TimeProvider clock)
{
    private const int ManyAttempts = 10;

    public async Task SettleAsync(HubTransaction transaction, IPort port, LedgerEffect effect, Outcome outcome, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        transaction.Notes.Settled(effect, outcome);
        foreach (IdentityFact fact in outcome.Facts)
        {
            await identity.ApplyAsync(transaction, null, fact, now, cancellationToken).ConfigureAwait(false);
        }

        switch (outcome.Status)
        {
            case OutcomeStatus.Applied:
            case OutcomeStatus.Replayed:
                await transaction.Ledger.SettleAsync(effect, EffectState.Applied, now, outcome, now, cancellationToken).ConfigureAwait(false);
                await AgreeAsync(transaction, effect, outcome, now, cancellationToken).ConfigureAwait(false);
                break;
            case OutcomeStatus.Refused:
                await transaction.Ledger.SettleAsync(effect, EffectState.Refused, now, outcome, now, cancellationToken).ConfigureAwait(false);
                await transaction.Shadows.ForgetSeenAsync(effect.Key, cancellationToken).ConfigureAwait(false);
                await OpenCaseAsync(transaction, effect, Reason(outcome), outcome.ServerText, now, cancellationToken).ConfigureAwait(false);
                break;
            case OutcomeStatus.NotApplied:
                DateTimeOffset due = now + backoff.After(effect.Attempts, outcome.RetryAfter);
                await transaction.Ledger.SettleAsync(effect, EffectState.Planned, due, outcome, now, cancellationToken).ConfigureAwait(false);
                if (outcome.Reason?.Kind is ErrorKind.Authentication or ErrorKind.Permission or ErrorKind.Configuration)
                {
                    await OpenCaseAsync(transaction, effect, outcome.Reason, outcome.ServerText, now, cancellationToken).ConfigureAwait(false);
                }

                await StuckAsync(transaction, effect, outcome, now, cancellationToken).ConfigureAwait(false);
                break;
            case OutcomeStatus.Unknown:
                TimeSpan pause = backoff.After(effect.Attempts, outcome.RetryAfter);
                TimeSpan settle = port.SettleTime(effect.Way);
                await transaction.Ledger.SettleAsync(
                    effect, EffectState.InDoubt, now + (settle > pause ? settle : pause), outcome, now, cancellationToken).ConfigureAwait(false);
                await StuckAsync(transaction, effect, outcome, now, cancellationToken).ConfigureAwait(false);
                break;
        }

        await further.SettleAsync(transaction, effect, outcome, now, cancellationToken).ConfigureAwait(false);
        string detail = outcome.Reason is null ? outcome.Note ?? "" : $"{outcome.Reason.Kind}: {outcome.Reason.Message}";
        await transaction.Audit.WriteAsync(now, null, effect.Key, outcome.Status.ToString().ToLowerInvariant(), detail, cancellationToken).ConfigureAwait(false);
        await EventEnd.ReachAsync(transaction, effect.Key, outcome.Reason, now, cancellationToken).ConfigureAwait(false);
    }

    private async Task AgreeAsync(HubTransaction transaction, LedgerEffect effect, Outcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.Cases.CloseForEffectAsync(effect.Key, now, cancellationToken).ConfigureAwait(false);
        if (outcome.Discrepancy is not null)
        {
            await OpenCaseAsync(transaction, effect, outcome.Discrepancy, outcome.ServerText, now, cancellationToken).ConfigureAwait(false);
        }

        if (outcome.Target is null)
        {
            return;
        }

        RecordLink? record = await transaction.Identity.FindAsync(effect.Source, cancellationToken).ConfigureAwait(false);
        if (record is not null)
        {
            await transaction.Identity.LinkAsync(outcome.Target, record.RecordId, cancellationToken).ConfigureAwait(false);
        }

        await transaction.Shadows.ForgetAsync(outcome.Target, outcome.Unread, cancellationToken).ConfigureAwait(false);
        await transaction.Shadows.AgreeAsync(outcome.Target, outcome.Values, bindings.ShadowKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// An outage is waited out without a case; an effect that met the same wall many times needs somebody to look, while the
    /// attempts go on.
    /// </summary>
    private static async Task StuckAsync(HubTransaction transaction, LedgerEffect effect, Outcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (effect.Attempts + 1 >= ManyAttempts && outcome.Reason?.Kind is not (ErrorKind.Transient or ErrorKind.RateLimited))
        {
            CaseReason reason = new(
                outcome.Reason?.Kind ?? ErrorKind.Unknown, "still-failing",
                $"{effect.Target} did not apply {effect.Kind} in {effect.Attempts + 1} attempts; they go on. Last: {outcome.Reason?.Message ?? "no reason was given"}");
            await OpenCaseAsync(transaction, effect, reason, outcome.ServerText, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task OpenCaseAsync(
        HubTransaction transaction, LedgerEffect effect, CaseReason reason, ServerText text, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.Cases.OpenAsync(reason, null, effect.Key, text, now, cancellationToken);

    private static CaseReason Reason(Outcome outcome) =>
        outcome.Reason ?? new CaseReason(ErrorKind.Validation, "refused", "The target refused this effect without a reason.");
}

namespace Odoo.Connectors.Sync;

/// <summary>Effects that are sent only after a person approved them.</summary>
internal static class HeldEffects
{
    public const string Cause = "approval";
    private const string Held = "held";

    /// <summary>Who proposed an effect that is held; null where no person did.</summary>
    public static async Task<string?> ProposerAsync(HubTransaction transaction, string key, CancellationToken cancellationToken) =>
        (await transaction.Audit.ForEffectAsync(key, cancellationToken).ConfigureAwait(false)).LastOrDefault(e => e.What == Held)?.By;

    /// <summary>Opens the case that asks for the approval of an effect that was just planned as held.</summary>
    public static async Task HoldAsync(HubTransaction transaction, LedgerEffect effect, Intent intent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (intent.Hold is string why)
        {
            CaseReason reason = new(ErrorKind.Validation, Cause, $"{effect.Kind} for {effect.Source} is held and sent to {effect.Target} once it is approved: {why}");
            await transaction.Cases.OpenAsync(reason, null, effect.Key, default, now, cancellationToken).ConfigureAwait(false);
            await transaction.Audit.WriteAsync(new AuditLine(now.ToUnixTimeMilliseconds(), null, effect.Key, Held, why, intent.ProposedBy), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a held effect go as it was planned.</summary>
    /// <param name="transaction">The step.</param>
    /// <param name="key">The effect.</param>
    /// <param name="by">Who approved it; audited.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when it is not held: approved, rejected or superseded before.</returns>
    public static async Task<bool> ApproveAsync(HubTransaction transaction, string key, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await transaction.Ledger.ApproveAsync(key, now, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await transaction.Cases.CloseForEffectAsync(key, now, cancellationToken).ConfigureAwait(false);
        await transaction.Audit.WriteAsync(
            new AuditLine(now.ToUnixTimeMilliseconds(), null, key, "approved", null, by), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Ends a held effect, and what needs it, unsent. Their events end too: absorbed where nothing of them was applied. A later
    /// fact that asks for the same plans it anew and asks again.
    /// </summary>
    /// <param name="transaction">The step.</param>
    /// <param name="key">The effect.</param>
    /// <param name="by">Who rejected it; audited.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when it is not held: approved, rejected or superseded before.</returns>
    public static async Task<bool> RejectAsync(
        HubTransaction transaction, string key, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ended = await transaction.Ledger.RejectAsync(key, now, cancellationToken).ConfigureAwait(false);
        foreach (string rejected in ended)
        {
            await transaction.Cases.CloseForEffectAsync(rejected, now, cancellationToken).ConfigureAwait(false);
            await transaction.Audit.WriteAsync(
                new AuditLine(now.ToUnixTimeMilliseconds(), null, rejected, "rejected", rejected == key ? null : $"with {key}", by), cancellationToken).ConfigureAwait(false);
        }

        CaseReason reason = new(ErrorKind.Validation, "rejected", $"rejected by {by}");
        foreach (string rejected in ended)
        {
            await EventEnd.ReachAsync(transaction, rejected, reason, now, cancellationToken).ConfigureAwait(false);
        }

        return ended.Count > 0;
    }
}

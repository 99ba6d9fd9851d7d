using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Takes the close of a total back, as long as nobody outside knows of it.</summary>
internal sealed class UsageReopening(UsageMeters meters, TimeProvider clock)
{
    public async Task<UsageTotal> StepAsync(HubTransaction transaction, ExternalRef reference, string by, CancellationToken cancellationToken)
    {
        transaction.Audit.Lane = TotalRefs.System;
        DateTimeOffset now = clock.GetUtcNow();
        TotalKey key = TotalRefs.Parse(reference);
        List<TotalRow> all = await transaction.Usage.OfAsync(key.System, key.Subscription, cancellationToken).ConfigureAwait(false);
        TotalRow total = all.Find(t => t.Key == key)
            ?? throw new ConnectorException(ErrorKind.NotFound, "There is no such total of usage; list them with TotalsAsync.") { Field = "total" };
        if (!total.IsClosed)
        {
            throw Refused("It is open.");
        }

        if (all.Exists(t => t.Key.Meter == key.Meter && t.Key.Start > key.Start && t.IsClosed))
        {
            throw Refused("A later period of this subscription is closed and may bill what this one was wrong by; open that one first, or correct this one by events.");
        }

        await UnplanAsync(transaction, total, by, now, cancellationToken).ConfigureAwait(false);
        foreach ((long earlier, _, _, decimal quantity) in await transaction.Usage.CorrectionsAsync(total.Id, total.Closings, cancellationToken).ConfigureAwait(false))
        {
            TotalRow corrected = all.Find(t => t.Id == earlier)!;
            await transaction.Usage.BillAsync(earlier, corrected.Billed!.Value - quantity, cancellationToken).ConfigureAwait(false);
        }

        await transaction.Usage.ReopenAsync(total.Id, cancellationToken).ConfigureAwait(false);
        await transaction.Cases.CloseForEffectAsync(LateCase.Of(total), now, cancellationToken).ConfigureAwait(false);
        await transaction.Audit.WriteAsync(new AuditLine(now.ToUnixTimeMilliseconds(), null, null, "reopened", reference.Id, by), cancellationToken).ConfigureAwait(false);
        return (await Totals.FindAsync(transaction, key, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>What is planned for the target and was not sent is never sent.</summary>
    private async Task UnplanAsync(HubTransaction transaction, TotalRow total, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (meters.Find(total.Key.Meter)?.Options.Target is not string target
            || await transaction.Meta.BindingAsync(target, cancellationToken).ConfigureAwait(false) is not SystemIdentity account)
        {
            return;
        }

        ExternalRef reference = TotalRefs.Of(total.Key);
        ExternalRef subscription = new(total.Key.System, RecordKinds.Contract, total.Key.Subscription);
        if (await transaction.Inbox.IsOpenAsync(UsageSystem.LaneOf(subscription), reference, cancellationToken).ConfigureAwait(false))
        {
            throw Refused("It is just being told to its target, or a case is open about it: try again shortly, or skip the case first.");
        }

        string key = $"{account.Account}|{EffectKinds.Usage}|{TotalRefs.System}/{reference.Kind}/{reference.Id}";
        EffectSummary? effect = await transaction.Ledger.FindAsync(key, cancellationToken).ConfigureAwait(false);
        if (effect is null or { State: EffectState.Refused or EffectState.Rejected or EffectState.Skipped })
        {
            return;
        }

        if (!await transaction.Ledger.WithdrawAsync(key, now, cancellationToken).ConfigureAwait(false))
        {
            throw Refused("It was sent to its target. Correct it by events: the next period bills the difference.");
        }

        await transaction.Cases.CloseForEffectAsync(key, now, cancellationToken).ConfigureAwait(false);
        await transaction.Audit.WriteAsync(new AuditLine(now.ToUnixTimeMilliseconds(), null, key, "rejected", "its period was opened again", by), cancellationToken).ConfigureAwait(false);
        await EventEnd.ReachAsync(transaction, key, new CaseReason(ErrorKind.Validation, "rejected", "its period was opened again"), now, cancellationToken).ConfigureAwait(false);
    }

    private static ConnectorException Refused(string why) => new(ErrorKind.Conflict, $"This period cannot be opened again. {why}") { Field = "total" };
}

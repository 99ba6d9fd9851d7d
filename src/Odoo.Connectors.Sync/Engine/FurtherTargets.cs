namespace Odoo.Connectors.Sync;

/// <summary>Links the further records that an effect wrote, and agrees on what they hold.</summary>
internal sealed class FurtherTargets(Bindings bindings, IdentityWriter identity)
{
    /// <summary>Writes them into the commit of the outcome. One that stands for another record already is a case; its values are agreed on none the less.</summary>
    public async Task SettleAsync(HubTransaction transaction, LedgerEffect effect, Outcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<string> taken = [];
        foreach (FurtherTarget further in outcome.Further)
        {
            // What is not connected has no identity here: there is nothing to link.
            if (bindings.Accounts.ContainsKey(further.Source.System) && !await TryLinkAsync(transaction, further, cancellationToken).ConfigureAwait(false))
            {
                taken.Add($"{further.Target} for {further.Source}");
            }

            await transaction.Shadows.ForgetAsync(further.Target, further.Unread, cancellationToken).ConfigureAwait(false);
            await transaction.Shadows.AgreeAsync(further.Target, further.Values, bindings.ShadowKey, cancellationToken).ConfigureAwait(false);
        }

        if (taken.Count > 0)
        {
            CaseReason reason = new(
                ErrorKind.Conflict, "two-records",
                $"{effect.Kind} wrote {string.Join(", ", taken)}, which stands for another record: nothing was linked anew. Merge the two, or name the one that is gone as superseded.");
            await transaction.Cases.OpenAsync(reason, null, effect.Key, default, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryLinkAsync(HubTransaction transaction, FurtherTarget further, CancellationToken cancellationToken)
    {
        RecordLink record = await identity.EnsureAsync(transaction, further.Source, cancellationToken).ConfigureAwait(false);
        if (await transaction.Identity.RecordOfAsync(further.Target, cancellationToken).ConfigureAwait(false) is Guid other)
        {
            return other == record.RecordId;
        }

        await transaction.Identity.LinkAsync(further.Target, record.RecordId, cancellationToken).ConfigureAwait(false);
        return true;
    }
}

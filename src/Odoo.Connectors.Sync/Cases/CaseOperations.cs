namespace Odoo.Connectors.Sync;

internal sealed class CaseOperations(HubStore store, TimeProvider clock, Wake wake) : ICaseOperations
{
    public Task<IReadOnlyList<CaseInfo>> ListAsync(bool openOnly = true, CancellationToken cancellationToken = default) =>
        store.ReadAsync<IReadOnlyList<CaseInfo>>(async t => await t.Cases.ListAsync(openOnly, cancellationToken).ConfigureAwait(false), cancellationToken);

    public async Task<bool> RetryAsync(long caseId, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool found = await store.RunAsync(t => RetryAsync(t, caseId, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        wake.Signal();
        await store.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        return found;
    }

    private static async Task<bool> RetryAsync(HubTransaction transaction, long caseId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        CaseInfo? found = await transaction.Cases.FindAsync(caseId, cancellationToken).ConfigureAwait(false);
        if (found is not { IsOpen: true })
        {
            return false;
        }

        HashSet<long> events = [];
        if (found.EventId is long id)
        {
            events.Add(id);
        }

        if (found.EffectKey is string key)
        {
            events.UnionWith(await transaction.Ledger.EventsOfAsync(key, cancellationToken).ConfigureAwait(false));
        }

        foreach (long eventId in events)
        {
            InboxEvent? stored = await transaction.Inbox.FindAsync(eventId, cancellationToken).ConfigureAwait(false);
            if (stored?.State == EventState.Parked)
            {
                await transaction.Inbox.ReopenAsync(eventId, now, cancellationToken).ConfigureAwait(false);
                await transaction.Audit.WriteAsync(now, eventId, null, "retried", $"case {caseId}", cancellationToken).ConfigureAwait(false);
            }
        }

        await transaction.Cases.CloseAsync(caseId, now, cancellationToken).ConfigureAwait(false);
        return true;
    }
}

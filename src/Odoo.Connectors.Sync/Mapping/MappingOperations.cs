namespace Odoo.Connectors.Sync;

internal sealed class MappingOperations(HubStore store, MappingRegistry registry, Wake wake, TimeProvider clock) : IMappingOperations
{
    public async Task<IReadOnlyList<MappingVersion>> ListAsync(CancellationToken cancellationToken = default)
    {
        await registry.EnsureAsync(cancellationToken).ConfigureAwait(false);
        List<MappingVersion> versions = await store.ReadAsync(t => t.Mappings.ListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. versions.Select(v => v with { IsCurrent = registry.IsCurrent(v) })];
    }

    public Task<IReadOnlyList<string>> DiffAsync(string target, int before, int after, CancellationToken cancellationToken = default) =>
        store.ReadAsync(
            async t =>
            {
                MappingVersion old = await FoundAsync(t, target, before, cancellationToken).ConfigureAwait(false);
                MappingVersion now = await FoundAsync(t, target, after, cancellationToken).ConfigureAwait(false);
                return MappingDiff.Of(old.Definition, now.Definition);
            },
            cancellationToken);

    public async Task<bool> ApproveAsync(string target, int version, string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        DateTimeOffset now = clock.GetUtcNow();
        bool approved = await store.RunAsync(StepAsync, cancellationToken).ConfigureAwait(false);
        wake.Signal();
        return approved;

        async Task<bool> StepAsync(HubTransaction transaction)
        {
            MappingVersion? found = await transaction.Mappings.FindAsync(target, version, cancellationToken).ConfigureAwait(false);
            if (found is not { ApprovedAt: null })
            {
                return false;
            }

            await MappingRegistry.ApproveAsync(transaction, found, by, now, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    public async Task<bool> ResendAsync(string effectKey, string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(effectKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        DateTimeOffset now = clock.GetUtcNow();
        bool sent = await store.RunAsync(StepAsync, cancellationToken).ConfigureAwait(false);
        wake.Signal();
        return sent;

        async Task<bool> StepAsync(HubTransaction transaction)
        {
            PlannedPayload? planned = await transaction.Mappings.PlannedAsync(effectKey, cancellationToken).ConfigureAwait(false);
            if (planned is null || !await transaction.Mappings.ResendAsync(effectKey, now, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            foreach (long eventId in await transaction.Ledger.EventsOfAsync(effectKey, cancellationToken).ConfigureAwait(false))
            {
                if ((await transaction.Inbox.FindAsync(eventId, cancellationToken).ConfigureAwait(false))?.State == EventState.Parked)
                {
                    await transaction.Inbox.FinishAsync(eventId, EventState.Decided, "an effect is sent again", cancellationToken).ConfigureAwait(false);
                }
            }

            await transaction.Cases.CloseForEffectAsync(effectKey, now, cancellationToken).ConfigureAwait(false);
            await transaction.Audit.WriteAsync(
                new AuditLine(now.ToUnixTimeMilliseconds(), null, effectKey, "resent", $"as planned with mapping version {planned.Mapping}", by),
                cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private static async Task<MappingVersion> FoundAsync(HubTransaction transaction, string target, int version, CancellationToken cancellationToken) =>
        await transaction.Mappings.FindAsync(target, version, cancellationToken).ConfigureAwait(false)
        ?? throw new ConnectorException(ErrorKind.NotFound, $"The mappings of '{target}' have no version {version}; ListAsync lists those there are.");
}

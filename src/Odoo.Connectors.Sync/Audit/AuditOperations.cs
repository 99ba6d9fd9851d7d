using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

internal sealed class AuditOperations(HubStore store, TimeProvider clock, IEnumerable<IAuditWitness> witnesses) : IAuditOperations
{
    private readonly IAuditWitness? _witness = witnesses.FirstOrDefault();

    public async Task<AuditVerification> VerifyAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        // Asked first: a root that is made meanwhile is not missed.
        AuditRoot? witnessed = _witness is null ? null : await _witness.LastAsync(cancellationToken).ConfigureAwait(false);
        return await store.ReadAsync(t => new AuditVerifier(t.Proof).VerifyAsync(from, to, witnessed, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<AuditRoot?> SealAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        AuditRoot? root = await store.RunAsync(Step, cancellationToken).ConfigureAwait(false);
        if (root is not null && _witness is not null)
        {
            await _witness.KeepAsync(root, cancellationToken).ConfigureAwait(false);
        }

        return root;

        async Task<AuditRoot?> Step(HubTransaction transaction)
        {
            AuditRoot? last = await transaction.Proof.LastRootAsync(cancellationToken).ConfigureAwait(false);
            List<AuditSeal> seals = await transaction.Proof.UnsealedAsync(last, cancellationToken).ConfigureAwait(false);
            if (seals.Count == 0)
            {
                return null;
            }

            byte[] previous = last is null ? AuditChain.Start : Convert.FromHexString(last.Hash);
            long number = (last?.Number ?? 0) + 1;
            byte[] hash = AuditChain.Root(previous, number, now.ToUnixTimeMilliseconds(), seals);
            AuditRoot made = new(number, now, Convert.ToHexStringLower(hash));
            await transaction.Proof.AddRootAsync(made, previous, seals, cancellationToken).ConfigureAwait(false);
            return made;
        }
    }

    public async Task<IReadOnlyList<RuleVersion>> RulesAsync(CancellationToken cancellationToken = default) =>
        await store.ReadAsync(t => t.Audit.RulesAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

    public Task<FieldOrigin?> ExplainFieldAsync(ExternalRef target, string field, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentException.ThrowIfNullOrEmpty(field);
        return store.ReadAsync(t => t.Audit.FieldAsync(target, field, cancellationToken), cancellationToken);
    }
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

internal sealed class IdentityOperations(
    HubStore store, Bindings bindings, HubSystems systems, IdentityWriter writer, PairImporter importer, TimeProvider clock, Wake wake) : IIdentityOperations
{
    private const int PageSize = 500;

    public Task<RecordLink?> FindAsync(ExternalRef reference, CancellationToken cancellationToken = default) =>
        store.ReadAsync(t => t.Identity.FindAsync(reference, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RecordMerge>> MergesAsync(ExternalRef reference, CancellationToken cancellationToken = default)
    {
        return store.ReadAsync(Read, cancellationToken);

        async Task<IReadOnlyList<RecordMerge>> Read(HubTransaction transaction)
        {
            List<RecordMerge> merges = [];
            if (await transaction.Identity.RecordOfAsync(reference, cancellationToken).ConfigureAwait(false) is Guid record)
            {
                foreach (RecordMerge merge in await transaction.Merges.OfAsync(record, cancellationToken).ConfigureAwait(false))
                {
                    merges.Add(await WithMovedAsync(transaction, merge, cancellationToken).ConfigureAwait(false));
                }
            }

            return merges;
        }
    }

    public Task<RecordLink> LinkAsync(
        ExternalRef reference, ExternalRef to, string by, LinkOptions? options = null, CancellationToken cancellationToken = default)
    {
        LinkOptions how = options ?? new LinkOptions();
        return ChangeAsync(Step, by, cancellationToken);

        async Task<RecordLink> Step(HubTransaction transaction, Stamp stamp)
        {
            if (reference == to)
            {
                throw new ConnectorException(ErrorKind.Validation, $"{reference} cannot be linked to itself; name another reference of the record.") { Field = "to" };
            }

            RecordLink record = await writer.EnsureAsync(transaction, to, cancellationToken).ConfigureAwait(false);
            if (await writer.LinkAsync(transaction, reference, record, how.Company, stamp, cancellationToken).ConfigureAwait(false) is null)
            {
                throw new ConnectorException(
                    ErrorKind.Conflict, $"{reference} belongs to another record than {record.Origin}; merge the two if they are one.") { Field = "reference" };
            }

            if (how.Primary)
            {
                await transaction.Identity.PreferAsync(reference, cancellationToken).ConfigureAwait(false);
                await IdentityWriter.AuditAsync(transaction, stamp, "preferred", reference.ToString(), cancellationToken).ConfigureAwait(false);
            }

            return await OneAsync(transaction, reference, "reference", cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<RecordMerge> MergeAsync(
        ExternalRef loser, ExternalRef survivor, string by, string why, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return ChangeAsync(Step, by, cancellationToken);

        async Task<RecordMerge> Step(HubTransaction transaction, Stamp stamp)
        {
            RecordLink one = await OneAsync(transaction, loser, nameof(loser), cancellationToken).ConfigureAwait(false);
            RecordLink other = await OneAsync(transaction, survivor, nameof(survivor), cancellationToken).ConfigureAwait(false);
            if (one.RecordId == other.RecordId)
            {
                throw new ConnectorException(ErrorKind.Conflict, $"{loser} and {survivor} are one record already.") { Field = nameof(loser) };
            }

            long id = await writer.MergeAsync(transaction, one, other, null, stamp with { Why = why }, cancellationToken).ConfigureAwait(false);
            return await WithMovedAsync(transaction, (await transaction.Merges.FindAsync(id, cancellationToken).ConfigureAwait(false))!, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<UnmergeResult> UnmergeAsync(long mergeId, string by, CancellationToken cancellationToken = default)
    {
        return ChangeAsync(Step, by, cancellationToken);

        async Task<UnmergeResult> Step(HubTransaction transaction, Stamp stamp)
        {
            if (await transaction.Merges.FindAsync(mergeId, cancellationToken).ConfigureAwait(false) is not { UndoneAt: null } merge)
            {
                throw new ConnectorException(ErrorKind.NotFound, $"There is no merge {mergeId} that still stands.") { Field = nameof(mergeId) };
            }

            Guid holder = await transaction.Merges.ResolveAsync(merge.Survivor, cancellationToken).ConfigureAwait(false);
            List<MadeDocument> made = await transaction.Merges.MadeSinceAsync(holder, merge.At, cancellationToken).ConfigureAwait(false);
            await IdentityWriter.UnmergeAsync(transaction, merge, stamp, cancellationToken).ConfigureAwait(false);
            return new UnmergeResult(
                (await transaction.Identity.FindAsync(merge.Loser, cancellationToken).ConfigureAwait(false))!,
                (await transaction.Identity.FindAsync(holder, cancellationToken).ConfigureAwait(false))!,
                made);
        }
    }

    public Task<RecordLink> SupersedeAsync(ExternalRef old, ExternalRef replacement, string by, CancellationToken cancellationToken = default)
    {
        IdentityWriter.RequireSameKind(old, replacement);
        return ChangeAsync(Step, by, cancellationToken);

        async Task<RecordLink> Step(HubTransaction transaction, Stamp stamp)
        {
            await OneAsync(transaction, old, nameof(old), cancellationToken).ConfigureAwait(false);
            await writer.SupersedeAsync(transaction, old, replacement, stamp, cancellationToken).ConfigureAwait(false);
            return await OneAsync(transaction, old, nameof(old), cancellationToken).ConfigureAwait(false);
        }
    }

    public Task AnswerMatchAsync(
        long caseId, MatchAnswer answer, string by, ExternalRef? candidate = null, CancellationToken cancellationToken = default) =>
        ChangeAsync((t, stamp) => MatchQuestion.AnswerAsync(t, writer, caseId, answer, candidate, stamp, cancellationToken), by, cancellationToken);

    public async Task<ImportReport> ImportAsync(TextReader csv, string by, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await importer.RunAsync(LinkCsv.Read(csv).ToAsyncEnumerable(), by, options ?? new ImportOptions(), cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> ExportAsync(TextWriter csv, CancellationToken cancellationToken = default)
    {
        await csv.WriteLineAsync(LinkCsv.Header.AsMemory(), cancellationToken).ConfigureAwait(false);
        int count = 0;
        long after = 0;
        while (true)
        {
            List<(long Seq, ExternalRef Origin, ExternalRef Reference)> page =
                await store.ReadAsync(t => t.Identity.PageAsync(after, PageSize, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach ((long seq, ExternalRef origin, ExternalRef reference) in page)
            {
                await csv.WriteLineAsync(LinkCsv.Write(origin, reference).AsMemory(), cancellationToken).ConfigureAwait(false);
                after = seq;
            }

            count += page.Count;
            if (page.Count < PageSize)
            {
                return count;
            }
        }
    }

    public async Task<ImportReport> RebuildAsync(string system, string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        if (systems.All.GetValueOrDefault(system) is not IIdentitySource source)
        {
            throw new ConnectorException(ErrorKind.Configuration, $"No connected system named '{system}' remembers the sources of its records.") { Field = nameof(system) };
        }

        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        IAsyncEnumerable<LinkPair> pairs = source.LinksAsync(cancellationToken).Select((l, i) => new LinkPair(i + 1, l.Source, l.InTarget, null));
        return await importer.RunAsync(pairs, by, new ImportOptions { AllowAliases = true }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> ChangeAsync<T>(Func<HubTransaction, Stamp, Task<T>> step, string by, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        Stamp stamp = new(by, "", null, clock.GetUtcNow());
        T result = await store.RunAsync(t => step(t, stamp), cancellationToken).ConfigureAwait(false);
        wake.Signal();
        return result;
    }

    private static async Task<RecordLink> OneAsync(HubTransaction transaction, ExternalRef reference, string field, CancellationToken cancellationToken) =>
        await transaction.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false)
        ?? throw new ConnectorException(ErrorKind.NotFound, $"The identity map does not know {reference}; link it first, or correct it.") { Field = field };

    private static async Task<RecordMerge> WithMovedAsync(HubTransaction transaction, RecordMerge merge, CancellationToken cancellationToken)
    {
        List<RecordReference> moved = await transaction.Merges.MovedAsync(merge.Id, cancellationToken).ConfigureAwait(false);
        return merge with { Moved = [.. moved.Select(m => m.Reference)] };
    }
}

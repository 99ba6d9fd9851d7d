using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Links pairs in batches of one commit each. A pair that contradicts the map changes nothing.</summary>
internal sealed class PairImporter(HubStore store, IdentityWriter writer, HubSystems systems, TimeProvider clock)
{
    public async Task<ImportReport> RunAsync(IAsyncEnumerable<LinkPair> pairs, string by, ImportOptions options, CancellationToken cancellationToken)
    {
        int linked = 0, already = 0;
        List<ImportConflict> conflicts = [];

        // What a dry run would have linked, so that later rows meet it.
        Dictionary<ExternalRef, RecordLink>? imagined = options.DryRun ? [] : null;
        await foreach (LinkPair[] batch in pairs.Chunk(options.BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Tally tally = imagined is null
                ? await store.RunAsync(t => BatchAsync(t, batch, by, options, null, cancellationToken), cancellationToken).ConfigureAwait(false)
                : await store.ReadAsync(t => BatchAsync(t, batch, by, options, imagined, cancellationToken), cancellationToken).ConfigureAwait(false);
            linked += tally.Linked;
            already += tally.Already;
            conflicts.AddRange(tally.Conflicts);
        }

        return new ImportReport { Linked = linked, AlreadyLinked = already, Conflicts = conflicts };
    }

    private async Task<Tally> BatchAsync(
        HubTransaction transaction, LinkPair[] batch, string by, ImportOptions options, Dictionary<ExternalRef, RecordLink>? imagined, CancellationToken cancellationToken)
    {
        int linked = 0, already = 0;
        List<ImportConflict> conflicts = [];
        DateTimeOffset now = clock.GetUtcNow();
        foreach (LinkPair pair in batch)
        {
            (RecordLink? left, RecordLink? right) = (await FindAsync(pair.Left).ConfigureAwait(false), await FindAsync(pair.Right).ConfigureAwait(false));
            if (Fault(pair, left, right, options) is ImportConflict conflict)
            {
                conflicts.Add(conflict);
                if (options.OpenCases && imagined is null)
                {
                    CaseReason reason = new(ErrorKind.Conflict, "import-conflict", $"Line {conflict.Line} of an import by {by}: {conflict.Message}", conflict.Field);
                    await transaction.Cases.OpenAsync(reason, null, $"import/{pair.Left}/{pair.Right}", default, now, cancellationToken).ConfigureAwait(false);
                }
            }
            else if (left is not null && left.RecordId == right?.RecordId)
            {
                already++;
            }
            else
            {
                (ExternalRef joins, RecordLink? record) = left is null && right is not null ? (pair.Left!, right) : (pair.Right!, left);
                await LinkAsync(joins, record, pair.Left!).ConfigureAwait(false);
                linked++;
            }
        }

        return new Tally(linked, already, conflicts);

        async Task<RecordLink?> FindAsync(ExternalRef? reference) =>
            reference is null ? null
            : imagined?.GetValueOrDefault(reference) ?? await transaction.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false);

        async Task LinkAsync(ExternalRef joins, RecordLink? record, ExternalRef origin)
        {
            if (imagined is null)
            {
                record ??= await writer.EnsureAsync(transaction, origin, cancellationToken).ConfigureAwait(false);
                await writer.LinkAsync(transaction, joins, record, "", new Stamp(by, "import", null, now), cancellationToken).ConfigureAwait(false);
                return;
            }

            record ??= new RecordLink(writer.NewIdOf(origin), origin, [new RecordReference { Reference = origin }]);
            record = record with { Links = [.. record.Links, new RecordReference { Reference = joins }] };
            foreach (RecordReference reference in record.Links)
            {
                imagined[reference.Reference] = record;
            }
        }
    }

    private ImportConflict? Fault(LinkPair pair, RecordLink? left, RecordLink? right, ImportOptions options)
    {
        if (pair.Fault is not null)
        {
            return pair.Fault;
        }

        (ExternalRef one, ExternalRef other) = (pair.Left!, pair.Right!);
        if (!systems.All.ContainsKey(one.System) || !systems.All.ContainsKey(other.System))
        {
            (string field, string name) = systems.All.ContainsKey(one.System) ? ("other_system", other.System) : ("system", one.System);
            return new ImportConflict(pair.Line, field, $"No system named '{name}' is connected; add it or correct the name.");
        }

        if (one == other)
        {
            return new ImportConflict(pair.Line, "other_id", $"{one} is linked to itself; name its id in the other system.");
        }

        if (left is not null && right is not null && left.RecordId != right.RecordId)
        {
            return new ImportConflict(pair.Line, "other_id", $"{one} is the record of {left.Origin}, {other} that of {right.Origin}; merge them if they are one, or correct the row.");
        }

        if (!options.AllowAliases && left?.RecordId != right?.RecordId)
        {
            return Second(left, other) is ExternalRef there
                ? new ImportConflict(pair.Line, "other_id", $"{one} is {there} already; correct the row, or allow aliases if both are it.")
                : Second(right, one) is ExternalRef here
                    ? new ImportConflict(pair.Line, "id", $"{other} is {here} already; correct the row, or allow aliases if both are it.")
                    : null;
        }

        return null;
    }

    /// <summary>Another live reference of the same system and kind.</summary>
    private static ExternalRef? Second(RecordLink? record, ExternalRef reference) =>
        record?.Links.FirstOrDefault(l => l.State == LinkState.Linked && l.Reference != reference
            && l.Reference.System == reference.System && l.Reference.Kind == reference.Kind)?.Reference;

    private sealed record Tally(int Linked, int Already, IReadOnlyList<ImportConflict> Conflicts);
}

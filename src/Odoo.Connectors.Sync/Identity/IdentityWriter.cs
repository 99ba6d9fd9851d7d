using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Changes the identity map: links, merges, replaced ids, tombstones. Everything in the caller's transaction, and audited.</summary>
internal sealed class IdentityWriter(Bindings bindings, HubSystems systems)
{
    /// <summary>The id of a record whose first reference this is.</summary>
    /// <exception cref="ConnectorException">No system of that name is connected.</exception>
    public Guid NewIdOf(ExternalRef origin) => bindings.Accounts.TryGetValue(origin.System, out string? account)
        ? RecordIds.Of(account, origin.Kind, origin.Id)
        : throw new ConnectorException(ErrorKind.Configuration, $"No system named '{origin.System}' is connected; add it or correct the name.") { Field = "system" };

    /// <summary>
    /// Whether a target is being sent a new record of this kind and did not answer yet: a reference of it that we do not know may be
    /// that record, told by its webhook before our own create returned.
    /// </summary>
    public async Task<bool> IsBeingMadeAsync(HubTransaction transaction, ExternalRef reference, CancellationToken cancellationToken) =>
        systems.All.GetValueOrDefault(reference.System) is IPort
        && await transaction.Ledger.IsMakingAsync(reference.System, reference.Kind, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes what a source said.</summary>
    public async Task ApplyAsync(HubTransaction transaction, long? eventId, IdentityFact fact, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (fact)
        {
            case IdentityFact.Merged merged:
                RequireSameKind(merged.Loser, merged.Survivor);
                Stamp stamp = new(merged.Loser.System, $"{merged.Loser.System} merged them", eventId, now);
                await SupersedeAsync(transaction, merged.Loser, merged.Survivor, stamp, cancellationToken).ConfigureAwait(false);
                break;
            case IdentityFact.Deleted deleted:
                await TombstoneAsync(transaction, deleted.Reference, deleted.Version, new Stamp(deleted.Reference.System, "deleted there", eventId, now), cancellationToken)
                    .ConfigureAwait(false);
                break;
            case IdentityFact.Erased erased:
                Stamp person = new(erased.Reference.System, "erased there", eventId, now);
                (RecordLink? known, Traces traces) = await Eraser.FindAsync(transaction, erased.Reference, eventId, cancellationToken).ConfigureAwait(false);
                await Eraser.EraseAsync(transaction, known, traces, now, cancellationToken).ConfigureAwait(false);
                await TombstoneAsync(transaction, erased.Reference, erased.Version, person, cancellationToken).ConfigureAwait(false);
                await AuditAsync(transaction, person, "erased", Eraser.Words(erased.Reference, traces), cancellationToken).ConfigureAwait(false);
                transaction.Erases = true;
                break;
            case IdentityFact.Restored restored:
                await RestoreAsync(transaction, restored.Reference, new Stamp(restored.Reference.System, "there again", eventId, now), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>The record of a reference, made where it is not there.</summary>
    public async Task<RecordLink> EnsureAsync(HubTransaction transaction, ExternalRef reference, CancellationToken cancellationToken)
    {
        if (await transaction.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false) is RecordLink record)
        {
            return record;
        }

        await transaction.Identity.CreateAsync(reference, NewIdOf(reference), cancellationToken).ConfigureAwait(false);
        return (await transaction.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Gives a record one more name.</summary>
    /// <returns>Whether anything changed; null when the reference belongs to another record.</returns>
    public async Task<bool?> LinkAsync(HubTransaction transaction, ExternalRef reference, RecordLink record, string company, Stamp stamp, CancellationToken cancellationToken)
    {
        if (await transaction.Identity.RecordOfAsync(reference, cancellationToken).ConfigureAwait(false) is Guid other)
        {
            return other == record.RecordId ? await RestoreAsync(transaction, reference, stamp, cancellationToken).ConfigureAwait(false) : null;
        }

        _ = NewIdOf(reference);
        await transaction.Identity.LinkAsync(reference, record.RecordId, cancellationToken, company).ConfigureAwait(false);
        await AuditAsync(transaction, stamp, "linked", $"{reference} to {record.Origin}", cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes two records one: the first one's names become aliases of the second, its claims the second's.</summary>
    /// <returns>The merge's number.</returns>
    public async Task<long> MergeAsync(
        HubTransaction transaction, RecordLink loser, RecordLink survivor, ExternalRef? settled, Stamp stamp, CancellationToken cancellationToken)
    {
        long id = await transaction.Merges.AddAsync(loser.RecordId, survivor.RecordId, stamp.By, stamp.Why, stamp.At, cancellationToken).ConfigureAwait(false);
        List<string> twice = [];
        foreach (RecordReference link in loser.Links)
        {
            RecordReference? other = survivor.Links.FirstOrDefault(
                l => l.IsPrimary && l.Reference.System == link.Reference.System && l.Reference.Kind == link.Reference.Kind && l.Company == link.Company);
            await transaction.Merges.RememberAsync(id, link, cancellationToken).ConfigureAwait(false);
            await transaction.Identity.MoveAsync(link.Reference, survivor.RecordId, link.IsPrimary && other is null, origin: false, cancellationToken).ConfigureAwait(false);
            if (link.IsPrimary && other is not null && link.Reference != settled && systems.All.GetValueOrDefault(link.Reference.System) is IPort)
            {
                twice.Add($"{link.Reference} and {other.Reference}");
            }
        }

        await transaction.Merges.MoveClaimsAsync(id, loser.RecordId, survivor.RecordId, cancellationToken).ConfigureAwait(false);
        await transaction.Identity.EnsurePrimaryAsync(survivor.RecordId, cancellationToken).ConfigureAwait(false);
        await AuditAsync(transaction, stamp, "merged", $"{loser.Origin} into {survivor.Origin} (merge {id})", cancellationToken).ConfigureAwait(false);
        if (twice.Count > 0)
        {
            CaseReason reason = new(
                ErrorKind.Conflict, "two-partners",
                $"One record has two in a target after merge {id}: {string.Join("; ", twice)}. Writes go to the second one of each; merge them there, then name the one that is gone as superseded.");
            await transaction.Cases.OpenAsync(reason, stamp.EventId, $"merge/{id}", default, stamp.At, cancellationToken).ConfigureAwait(false);
        }

        return id;
    }

    /// <summary>Takes a merge back: what came from the superseded record goes back to it as it was, wherever it is by now.</summary>
    public static async Task<Guid> UnmergeAsync(HubTransaction transaction, RecordMerge merge, Stamp stamp, CancellationToken cancellationToken)
    {
        Guid holder = await transaction.Merges.ResolveAsync(merge.Survivor, cancellationToken).ConfigureAwait(false);
        await transaction.Merges.UndoAsync(merge.Id, stamp.By, stamp.At, cancellationToken).ConfigureAwait(false);
        foreach (RecordReference was in await transaction.Merges.MovedAsync(merge.Id, cancellationToken).ConfigureAwait(false))
        {
            RecordLink? now = await transaction.Identity.FindAsync(was.Reference, cancellationToken).ConfigureAwait(false);
            LinkState state = now!.StateOf(was.Reference)!.Value;
            if (state == LinkState.Superseded && was.State != LinkState.Superseded)
            {
                await transaction.Identity.SetStateAsync(was.Reference, was.State, was.SupersededBy, null, cancellationToken).ConfigureAwait(false);
                state = was.State;
            }

            await transaction.Identity.MoveAsync(was.Reference, merge.Loser, was.IsPrimary && state == LinkState.Linked, was.IsOrigin, cancellationToken).ConfigureAwait(false);
        }

        await transaction.Merges.ReturnClaimsAsync(merge.Id, holder, merge.Loser, cancellationToken).ConfigureAwait(false);
        await transaction.Merges.VoidLaterAsync(merge.Id, cancellationToken).ConfigureAwait(false);
        await transaction.Identity.EnsurePrimaryAsync(holder, cancellationToken).ConfigureAwait(false);
        await transaction.Identity.EnsurePrimaryAsync(merge.Loser, cancellationToken).ConfigureAwait(false);
        await transaction.Cases.CloseForEffectAsync($"merge/{merge.Id}", stamp.At, cancellationToken).ConfigureAwait(false);
        await AuditAsync(transaction, stamp, "unmerged", $"merge {merge.Id}", cancellationToken).ConfigureAwait(false);
        return holder;
    }

    /// <summary>An id gave way to another one of its system; where each had a record of its own, they are one from now on.</summary>
    public async Task SupersedeAsync(HubTransaction transaction, ExternalRef old, ExternalRef replacement, Stamp stamp, CancellationToken cancellationToken)
    {
        RecordLink? known = await transaction.Identity.FindAsync(old, cancellationToken).ConfigureAwait(false);
        RecordLink record = known ?? await EnsureAsync(transaction, replacement, cancellationToken).ConfigureAwait(false);
        RecordLink? other = await transaction.Identity.FindAsync(replacement, cancellationToken).ConfigureAwait(false);
        if (known is null)
        {
            await transaction.Identity.LinkAsync(old, record.RecordId, cancellationToken).ConfigureAwait(false);
        }
        else if (other is null)
        {
            await transaction.Identity.LinkAsync(replacement, record.RecordId, cancellationToken, record.Find(old)!.Company).ConfigureAwait(false);
        }
        else if (other.RecordId != record.RecordId)
        {
            await MergeAsync(transaction, record, other, old, stamp, cancellationToken).ConfigureAwait(false);
        }

        RecordLink one = (await transaction.Identity.FindAsync(old, cancellationToken).ConfigureAwait(false))!;
        RecordReference replaced = one.Find(old)!;
        await transaction.Identity.SetStateAsync(replacement, LinkState.Linked, null, null, cancellationToken).ConfigureAwait(false);
        await transaction.Identity.SetStateAsync(old, LinkState.Superseded, replacement.Id, null, cancellationToken).ConfigureAwait(false);
        if (replaced.IsPrimary)
        {
            await transaction.Identity.PreferAsync(replacement, cancellationToken).ConfigureAwait(false);
        }

        await transaction.Identity.EnsurePrimaryAsync(one.RecordId, cancellationToken).ConfigureAwait(false);
        await AuditAsync(transaction, stamp, "superseded", $"{old} by {replacement}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A record is gone in its system. One that we never saw is remembered as gone: its creation may come late.</summary>
    public async Task TombstoneAsync(HubTransaction transaction, ExternalRef reference, long? version, Stamp stamp, CancellationToken cancellationToken)
    {
        RecordLink record = await EnsureAsync(transaction, reference, cancellationToken).ConfigureAwait(false);
        await transaction.Identity.SetStateAsync(reference, LinkState.Tombstoned, null, version, cancellationToken).ConfigureAwait(false);
        await transaction.Identity.EnsurePrimaryAsync(record.RecordId, cancellationToken).ConfigureAwait(false);
        await AuditAsync(transaction, stamp, "tombstoned", reference.ToString(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A reference that was deleted or superseded is there again.</summary>
    /// <returns>False when it always was.</returns>
    public static async Task<bool> RestoreAsync(HubTransaction transaction, ExternalRef reference, Stamp stamp, CancellationToken cancellationToken)
    {
        RecordLink? record = await transaction.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false);
        if (record?.StateOf(reference) is null or LinkState.Linked)
        {
            return false;
        }

        await transaction.Identity.SetStateAsync(reference, LinkState.Linked, null, null, cancellationToken).ConfigureAwait(false);
        await transaction.Identity.EnsurePrimaryAsync(record.RecordId, cancellationToken).ConfigureAwait(false);
        await AuditAsync(transaction, stamp, "restored", reference.ToString(), cancellationToken).ConfigureAwait(false);
        return true;
    }

    public static void RequireSameKind(ExternalRef one, ExternalRef other)
    {
        if (one == other || one.System != other.System || one.Kind != other.Kind)
        {
            throw new ConnectorException(
                ErrorKind.Validation, $"{one} cannot give way to {other}: name two different ids of one kind in one system. To join records of different systems, merge or link them.")
            { Field = "replacement" };
        }
    }

    public static Task AuditAsync(HubTransaction transaction, Stamp stamp, string what, string detail, CancellationToken cancellationToken) =>
        transaction.Audit.WriteAsync(
            new AuditLine(stamp.At.ToUnixTimeMilliseconds(), stamp.EventId, null, what, detail, stamp.By), cancellationToken);
}

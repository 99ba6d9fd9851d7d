using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Answers the case that asks whether a record is one of those that are there.</summary>
internal static class MatchQuestion
{
    /// <summary>Joins or parts the records, closes the case and reopens its event.</summary>
    /// <returns>The record that was asked about, where it is in the map.</returns>
    public static async Task<RecordLink?> AnswerAsync(
        HubTransaction transaction, IdentityWriter writer, long caseId, MatchAnswer answer, ExternalRef? candidate, Stamp stamp, CancellationToken cancellationToken)
    {
        if (await transaction.Cases.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is not { IsOpen: true, EventId: long eventId }
            || await transaction.Matches.AskedAsync(eventId, cancellationToken).ConfigureAwait(false) is not { Count: > 0 } asked)
        {
            throw new ConnectorException(ErrorKind.NotFound, $"There is no open case {caseId} that asks whether records are the same.") { Field = nameof(caseId) };
        }

        Stamp because = stamp with { EventId = eventId };
        ExternalRef reference = asked[0].Reference;
        if (answer == MatchAnswer.Same)
        {
            Guid chosen = await ChooseAsync(transaction, asked, candidate, cancellationToken).ConfigureAwait(false);
            await JoinAsync(transaction, writer, reference, chosen, because with { Why = $"case {caseId}" }, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // From now on it is a record of its own, so that nothing it shares with the others can join them.
            RecordLink mine = await writer.EnsureAsync(transaction, reference, cancellationToken).ConfigureAwait(false);
            foreach ((_, Guid other) in asked)
            {
                await transaction.Matches.AnswerDifferentAsync(mine.RecordId, other, stamp.By, stamp.At, cancellationToken).ConfigureAwait(false);
            }

            await IdentityWriter.AuditAsync(transaction, because, "answered-different", $"{reference}, {asked.Count} candidates", cancellationToken).ConfigureAwait(false);
        }

        await transaction.Matches.ForgetAsync(eventId, cancellationToken).ConfigureAwait(false);
        await transaction.Cases.CloseAsync(caseId, CaseStatus.Resolved, stamp.By, $"{answer}", stamp.At, cancellationToken).ConfigureAwait(false);
        if ((await transaction.Inbox.FindAsync(eventId, cancellationToken).ConfigureAwait(false))?.State == EventState.Parked)
        {
            await transaction.Inbox.ReopenAsync(eventId, stamp.At, cancellationToken).ConfigureAwait(false);
        }

        return await transaction.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false);
    }

    private static async Task JoinAsync(
        HubTransaction transaction, IdentityWriter writer, ExternalRef reference, Guid chosen, Stamp stamp, CancellationToken cancellationToken)
    {
        RecordLink? mine = await transaction.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false);
        RecordLink? other = await transaction.Identity.FindAsync(chosen, cancellationToken).ConfigureAwait(false);
        if (mine is not null && other is not null && mine.RecordId != other.RecordId)
        {
            await writer.MergeAsync(transaction, mine, other, null, stamp, cancellationToken).ConfigureAwait(false);
        }
        else if (mine is null)
        {
            await transaction.Identity.LinkAsync(reference, chosen, cancellationToken).ConfigureAwait(false);
        }

        await IdentityWriter.AuditAsync(transaction, stamp, "answered-same", $"{reference} is {other?.Origin ?? reference}", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Guid> ChooseAsync(
        HubTransaction transaction, List<(ExternalRef Reference, Guid Candidate)> asked, ExternalRef? candidate, CancellationToken cancellationToken)
    {
        Guid? named = candidate is null ? null : await transaction.Identity.RecordOfAsync(candidate, cancellationToken).ConfigureAwait(false);
        HashSet<Guid> open = [];
        foreach ((_, Guid one) in asked)
        {
            open.Add(await transaction.Merges.ResolveAsync(one, cancellationToken).ConfigureAwait(false));
        }

        return open.Count == 1 && (candidate is null || named == open.First()) ? open.First()
            : named is Guid chosen && open.Contains(chosen) ? chosen
            : throw new ConnectorException(ErrorKind.Validation, "Name which of the case's candidates it is.") { Field = nameof(candidate) };
    }
}

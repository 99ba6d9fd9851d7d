using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Reads once more what seems to differ: the two sides were listed at different times, and the lists may leave out what did not change lately.</summary>
internal sealed class Confirmation(Comparison comparison, SourcePositions source, IReadOnlyList<ILedgerPositions> ledgers, PositionLinks links)
{
    public async Task<List<Discrepancy>> ConfirmAsync(IReadOnlyList<Discrepancy> seen, CancellationToken cancellationToken)
    {
        List<Discrepancy> confirmed = [];
        foreach (IGrouping<ExternalRef, Discrepancy> record in seen.GroupBy(d => d.Subject))
        {
            Position? told = record.Select(d => d.Expected).FirstOrDefault(e => e is not null);
            Position? expected;
            try
            {
                expected = await source.FindAsync(record.Key, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException e) when (e.Kind is ErrorKind.Protocol or ErrorKind.Validation)
            {
                // What cannot be understood is no discrepancy: the feed has a case for it.
                continue;
            }

            expected = expected is null || told is null ? expected : expected with
            {
                Ledger = told.Ledger, Stream = told.Stream, ToldAs = told.ToldAs, ToldAt = told.ToldAt, ChangedAt = told.ChangedAt > expected.ChangedAt ? told.ChangedAt : expected.ChangedAt,
            };
            IReadOnlyDictionary<ExternalRef, RecordLink> link = await links.OfAsync([record.Key], cancellationToken).ConfigureAwait(false);
            confirmed.AddRange(await ConfirmAsync([.. record], expected, link.GetValueOrDefault(record.Key), cancellationToken).ConfigureAwait(false));
        }

        return confirmed;
    }

    private async Task<IReadOnlyList<Discrepancy>> ConfirmAsync(Discrepancy[] seen, Position? expected, RecordLink? link, CancellationToken cancellationToken)
    {
        List<Discrepancy> confirmed = [];
        foreach (Discrepancy twice in seen.Where(d => d.Kind == DiscrepancyKind.Duplicate))
        {
            if (await LedgerOf(twice.Booked!).FindPositionAsync(twice.Booked!.Ref, cancellationToken).ConfigureAwait(false) is Position still && still.State != PositionState.Cancelled)
            {
                confirmed.Add(twice with { Booked = still });
            }
        }

        Discrepancy? one = seen.FirstOrDefault(d => d.Kind != DiscrepancyKind.Duplicate);
        if (one is null)
        {
            return confirmed;
        }

        Position? booked = one.Booked is { } there ? await LedgerOf(there).FindPositionAsync(there.Ref, cancellationToken).ConfigureAwait(false)
            : await BookedAsync(seen[0].Subject, link, cancellationToken).ConfigureAwait(false);
        if (expected is null)
        {
            if (booked is not null && booked.State != PositionState.Cancelled)
            {
                confirmed.Add(new Discrepancy { Kind = DiscrepancyKind.Extra, Booked = booked with { Source = seen[0].Subject } });
            }
        }
        else if (booked is null)
        {
            AddMissing(confirmed, expected, link);
        }
        else if (one.Kind == DiscrepancyKind.Unlinked)
        {
            confirmed.Add(one with { Expected = expected, Booked = booked });
        }
        else
        {
            confirmed.AddRange(await comparison.PairAsync(expected, booked, cancellationToken).ConfigureAwait(false));
        }

        return confirmed;
    }

    /// <summary>Customers are in a ledger once something of theirs is, contracts while they run. What was booked and is gone is not made again by telling it.</summary>
    private void AddMissing(List<Discrepancy> confirmed, Position expected, RecordLink? link)
    {
        string? before = ledgers.Select(l => link?.IdIn(l.Name, KindIn(expected.Ref)) is { } id ? $"it was {l.Name}/{expected.Ref.Kind}/{id}" : null).FirstOrDefault(b => b is not null);
        bool isExpected = expected.Ref.Kind switch
        {
            RecordKinds.Customer => before is not null,
            RecordKinds.Contract => before is not null || expected.State is not (PositionState.Cancelled or PositionState.Draft),
            _ => true,
        };
        if (isExpected)
        {
            confirmed.Add(new Discrepancy
            {
                Kind = DiscrepancyKind.Missing, Expected = expected, Cause = before, Correction = before is null && expected.Stream is not null ? Correction.TellAgain : Correction.ByHand,
            });
        }
    }

    private async Task<Position?> BookedAsync(ExternalRef subject, RecordLink? link, CancellationToken cancellationToken)
    {
        foreach (ILedgerPositions ledger in ledgers)
        {
            ExternalRef asked = link?.IdIn(ledger.Name, KindIn(subject)) is { } id ? new ExternalRef(ledger.Name, subject.Kind, id) : subject;
            if (await ledger.FindPositionAsync(asked, cancellationToken).ConfigureAwait(false) is Position booked)
            {
                return booked;
            }
        }

        return null;
    }

    /// <summary>What it is linked as there.</summary>
    private static string KindIn(ExternalRef subject) => subject.Kind == RecordKinds.Dispute ? EffectKinds.Chargeback : subject.Kind;

    private ILedgerPositions LedgerOf(Position booked) => ledgers.First(l => l.Name == booked.Ref.System);
}

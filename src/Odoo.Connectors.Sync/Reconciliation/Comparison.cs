using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Compares two sets of positions by the source's reference. Both are put into parts on disk as they come; one part at a time is in memory, and
/// what differs. What the ledger holds without a source is compared last, with what may be it: by number, else by customer, amount and date.
/// </summary>
/// <param name="source">The configured name of the source.</param>
/// <param name="inLedger">A listed record of the source as the ledger must hold it.</param>
/// <param name="dayOf">The day of an instant in the calendar of a ledger; of any of them where the ledger is null.</param>
/// <param name="productOf">What a ledger calls a product.</param>
/// <param name="links">What the identity map knows of references.</param>
internal sealed class Comparison(
    string source, Func<Position, Position> inLedger, Func<string?, DateTimeOffset, DateOnly> dayOf, Func<string?, string, string> productOf,
    Func<IReadOnlyCollection<ExternalRef>, CancellationToken, Task<IReadOnlyDictionary<ExternalRef, RecordLink>>> links) : IDisposable
{
    private const int Parts = 64;
    private readonly PositionFile _expected = new(Parts);
    private readonly PositionFile _booked = new(Parts);
    private readonly PositionFile _loose = new(1);
    private readonly HashSet<int> _looseNumbers = [];
    private readonly PositionTotals _totals = new();
    private readonly Dictionary<(string Kind, string Number), (Position Position, bool IsBooked)> _suspects = [];

    /// <summary>How many records of the source were compared.</summary>
    public long Expected { get; private set; }

    /// <summary>How many records of ledgers were compared.</summary>
    public long Booked { get; private set; }

    /// <summary>How many records of ledgers are nobody's that is compared here.</summary>
    public long Foreign { get; private set; }

    /// <summary>Both sides by sum; complete once they are compared.</summary>
    public IReadOnlyList<PositionTotal> Totals => _totals.All();

    /// <summary>Adds a record of the source. One that comes twice counts once, as it came last.</summary>
    public void Expect(Position position) => _expected.Add(PartOf(position.Ref), position);

    /// <summary>Adds a record of a ledger: by what it was made of, or as one that nobody made.</summary>
    public void Book(Position position)
    {
        if (position.Source is { } made)
        {
            // Another source's is compared when that is.
            if (made.System == source)
            {
                Booked++;
                _booked.Add(PartOf(made), position);
            }

            return;
        }

        _loose.Add(0, position);
        foreach (string number in Numbers(position))
        {
            _looseNumbers.Add(HashCode.Combine(position.Ref.Kind, number));
        }
    }

    /// <summary>Everything that differs.</summary>
    public async Task<List<Discrepancy>> CompareAsync(CancellationToken cancellationToken)
    {
        List<Discrepancy> found = [];
        for (int part = 0; part < Parts; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CompareAsync(part, found, cancellationToken).ConfigureAwait(false);
        }

        await CompareLooseAsync(found, cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>Compares one record of both sides once more.</summary>
    public async Task<IReadOnlyList<Discrepancy>> PairAsync(Position expected, Position booked, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<ExternalRef, RecordLink> customers = expected.Customer is null ? new Dictionary<ExternalRef, RecordLink>() : await links([expected.Customer], cancellationToken).ConfigureAwait(false);
        return Pair(expected, booked, customers);
    }

    public void Dispose()
    {
        _expected.Dispose();
        _booked.Dispose();
        _loose.Dispose();
    }

    private async Task CompareAsync(int part, List<Discrepancy> found, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, Position> expected = [];
        foreach (Position position in _expected.Read(part))
        {
            expected[position.Ref] = inLedger(position);
        }

        Expected += expected.Count;
        Dictionary<ExternalRef, List<Position>> booked = [];
        foreach (Position position in _booked.Read(part))
        {
            _totals.Booked(position);
            List<Position> same = booked.TryGetValue(position.Source!, out List<Position>? before) ? before : booked[position.Source!] = [];
            if (!same.Exists(s => s.Ref == position.Ref))
            {
                same.Add(position);
            }
        }

        ExternalRef[] asked = [.. expected.Values.Where(e => booked.ContainsKey(e.Ref)).Select(e => e.Customer).OfType<ExternalRef>().Distinct()];
        IReadOnlyDictionary<ExternalRef, RecordLink> customers = await links(asked, cancellationToken).ConfigureAwait(false);
        foreach (Position position in expected.Values)
        {
            booked.Remove(position.Ref, out List<Position>? there);
            Compare(position, there ?? [], customers, found);
        }

        found.AddRange(booked.Values.SelectMany(b => b).Where(b => b.State != PositionState.Cancelled).Select(b => new Discrepancy { Kind = DiscrepancyKind.Extra, Booked = b }).DistinctBy(d => d.Key));
    }

    private void Compare(Position expected, List<Position> booked, IReadOnlyDictionary<ExternalRef, RecordLink> customers, List<Discrepancy> found)
    {
        // The one in the right company, and in force, is the one; others are too many.
        Position? first = booked.OrderBy(b => b.State == PositionState.Cancelled).ThenBy(b => expected.Ledger is not null && b.Ledger != expected.Ledger).FirstOrDefault();
        _totals.Expected(expected, expected.Ledger ?? first?.Ledger ?? "", DayOf(expected, expected.Ledger ?? first?.Ledger));
        if (first is null)
        {
            found.Add(new Discrepancy { Kind = DiscrepancyKind.Missing, Expected = expected, Correction = Correction.TellAgain });
        }
        else if (expected.Ref.Kind == RecordKinds.Customer)
        {
            // Companies of one database share it, others have one of their own.
            found.AddRange(booked.SelectMany(b => Pair(expected, b, customers)).DistinctBy(d => d.Key));
        }
        else
        {
            found.AddRange(Pair(expected, first, customers));
            found.AddRange(booked.Where(b => b != first && b.State != PositionState.Cancelled)
                .Select(b => new Discrepancy { Kind = DiscrepancyKind.Duplicate, Expected = expected, Booked = b }));
        }

        if (expected.Number is { } number && _looseNumbers.Contains(HashCode.Combine(expected.Ref.Kind, number)))
        {
            _suspects[(expected.Ref.Kind, number)] = (expected, first is not null);
        }
    }

    private IReadOnlyList<Discrepancy> Pair(Position expected, Position booked, IReadOnlyDictionary<ExternalRef, RecordLink> customers)
    {
        string? customer = expected.Customer is { } named && customers.TryGetValue(named, out RecordLink? link) ? link.IdIn(booked.Ref.System, RecordKinds.Customer) : null;
        return
        [
            .. PairCheck.Of(expected, booked, DayOf(expected, booked.Ledger), customer),
            .. TermCheck.Of(expected, booked, code => productOf(booked.Ledger, code), at => dayOf(booked.Ledger, at)),
        ];
    }

    private async Task CompareLooseAsync(List<Discrepancy> found, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, int> places = Enumerable.Range(0, found.Count).Where(i => found[i].Kind == DiscrepancyKind.Missing).ToDictionary(i => found[i].Expected!.Ref);
        ILookup<(string, Currency?, decimal?), int> missing = places.Values.Where(i => found[i].Expected!.Gross is not null).ToLookup(i => (found[i].Expected!.Ref.Kind, found[i].Expected!.Currency, found[i].Expected!.Gross));
        IReadOnlyDictionary<ExternalRef, RecordLink> customers = await links(
            [.. missing.SelectMany(m => m).Select(i => found[i].Expected!.Customer).OfType<ExternalRef>().Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (Position loose in _loose.Read(0).Where(l => l.State != PositionState.Cancelled))
        {
            (Position Position, bool IsBooked)? same = Numbers(loose).Select(n => _suspects.TryGetValue((loose.Ref.Kind, n), out (Position, bool) suspect) ? suspect : ((Position, bool)?)null)
                .FirstOrDefault(s => s is not null);
            int unlinked = same is { IsBooked: false } ? places[same.Value.Position.Ref]
                : same is null ? missing[(loose.Ref.Kind, loose.Currency, loose.Gross)].Append(-1).First(i => i < 0 || IsLike(found[i], loose, customers)) : -1;
            if (unlinked >= 0 && found[unlinked].Kind == DiscrepancyKind.Missing)
            {
                found[unlinked] = new Discrepancy { Kind = DiscrepancyKind.Unlinked, Expected = found[unlinked].Expected, Booked = loose };
                _totals.Booked(loose);
            }
            else if (same is { } twice)
            {
                found.Add(new Discrepancy { Kind = DiscrepancyKind.Duplicate, Expected = twice.Position, Booked = loose });
            }
            else
            {
                Foreign++;
            }
        }
    }

    private bool IsLike(Discrepancy missing, Position loose, IReadOnlyDictionary<ExternalRef, RecordLink> customers) =>
        missing.Kind == DiscrepancyKind.Missing && DayOf(missing.Expected!, loose.Ledger) == loose.On
        && missing.Expected!.Customer is { } named && customers.TryGetValue(named, out RecordLink? link)
        && link.IdIn(loose.Ref.System, RecordKinds.Customer) is { } customer && loose.Customer?.Id == customer;

    private DateOnly? DayOf(Position expected, string? ledger) => expected.At is { } at ? dayOf(ledger, at) : null;

    private static IEnumerable<string> Numbers(Position loose) => new[] { loose.Number, loose.Reference }.OfType<string>().Distinct();

    private static int PartOf(ExternalRef reference) => (int)((uint)HashCode.Combine(reference.Kind, reference.Id) % Parts);
}

using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// A source and the ledgers of two companies, alike but for discrepancies of every kind: of each the same number, spread by a seed over the kinds of
/// records that can have it. Document n is n + 1 units net and a fifth of that tax; of fifty the last three are a contract, a payout and a customer.
/// </summary>
internal sealed class SeededBooks
{
    public const string Source = "stripe";
    private const int Row = 50;
    private static readonly string[] s_kinds = [RecordKinds.Invoice, RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment];
    private static readonly string[] s_currencies = ["EUR", "USD", "JPY"];
    private static readonly string[] s_ledgers = ["odoo-be", "odoo-de"];
    private readonly int _documents;
    private readonly Dictionary<int, DiscrepancyKind> _seeds = [];

    public SeededBooks(int documents, int ofEach, int seed)
    {
        _documents = documents;
        Random random = new(seed);
        foreach (DiscrepancyKind kind in Enum.GetValues<DiscrepancyKind>())
        {
            string[] records = RecordsWith(kind);
            for (int made = 0; made < ofEach;)
            {
                int place = random.Next(documents);
                bool fits = KindOf(place) == records[made % records.Length] && !(kind == DiscrepancyKind.Unlinked && place % 8 >= 4 && KindOf(place) == RecordKinds.CreditNote);
                made += fits && _seeds.TryAdd(place, kind) ? 1 : 0;
            }
        }
    }

    /// <summary>What must be found: the kind and the document, as it is told.</summary>
    public IReadOnlyList<string> Seeds => [.. _seeds.Select(s => $"{s.Value} {Ref(s.Key)}").Order(StringComparer.Ordinal)];

    /// <summary>The customers of the source, with those of the ledgers.</summary>
    public IEnumerable<(ExternalRef Source, ExternalRef[] Ledgers)> Customers => Enumerable.Range(0, _documents).Where(n => KindOf(n) == RecordKinds.Customer)
        .Select(n => (Ref(n), s_ledgers.Select(l => new ExternalRef(l, RecordKinds.Customer, InLedger(Ref(n)))).ToArray()));

    /// <summary>The customers of the source have in each ledger their number and 1.</summary>
    public static Task<IReadOnlyDictionary<ExternalRef, RecordLink>> LinksAsync(IReadOnlyCollection<ExternalRef> references, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<ExternalRef, RecordLink>>(references.ToDictionary(r => r, r => new RecordLink(
            Guid.Empty, r,
            [
                new RecordReference { Reference = r, IsPrimary = true },
                .. s_ledgers.Select(l => new RecordReference { Reference = new ExternalRef(l, RecordKinds.Customer, InLedger(r)), IsPrimary = true }),
            ])));

    /// <summary>Which ledger a record belongs to; customers are shared.</summary>
    public static string? LedgerOf(ExternalRef record) => record.Kind == RecordKinds.Customer ? null : NumberOf(record) % 3 == 0 ? "odoo-de" : "odoo-be";

    /// <summary>A day is the day in UTC.</summary>
    public static DateOnly DayOf(string? ledger, DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>What the source has, the newest first.</summary>
    public IEnumerable<Position> Expected() => Enumerable.Range(0, _documents).Reverse()
        .Where(n => !(_seeds.TryGetValue(n, out DiscrepancyKind kind) && kind == DiscrepancyKind.Extra)).Select(Told);

    /// <summary>What the ledgers have, in their own order, and besides as many documents of others as a tenth.</summary>
    public IEnumerable<Position> Booked() => Enumerable.Range(0, _documents).SelectMany(n => BookedOf(n).SelectMany(InEach)).Concat(Enumerable.Range(0, _documents / 10).Select(Foreign));

    /// <summary>Documents of which neither side was seeded with anything.</summary>
    public IEnumerable<Position> Alike(string kind) => Enumerable.Range(0, _documents).Where(n => KindOf(n) == kind && !_seeds.ContainsKey(n)).Select(Told);

    private static string[] RecordsWith(DiscrepancyKind kind) => kind switch
    {
        DiscrepancyKind.Missing or DiscrepancyKind.Extra => [RecordKinds.Customer, RecordKinds.Contract, RecordKinds.Payout, RecordKinds.Payment, RecordKinds.CreditNote, RecordKinds.Invoice],
        // Money has no tax and no state of its own, and a credit note tells neither whose it is nor whether it is used up.
        DiscrepancyKind.Tax => [RecordKinds.Invoice, RecordKinds.CreditNote],
        DiscrepancyKind.State => [RecordKinds.Invoice, RecordKinds.Customer],
        DiscrepancyKind.WrongCustomer => [RecordKinds.Payment, RecordKinds.Contract, RecordKinds.Invoice],
        DiscrepancyKind.Currency or DiscrepancyKind.WrongCompany or DiscrepancyKind.Duplicate =>
            [RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment, RecordKinds.Payout, RecordKinds.Contract],
        DiscrepancyKind.Unlinked => [RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment],
        _ => [RecordKinds.Payout, RecordKinds.Payment, RecordKinds.CreditNote, RecordKinds.Invoice],
    };

    private IEnumerable<Position> BookedOf(int n)
    {
        Position made = Made(n);
        return !_seeds.TryGetValue(n, out DiscrepancyKind kind) ? [made] : kind switch
        {
            DiscrepancyKind.Missing => [],
            DiscrepancyKind.Extra => [made],
            DiscrepancyKind.Amount => [made with { Net = made.Net + 1m, Gross = made.Gross + 1m }],
            DiscrepancyKind.Tax => [made with { Tax = made.Tax + 1m, Gross = made.Gross + 1m }],
            DiscrepancyKind.Currency => [made with { Currency = Currency.Parse("CHF") }],
            DiscrepancyKind.Date => [made with { On = made.On!.Value.AddDays(1) }],
            DiscrepancyKind.State => [made with { State = KindOf(n) == RecordKinds.Customer ? PositionState.Cancelled : PositionState.Open, Open = made.Gross }],
            DiscrepancyKind.Duplicate => [made, Twice(made, n)],
            DiscrepancyKind.Unlinked => [made with { Source = null, Reference = n % 8 < 4 ? made.Reference : "typed by hand" }],
            DiscrepancyKind.WrongCompany => [made with { Ledger = Other(made.Ledger!), Ref = made.Ref with { System = Other(made.Ledger!) } }],
            DiscrepancyKind.WrongCustomer => [made with { Customer = made.Customer! with { Id = "7" } }],
            _ => [made with { State = PositionState.Draft }],
        };
    }

    /// <summary>A document that somebody entered once more, money and contracts that are in the other company's books too.</summary>
    private static Position Twice(Position made, int n) => made.Reference is not null
        ? made with { Source = null, Ref = made.Ref with { Id = Text(5_000_000 + n) } }
        : made with { Ledger = Other(made.Ledger!), Ref = new ExternalRef(Other(made.Ledger!), made.Ref.Kind, Text(5_000_000 + n)) };

    /// <summary>Companies of one database share its customers.</summary>
    private static IEnumerable<Position> InEach(Position made) => made.Ref.Kind != RecordKinds.Customer ? [made]
        : s_ledgers.Select(l => made with { Ledger = l, Ref = made.Ref with { System = l } });

    private Position Foreign(int n) => new()
    {
        Ref = new ExternalRef("odoo-be", RecordKinds.Invoice, Text(9_000_000 + n)), Ledger = "odoo-be", Number = $"HAND/{n}", Customer = new ExternalRef("odoo-be", RecordKinds.Customer, "8"),
        Currency = Currency.Parse("EUR"), Net = 1m, Tax = 0m, Gross = 1m, Open = 0m, On = new DateOnly(2025, 1, 1), State = PositionState.Settled,
    };

    private Position Told(int n)
    {
        Position bare = new() { Ref = Ref(n), Ledger = LedgerOf(Ref(n)) };
        if (KindOf(n) == RecordKinds.Customer)
        {
            return bare with { State = PositionState.Open };
        }

        bare = bare with { Currency = Currency.Parse(s_currencies[n / 4 % 3]), Customer = KindOf(n) == RecordKinds.Payout ? null : CustomerOf(n) };
        if (KindOf(n) == RecordKinds.Contract)
        {
            return bare with { State = PositionState.Open };
        }

        bool isDocument = KindOf(n) is RecordKinds.Invoice or RecordKinds.CreditNote;
        decimal net = n + 1, tax = isDocument ? (n + 1) * 0.20m : 0m;
        return bare with
        {
            Number = isDocument ? $"INV-{n}" : null,
            Net = isDocument ? net : null,
            Tax = isDocument ? tax : null,
            Gross = net + tax,
            Open = 0m,
            At = new DateTimeOffset(2025, 1, 1, 10, 0, 0, TimeSpan.Zero).AddMinutes(n * 5L % 500_000),
            State = PositionState.Settled,
        };
    }

    private Position Made(int n)
    {
        Position told = Told(n);
        string ledger = told.Ledger ?? s_ledgers[0];
        return told with
        {
            Ref = new ExternalRef(ledger, told.Ref.Kind, Text(n + 1)),
            Source = told.Ref,
            Ledger = ledger,
            Number = told.At is null ? null : $"ODOO/{n}",
            Reference = told.Number,
            Customer = told.Customer is { } customer ? new ExternalRef(ledger, RecordKinds.Customer, InLedger(customer)) : null,
            State = KindOf(n) == RecordKinds.Contract ? null : told.State,
            At = null,
            On = told.At is { } at ? DayOf(null, at) : null,
        };
    }

    private ExternalRef CustomerOf(int n) => Ref((n * 7 % (_documents / Row) * Row) + Row - 1);

    private static string KindOf(int n) => (n % Row) switch
    {
        Row - 1 => RecordKinds.Customer,
        Row - 2 => RecordKinds.Payout,
        Row - 3 => RecordKinds.Contract,
        _ => s_kinds[n % 4],
    };

    private static ExternalRef Ref(int n) => new(Source, KindOf(n), $"{KindOf(n)[..2]}_{n}");

    private static int NumberOf(ExternalRef record) => int.Parse(record.Id.AsSpan(3), CultureInfo.InvariantCulture);

    private static string InLedger(ExternalRef customer) => Text(NumberOf(customer) + 1);

    private static string Other(string ledger) => ledger == "odoo-be" ? "odoo-de" : "odoo-be";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

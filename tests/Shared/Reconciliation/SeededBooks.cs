using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// A source and the ledgers of two companies, alike but for discrepancies of every kind: of each the same number, spread by a seed. Document n is
/// n + 1 units net and a fifth of that tax.
/// </summary>
internal sealed class SeededBooks
{
    public const string Source = "stripe";
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
            for (int made = 0; made < ofEach;)
            {
                int place = random.Next(documents);
                bool fits = (kind, place % 4) switch
                {
                    // Money has no tax and no state of its own, and a credit note tells neither whose it is nor whether it is used up.
                    (DiscrepancyKind.Tax, 3) or (DiscrepancyKind.State, 2 or 3) or (DiscrepancyKind.WrongCustomer, 2) => false,
                    (DiscrepancyKind.Unlinked, 2) => place % 8 < 4,
                    _ => true,
                };
                made += fits && _seeds.TryAdd(place, kind) ? 1 : 0;
            }
        }
    }

    /// <summary>What must be found: the kind and the document, as it is told.</summary>
    public IReadOnlyList<string> Seeds => [.. _seeds.Select(s => $"{s.Value} {Ref(s.Key)}").Order(StringComparer.Ordinal)];

    /// <summary>The customers of the source are those of the ledgers with the same number, 1000 more.</summary>
    public static Task<IReadOnlyDictionary<ExternalRef, RecordLink>> LinksAsync(IReadOnlyCollection<ExternalRef> references, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<ExternalRef, RecordLink>>(references.ToDictionary(r => r, r => new RecordLink(
            Guid.Empty, r,
            [
                new RecordReference { Reference = r, IsPrimary = true },
                .. s_ledgers.Select(l => new RecordReference { Reference = new ExternalRef(l, RecordKinds.Customer, InLedger(r)), IsPrimary = true }),
            ])));

    /// <summary>Which ledger a document belongs to.</summary>
    public static string LedgerOf(ExternalRef document) => int.Parse(document.Id[3..], CultureInfo.InvariantCulture) % 3 == 0 ? "odoo-de" : "odoo-be";

    /// <summary>The customers, with the same in each ledger.</summary>
    public static IEnumerable<(ExternalRef Source, ExternalRef[] Ledgers)> Customers() => Enumerable.Range(0, 997).Select(n => new ExternalRef(Source, RecordKinds.Customer, Text(n)))
        .Select(c => (c, s_ledgers.Select(l => new ExternalRef(l, RecordKinds.Customer, InLedger(c))).ToArray()));

    /// <summary>A day is the day in UTC.</summary>
    public static DateOnly DayOf(string? ledger, DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>What the source has, the newest first.</summary>
    public IEnumerable<Position> Expected() => Enumerable.Range(0, _documents).Reverse()
        .Where(n => !(_seeds.TryGetValue(n, out DiscrepancyKind kind) && kind == DiscrepancyKind.Extra)).Select(Told);

    /// <summary>What the ledgers have, in their own order, and besides as many documents of others as a tenth.</summary>
    public IEnumerable<Position> Booked() => Enumerable.Range(0, _documents).SelectMany(BookedOf)
        .Concat(Enumerable.Range(0, _documents / 10).Select(n => Made(n) with { Ref = new ExternalRef("odoo-be", RecordKinds.Invoice, Text(9_000_000 + n)), Source = null, Number = $"HAND/{n}", Gross = -1m, Reference = null }));

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
            DiscrepancyKind.State => [made with { State = PositionState.Open, Open = made.Gross }],
            DiscrepancyKind.Duplicate => [made, made with { Ref = made.Ref with { Id = Text(5_000_000 + n) } }],
            DiscrepancyKind.Unlinked => [made with { Source = null, Reference = n % 8 < 4 ? made.Reference : "typed by hand" }],
            DiscrepancyKind.WrongCompany => [made with { Ledger = Other(made.Ledger!), Ref = made.Ref with { System = Other(made.Ledger!) } }],
            DiscrepancyKind.WrongCustomer => [made with { Customer = made.Customer! with { Id = "7" } }],
            _ => [made with { State = PositionState.Draft }],
        };
    }

    private Position Told(int n)
    {
        string currency = s_currencies[n / 4 % 3];
        decimal net = n + 1, tax = n % 4 == 3 ? 0m : (n + 1) * 0.20m;
        return new Position
        {
            Ref = Ref(n),
            Number = n % 4 == 3 ? null : $"INV-{n}",
            Customer = new ExternalRef(Source, RecordKinds.Customer, Text(n % 997)),
            Ledger = LedgerOf(Ref(n)),
            Currency = Currency.Parse(currency),
            Net = n % 4 == 3 ? null : net,
            Tax = n % 4 == 3 ? null : tax,
            Gross = net + tax,
            Open = 0m,
            At = new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero).AddMinutes(n * 5L % 500_000),
            State = PositionState.Settled,
        };
    }

    private Position Made(int n)
    {
        Position told = Told(n);
        return told with
        {
            Ref = new ExternalRef(told.Ledger!, told.Ref.Kind, Text(n + 1)),
            Source = told.Ref,
            Number = $"ODOO/{n}",
            Reference = told.Number,
            Customer = new ExternalRef(told.Ledger!, RecordKinds.Customer, InLedger(told.Customer!)),
            At = null,
            On = DayOf(null, told.At!.Value),
        };
    }

    private static ExternalRef Ref(int n) => new(Source, s_kinds[n % 4], $"{s_kinds[n % 4][..2]}_{n}");

    private static string InLedger(ExternalRef customer) => Text(1000 + int.Parse(customer.Id, CultureInfo.InvariantCulture));

    private static string Other(string ledger) => ledger == "odoo-be" ? "odoo-de" : "odoo-be";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

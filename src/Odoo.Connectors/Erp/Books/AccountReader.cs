using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Reads the receivable lines of partners and reckons what is open, overdue and aged.</summary>
internal sealed class AccountReader(string name, IOdooClient client, BookReader books, OdooErpOptions options, TimeProvider clock)
{
    private const string Line = "account.move.line";

    public async Task<IReadOnlyDictionary<long, Receivables>> ReceivablesAsync(IReadOnlyList<long> partners, OdooContext context, CancellationToken cancellationToken)
    {
        DateOnly today = Today();
        List<OdooRecord> lines = await LinesAsync(
            Receivable(partners).And(OdooDomain.Where("parent_state", "=", "posted")).And(OdooDomain.Where("reconciled", "=", false)),
            ["partner_id", "move_id", "date", "date_maturity", "currency_id", "amount_residual", "amount_residual_currency"], context, cancellationToken).ConfigureAwait(false);
        List<OdooRecord> held = await LinesAsync(
            Receivable(partners).And(OdooDomain.Where("parent_state", "=", "draft"))
                .And(OdooDomain.Where("matched_debit_ids", "!=", false).Or(OdooDomain.Where("matched_credit_ids", "!=", false))),
            ["partner_id", "move_id"], context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, OdooRecord> moves = await MovesAsync(lines.Concat(held), context, cancellationToken).ConfigureAwait(false);
        Currency own = await OwnCurrencyAsync(context, cancellationToken).ConfigureAwait(false);
        return partners.ToDictionary(p => p, p => new Receivables
        {
            Customer = BookMapper.CustomerRef(name, p),
            AsOf = today,
            Currencies = [.. lines.Where(l => Link(l, "partner_id") == p).GroupBy(BookReader.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Reckon(BookMapper.CurrencyOf(g.Key), own, [.. g], moves, today))],
            HeldByDrafts = [.. held.Where(l => Link(l, "partner_id") == p).Select(l => Document(moves[Link(l, "move_id")])).Distinct()],
        });
    }

    /// <summary>The partners with a receivable that is open and was due before today.</summary>
    public async Task<IReadOnlyList<long>> DebtorsAsync(OdooContext context, CancellationToken cancellationToken)
    {
        List<OdooRecord> lines = await LinesAsync(
            OdooDomain.Where("account_type", "=", "asset_receivable").And(OdooDomain.Where("company_id", "=", context.AllowedCompanyIds![0]))
                .And(OdooDomain.Where("parent_state", "=", "posted")).And(OdooDomain.Where("reconciled", "=", false)).And(OdooDomain.Where("amount_residual", ">", 0m))
                .And(OdooDomain.Where("date_maturity", "<", Today())),
            ["partner_id"], context, cancellationToken).ConfigureAwait(false);
        return [.. lines.Select(l => Link(l, "partner_id")).Where(p => p != 0).Distinct()];
    }

    public async Task<AccountStatement> StatementAsync(long partner, DateOnly from, DateOnly to, OdooContext context, CancellationToken cancellationToken)
    {
        OdooDomain posted = Receivable([partner]).And(OdooDomain.Where("parent_state", "=", "posted"));
        IReadOnlyList<OdooGroup> before = await client.GroupAsync(
            Line, posted.And(OdooDomain.Where("date", "<", from)), new OdooGrouping { By = ["currency_id"], Aggregates = ["amount_currency:sum"] }, context, cancellationToken).ConfigureAwait(false);
        List<OdooRecord> lines = await LinesAsync(
            posted.And(OdooDomain.Where("date", ">=", from)).And(OdooDomain.Where("date", "<=", to)),
            ["move_id", "date", "date_maturity", "currency_id", "amount_currency"], context, cancellationToken).ConfigureAwait(false);
        Dictionary<long, OdooRecord> moves = await MovesAsync(lines, context, cancellationToken).ConfigureAwait(false);
        Dictionary<string, decimal> opening = before.ToDictionary(g => BookReader.Currency(g.Values), g => g.Values.GetDecimal("amount_currency:sum") ?? 0m, StringComparer.Ordinal);
        ILookup<string, OdooRecord> booked = lines.OrderBy(l => l.GetDate("date")).ThenBy(l => l.Id).ToLookup(BookReader.Currency);
        IEnumerable<string> codes = opening.Where(o => o.Value != 0m).Select(o => o.Key).Union(booked.Select(b => b.Key)).Order(StringComparer.Ordinal);
        return new AccountStatement
        {
            Customer = BookMapper.CustomerRef(name, partner), From = from, To = to,
            Currencies = [.. codes.Select(c => Statement(BookMapper.CurrencyOf(c), opening.GetValueOrDefault(c), booked[c], moves))],
        };
    }

    /// <summary>The days of the buckets, from and to.</summary>
    public static IReadOnlyList<(int From, int? To)> Ages { get; } = [(1, 30), (31, 60), (61, 90), (91, null)];

    private DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone)).DateTime);

    private static OdooDomain Receivable(IReadOnlyList<long> partners) =>
        OdooDomain.In("partner_id", partners).And(OdooDomain.Where("account_type", "=", "asset_receivable"));

    private CurrencyStatement Statement(Currency currency, decimal opening, IEnumerable<OdooRecord> lines, Dictionary<long, OdooRecord> moves)
    {
        // The database adds up exactly; what comes back went through a binary float, and is rounded to the currency again.
        Money balance = new Money(opening, currency).Rounded();
        Money first = balance;
        List<StatementEntry> entries = [];
        foreach (OdooRecord line in lines)
        {
            OdooRecord move = moves[Link(line, "move_id")];
            Money amount = new(line.GetDecimal("amount_currency") ?? 0m, currency);
            if (amount.Amount == 0m && move.GetString("move_type") == "entry")
            {
                // A difference of exchange: it moves the company's currency, and nothing that the customer owes.
                continue;
            }

            balance += amount;
            entries.Add(new StatementEntry
            {
                Document = Document(move, amount),
                Number = move.GetString("name") ?? "",
                On = line.GetDate("date") ?? default,
                DueOn = line.GetDate("date_maturity") ?? line.GetDate("date") ?? default,
                Amount = amount,
                Balance = balance,
            });
        }

        return new CurrencyStatement(currency, first, entries, balance);
    }

    private CurrencyReceivables Reckon(Currency currency, Currency own, List<OdooRecord> lines, Dictionary<long, OdooRecord> moves, DateOnly today)
    {
        List<OpenItem> items = [.. lines.Select(l => Item(l, moves[Link(l, "move_id")], currency, today)).OrderBy(i => i.DueOn).ThenBy(i => i.Number, StringComparer.Ordinal)];
        OpenItem[] owed = [.. items.Where(i => i.Open.Amount > 0m)];
        return new CurrencyReceivables
        {
            Currency = currency,
            Open = Sum(items),
            OpenInBooks = new Money(lines.Sum(l => l.GetDecimal("amount_residual") ?? 0m), own),
            NotDue = Sum(owed.Where(i => i.DaysOverdue == 0)),
            Overdue = Sum(owed.Where(i => i.DaysOverdue > 0)),
            Aged = [.. Ages.Select(a => new AgedBucket(a.From, a.To, Sum(owed.Where(i => i.DaysOverdue >= a.From && i.DaysOverdue <= (a.To ?? int.MaxValue)))))],
            Credits = -Sum(items.Where(i => i.Open.Amount < 0m)),
            InPayment = Sum(owed.Where(i => i.IsInPayment)),
            Items = items,
        };

        Money Sum(IEnumerable<OpenItem> some) => some.Aggregate(Money.Zero(currency), (sum, item) => sum + item.Open);
    }

    private OpenItem Item(OdooRecord line, OdooRecord move, Currency currency, DateOnly today)
    {
        DateOnly booked = line.GetDate("date") ?? default;
        DateOnly due = line.GetDate("date_maturity") ?? booked;
        Money open = new(line.GetDecimal("amount_residual_currency") ?? 0m, currency);
        return new OpenItem
        {
            Document = Document(move, open),
            Number = move.GetString("name") ?? "",
            BookedOn = booked,
            DueOn = due,
            DaysOverdue = Math.Max(0, today.DayNumber - due.DayNumber),
            Open = open,
            IsInPayment = move.GetString("payment_state") == "in_payment",
        };
    }

    private ExternalRef Document(OdooRecord move, Money amount) => move.GetReference("origin_payment_id") is { } payment
        ? BookMapper.MoneyRef(name, amount.Amount <= 0m, payment.Id, move.Id) : Document(move);

    private ExternalRef Document(OdooRecord move) => BookMapper.IsDocument(move.GetString("move_type") ?? "")
        ? BookMapper.DocumentRef(name, move.GetString("move_type")!, move.Id)
        : new ExternalRef(name, RecordKinds.Entry, move.Id.ToString(CultureInfo.InvariantCulture));

    private async Task<List<OdooRecord>> LinesAsync(OdooDomain domain, string[] fields, OdooContext context, CancellationToken cancellationToken)
    {
        List<OdooRecord> lines = [];
        await foreach (OdooRecord line in client.StreamAsync(Line, domain, fields, context: context, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            lines.Add(line);
        }

        return lines;
    }

    private async Task<Dictionary<long, OdooRecord>> MovesAsync(IEnumerable<OdooRecord> lines, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<long, OdooRecord> moves = [];
        foreach (long[] chunk in lines.Select(l => Link(l, "move_id")).Distinct().Chunk(1000))
        {
            foreach (OdooRecord move in await books.ReadAsync(
                BookReader.Move, chunk, ["name", "move_type", "payment_state", "origin_payment_id"], context, cancellationToken).ConfigureAwait(false))
            {
                moves[move.Id] = move;
            }
        }

        return moves;
    }

    private async Task<Currency> OwnCurrencyAsync(OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> company = await books.ReadAsync("res.company", context.AllowedCompanyIds!, ["currency_id"], context, cancellationToken).ConfigureAwait(false);
        return BookMapper.CurrencyOf(company.Count == 0 ? "" : BookReader.Currency(company[0]));
    }

    private static long Link(OdooRecord record, string field) => BookReader.Link(record, field) ?? 0;
}

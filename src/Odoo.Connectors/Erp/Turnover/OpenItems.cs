using System.Globalization;
using System.Runtime.CompilerServices;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Reads what was open as of the end of a day: what is open now, and what was matched only later is put back. Odoo dates a matching by the later of
/// the two days, as its own aged receivables do.
/// </summary>
internal sealed class OpenItems(string name, IOdooClient client, BookReader books)
{
    private const string Line = "account.move.line";
    private const int PageSize = 1000;
    private static readonly string[] s_fields = ["move_id", "partner_id", "date", "date_maturity", "currency_id", "amount_residual_currency"];

    public async IAsyncEnumerable<OpenThen> AsOfAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        OdooDomain then = OdooDomain.Where("company_id", "=", context.AllowedCompanyIds![0]).And(OdooDomain.Where("account_type", "=", "asset_receivable"))
            .And(OdooDomain.Where("parent_state", "=", "posted")).And(OdooDomain.Where("date", "<=", day));
        Dictionary<long, decimal> matchedLater = await MatchedLaterAsync(day, then, context, cancellationToken).ConfigureAwait(false);
        await foreach (OpenThen item in ListAsync(then.And(OdooDomain.Where("reconciled", "=", false)), day, matchedLater, context, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }

        foreach (long[] left in matchedLater.Keys.Order().ToArray().Chunk(PageSize))
        {
            await foreach (OpenThen item in ListAsync(then.And(OdooDomain.In("id", left)), day, matchedLater, context, cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }

    /// <summary>Of lines that were there on the day, what was matched of them since; only of those that were open then.</summary>
    private async Task<Dictionary<long, decimal>> MatchedLaterAsync(DateOnly day, OdooDomain then, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<long, decimal> matched = [];
        OdooDomain later = OdooDomain.Where("company_id", "=", context.AllowedCompanyIds![0]).And(OdooDomain.Where("max_date", ">", day));
        List<OdooRecord> page = [];
        await foreach (OdooRecord partial in client.StreamAsync(
            "account.partial.reconcile", later, ["debit_move_id", "credit_move_id", "debit_amount_currency", "credit_amount_currency"], pageSize: PageSize, context: context,
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            page.Add(partial);
            if (page.Count == PageSize)
            {
                await AddAsync(page).ConfigureAwait(false);
                page = [];
            }
        }

        await AddAsync(page).ConfigureAwait(false);
        return matched;

        async Task AddAsync(List<OdooRecord> partials)
        {
            (long Line, decimal Amount)[] parts = [.. partials.SelectMany(p => ((long, decimal)[])
            [
                (BookReader.Link(p, "debit_move_id") ?? 0, p.GetDecimal("debit_amount_currency") ?? 0m), (BookReader.Link(p, "credit_move_id") ?? 0, -(p.GetDecimal("credit_amount_currency") ?? 0m)),
            ])];
            HashSet<long> there = parts.Length == 0 ? [] :
                [.. await client.SearchAsync(Line, then.And(OdooDomain.In("id", parts.Select(p => p.Line).Distinct())), null, context, cancellationToken).ConfigureAwait(false)];
            foreach ((long line, decimal amount) in parts.Where(p => there.Contains(p.Line)))
            {
                matched[line] = matched.GetValueOrDefault(line) + amount;
            }
        }
    }

    private async IAsyncEnumerable<OpenThen> ListAsync(
        OdooDomain domain, DateOnly day, Dictionary<long, decimal> matchedLater, OdooContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<OdooRecord> page = [];
        await foreach (OdooRecord line in client.StreamAsync(Line, domain, s_fields, pageSize: PageSize, context: context, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            page.Add(line);
            if (page.Count == PageSize)
            {
                foreach (OpenThen item in await ItemsAsync(page, day, matchedLater, context, cancellationToken).ConfigureAwait(false))
                {
                    yield return item;
                }

                page = [];
            }
        }

        foreach (OpenThen item in await ItemsAsync(page, day, matchedLater, context, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private async Task<IReadOnlyList<OpenThen>> ItemsAsync(
        List<OdooRecord> lines, DateOnly day, Dictionary<long, decimal> matchedLater, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<long, OdooRecord> moves = (await books.ReadAsync(
            BookReader.Move, [.. lines.Select(l => BookReader.Link(l, "move_id")).OfType<long>().Distinct()], ["name", "move_type", "origin_payment_id"], context, cancellationToken)
            .ConfigureAwait(false)).ToDictionary(m => m.Id);
        List<OpenThen> items = [];
        foreach (OdooRecord line in lines)
        {
            matchedLater.Remove(line.Id, out decimal since);
            Money open = new((line.GetDecimal("amount_residual_currency") ?? 0m) + since, BookMapper.CurrencyOf(BookReader.Currency(line)));
            if (open.Amount != 0m)
            {
                items.Add(Item(line, moves[BookReader.Link(line, "move_id") ?? 0], open, day));
            }
        }

        return items;
    }

    private OpenThen Item(OdooRecord line, OdooRecord move, Money open, DateOnly day)
    {
        DateOnly booked = line.GetDate("date") ?? default;
        DateOnly due = line.GetDate("date_maturity") ?? booked;
        string type = move.GetString("move_type") ?? "";
        ExternalRef document = BookMapper.IsDocument(type) ? BookMapper.DocumentRef(name, type, move.Id)
            : BookReader.Link(move, "origin_payment_id") is long payment ? BookMapper.MoneyRef(name, open.Amount <= 0m, payment, move.Id)
            : new ExternalRef(name, RecordKinds.Entry, move.Id.ToString(CultureInfo.InvariantCulture));
        return new OpenThen(
            document, move.GetString("name"), BookReader.Link(line, "partner_id") is long partner ? BookMapper.CustomerRef(name, partner) : null, booked,
            Math.Max(0, day.DayNumber - due.DayNumber), open);
    }
}

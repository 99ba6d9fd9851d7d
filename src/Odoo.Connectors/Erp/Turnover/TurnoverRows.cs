using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Entries as they were read, with what they were made of.</summary>
internal sealed class TurnoverRows(string name, IOdooClient client, BookReader books)
{
    private readonly Dictionary<long, string?> _journals = [];

    public async Task<IReadOnlyList<TurnoverEntry>> OfAsync(
        IReadOnlyList<OdooRecord> moves, ILookup<long, OdooRecord> receivables, OdooContext context, CancellationToken cancellationToken)
    {
        long[] journals = [.. moves.Select(m => BookReader.Link(m, "journal_id")).OfType<long>().Distinct().Where(j => !_journals.ContainsKey(j))];
        foreach (OdooRecord journal in await books.ReadAsync("account.journal", journals, ["type"], context, cancellationToken).ConfigureAwait(false))
        {
            _journals[journal.Id] = journal.GetString("type");
        }

        IReadOnlyDictionary<long, string> documents = await ExternalIds.OfAsync(
            client, BookReader.Move, [.. moves.Select(m => m.Id).Concat(moves.Select(m => BookReader.Link(m, "reversed_entry_id")).OfType<long>()).Distinct()], context, cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyDictionary<long, string> payments = await ExternalIds.OfAsync(
            client, BookReader.Payment, [.. moves.Select(m => BookReader.Link(m, "origin_payment_id")).OfType<long>().Distinct()], context, cancellationToken).ConfigureAwait(false);
        return [.. moves.SelectMany(m => Of(m, [.. receivables[m.Id]], documents, payments))];
    }

    private IEnumerable<TurnoverEntry> Of(OdooRecord move, OdooRecord[] lines, IReadOnlyDictionary<long, string> documents, IReadOnlyDictionary<long, string> payments)
    {
        string type = move.GetString("move_type") ?? "";
        long? payment = BookReader.Link(move, "origin_payment_id");
        string? external = payment is long paid ? payments.GetValueOrDefault(paid) : documents.GetValueOrDefault(move.Id);
        TurnoverEntry entry = new()
        {
            Id = move.Id,
            Kind = TurnoverKind.Other,
            Document = new ExternalRef(name, RecordKinds.Entry, move.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Source = external is null ? null : ErpKeys.SourceOf(external),
            Number = move.GetString("name") is { Length: > 0 } number and not "/" ? number : null,
            On = move.GetDate("date") ?? default,
            Currency = BookMapper.CurrencyOf(BookReader.Currency(move)),
            Receivable = lines.Sum(Amount),
            Customer = BookReader.Link(move, "commercial_partner_id") is long partner ? BookMapper.CustomerRef(name, partner) : null,
        };
        if (BookMapper.IsDocument(type))
        {
            yield return entry with
            {
                Kind = type != "out_refund" ? TurnoverKind.Invoice : entry.Source?.Kind == EffectKinds.WriteOff ? TurnoverKind.WriteOff : TurnoverKind.CreditNote,
                Document = BookMapper.DocumentRef(name, type, move.Id),
                Reverses = BookReader.Link(move, "reversed_entry_id") is long reversed && documents.TryGetValue(reversed, out string? invoice) ? ErpKeys.SourceOf(invoice) : null,
                ReversesId = BookReader.Link(move, "reversed_entry_id"),
                Net = move.GetDecimal("amount_untaxed") ?? 0m,
                Tax = move.GetDecimal("amount_tax") ?? 0m,
                Gross = move.GetDecimal("amount_total") ?? 0m,
            };
            yield break;
        }

        // A difference of exchange moves the company's currency, and nothing that customers owe.
        foreach (IGrouping<string, OdooRecord> own in lines.GroupBy(BookReader.Currency).Where(g => g.Sum(Amount) != 0m))
        {
            decimal amount = own.Sum(Amount);
            bool isMoney = payment is not null || (IsBank(move) && BookReader.Link(move, "reversed_entry_id") is null
                && entry.Source?.Kind is not (EffectKinds.Chargeback or EffectKinds.ChargebackReversal or EffectKinds.PaymentReversal));
            yield return entry with
            {
                Kind = !isMoney ? TurnoverKind.Other : amount < 0m ? TurnoverKind.Received : TurnoverKind.Refunded,
                Document = isMoney ? BookMapper.MoneyRef(name, amount < 0m, payment, move.Id) : entry.Document,
                Currency = BookMapper.CurrencyOf(own.Key),
                Receivable = amount,
                Customer = own.Select(l => BookReader.Link(l, "partner_id")).FirstOrDefault(p => p is not null) is long named ? BookMapper.CustomerRef(name, named) : entry.Customer,
            };
        }
    }

    private bool IsBank(OdooRecord move) => BookReader.Link(move, "journal_id") is long journal && _journals.GetValueOrDefault(journal) is "bank" or "cash" or "credit";

    private static decimal Amount(OdooRecord line) => line.GetDecimal("amount_currency") ?? 0m;
}

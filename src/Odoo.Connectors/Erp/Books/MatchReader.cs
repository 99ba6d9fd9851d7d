using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What the receivables of entries are matched with, from <c>account.partial.reconcile</c>: the only place that tells how much of which
/// document which money pays.
/// </summary>
internal sealed class MatchReader(IOdooClient client)
{
    private const string Line = "account.move.line";
    private const string Move = "account.move";

    /// <summary>The matchings of each entry; entries without one are missing.</summary>
    public async Task<ILookup<long, MatchRow>> ReadAsync(IReadOnlyCollection<long> entries, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<long, OdooRecord> lines = [];
        OdooDomain receivables = OdooDomain.In("move_id", entries).And(OdooDomain.Where("account_type", "=", "asset_receivable"));
        await foreach (OdooRecord line in client.StreamAsync(
            Line, receivables, ["move_id", "date", "currency_id", "matched_debit_ids", "matched_credit_ids"], context: context, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            lines[line.Id] = line;
        }

        long[] ids = [.. lines.Values.SelectMany(l => l.GetIds("matched_debit_ids").Concat(l.GetIds("matched_credit_ids"))).Distinct().Order()];
        IReadOnlyList<OdooRecord> partials = await ReadAsync(
            "account.partial.reconcile", ids, ["debit_move_id", "credit_move_id", "debit_amount_currency", "credit_amount_currency"], context, cancellationToken).ConfigureAwait(false);
        if (partials.Count == 0)
        {
            return Enumerable.Empty<MatchRow>().ToLookup(_ => 0L);
        }

        IEnumerable<long> missing = partials.SelectMany(p => (long[])[Id(p, "debit_move_id"), Id(p, "credit_move_id")]).Where(l => !lines.ContainsKey(l)).Distinct();
        foreach (OdooRecord line in await ReadAsync(Line, [.. missing], ["move_id", "date", "currency_id"], context, cancellationToken).ConfigureAwait(false))
        {
            lines[line.Id] = line;
        }

        Dictionary<long, OdooRecord> moves = (await ReadAsync(
            Move, [.. lines.Values.Select(l => Id(l, "move_id")).Distinct()],
            ["name", "move_type", "origin_payment_id", "journal_id", "reversed_entry_id"], context, cancellationToken).ConfigureAwait(false)).ToDictionary(m => m.Id);
        Dictionary<long, string?> journals = (await ReadAsync(
            "account.journal", [.. moves.Values.Select(m => Id(m, "journal_id")).Distinct()], ["type"], context, cancellationToken).ConfigureAwait(false))
            .ToDictionary(j => j.Id, j => j.GetString("type"));
        IReadOnlyDictionary<long, OdooExternalId> documents = await client.GetExternalIdsAsync(Move, [.. moves.Keys], context, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<long, OdooExternalId> payments = await client.GetExternalIdsAsync(
            "account.payment", [.. moves.Values.Select(m => m.GetReference("origin_payment_id")?.Id).OfType<long>()], context, cancellationToken).ConfigureAwait(false);

        HashSet<long> wanted = [.. entries];
        return partials.SelectMany(p => (bool[])[true, false], Match).Where(m => wanted.Contains(m.Of)).ToLookup(m => m.Of, m => m.Match);

        // Odoo links an entry with one that it reverses: what takes back a payment in pieces says it by its external id alone.
        bool TakesBack(long entry) =>
            documents.TryGetValue(entry, out OdooExternalId name) && ErpKeys.Parse(name.ToString())?.Kind is EffectKinds.Chargeback or EffectKinds.PaymentReversal;

        (long Of, MatchRow Match) Match(OdooRecord partial, bool ofDebit)
        {
            (string own, string their) = ofDebit ? ("debit", "credit") : ("credit", "debit");
            (OdooRecord here, OdooRecord there) = (lines[Id(partial, $"{own}_move_id")], lines[Id(partial, $"{their}_move_id")]);
            (OdooRecord mine, OdooRecord other) = (moves[Id(here, "move_id")], moves[Id(there, "move_id")]);
            long? payment = other.GetReference("origin_payment_id")?.Id;
            (DateOnly one, DateOnly two) = (here.GetDate("date") ?? default, there.GetDate("date") ?? default);
            return (mine.Id, new MatchRow
            {
                Amount = partial.GetDecimal($"{own}_amount_currency") ?? 0m,
                Currency = here.GetReference("currency_id")?.Name ?? "",
                OtherAmount = partial.GetDecimal($"{their}_amount_currency") ?? 0m,
                OtherCurrency = there.GetReference("currency_id")?.Name ?? "",
                On = one > two ? one : two,
                Entry = other.Id,
                Type = other.GetString("move_type") ?? "entry",
                Number = other.GetString("name"),
                Payment = payment,
                IsMoney = journals.GetValueOrDefault(Id(other, "journal_id")) is "bank" or "cash" or "credit",
                IsCredit = ofDebit,
                IsReversal = other.GetReference("reversed_entry_id")?.Id == mine.Id || mine.GetReference("reversed_entry_id")?.Id == other.Id || TakesBack(other.Id) || TakesBack(mine.Id),
                External = payment is long id ? payments.TryGetValue(id, out OdooExternalId paid) ? paid.ToString() : null
                    : documents.TryGetValue(other.Id, out OdooExternalId made) ? made.ToString() : null,
            });
        }
    }

    private async Task<IReadOnlyList<OdooRecord>> ReadAsync(
        string model, IReadOnlyList<long> ids, string[] fields, OdooContext context, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : (await client.ReadAsync(model, ids, fields, context, cancellationToken).ConfigureAwait(false)).Records;

    private static long Id(OdooRecord record, string field) => record.GetReference(field)?.Id ?? 0;
}

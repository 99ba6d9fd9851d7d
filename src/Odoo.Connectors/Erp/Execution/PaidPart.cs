using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>How much of a payment's line, in its currency, pays a document; and the matches that say so.</summary>
/// <param name="Line">The payment's line.</param>
/// <param name="Document">The invoice or credit note.</param>
/// <param name="Key">The document's external id, where it is one of ours.</param>
/// <param name="Amount">How much.</param>
/// <param name="Matches">The matches.</param>
internal sealed record PaidPart(long Line, long Document, string? Key, decimal Amount, IReadOnlyList<long> Matches)
{
    /// <summary>What some lines pay. What already took them back, or was given back, pays nothing.</summary>
    public static async Task<IReadOnlyList<PaidPart>> ReadAsync(MoneyBooks books, IReadOnlyList<MoneyLine> lines, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<MoneyMatch> matches = await books.MatchesAsync([.. lines.Select(l => l.Id)], context, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<long, long> documents = await books.DocumentsOfAsync([.. matches.Select(m => m.Other)], context, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<long, OdooExternalId> names = documents.Count == 0
            ? new Dictionary<long, OdooExternalId>()
            : await books.NamesAsync("account.move", [.. documents.Values.Distinct()], context, cancellationToken).ConfigureAwait(false);
        return
        [
            .. matches.Where(m => documents.ContainsKey(m.Other)).GroupBy(m => (m.Line, Document: documents[m.Other])).Select(g => new PaidPart(
                g.Key.Line, g.Key.Document,
                names.TryGetValue(g.Key.Document, out OdooExternalId name) && IsDocument(name.ToString()) ? name.ToString() : null,
                g.Sum(m => m.Amount), [.. g.Select(m => m.Id)])),
        ];
    }

    /// <summary>Whether a text is the external id of an invoice or credit note of a source.</summary>
    public static bool IsDocument(string? text) => text is not null && ErpKeys.Parse(text)?.Kind is EffectKinds.Invoice or EffectKinds.CreditNote;
}

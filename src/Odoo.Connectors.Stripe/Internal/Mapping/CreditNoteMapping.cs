using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class CreditNoteMapping
{
    /// <summary>Maps an answer that holds a <c>credit_note</c> and its <c>invoice</c>.</summary>
    public static CreditNote Map(References references, Json answer) => Map(references, answer["credit_note"], answer["invoice"]);

    /// <summary>Maps a credit note; its lines name products only by the lines of the invoice that they take back.</summary>
    public static CreditNote Map(References references, Json note, Json invoice)
    {
        CreditNoteParts parts = new();
        CreditNoteParts.Table.Read(note.Raw(CreditNoteParts.Table), parts);
        Dictionary<string, string?> products = invoice["lines"]["data"].Elements()
            .ToDictionary(l => l["id"].Text(), l => l["pricing"]["price_details"]["product"].IdOrNull(), StringComparer.Ordinal);
        return parts.Build(references, invoice["number"].TextOrNull(), products);
    }
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class CreditNoteMapping
{
    /// <summary>Maps an answer that holds a <c>credit_note</c> and its <c>invoice</c>.</summary>
    public static CreditNote Map(References references, Json answer) => Map(references, answer["credit_note"].Object(), answer["invoice"]);

    /// <summary>Maps a credit note; its lines name products only by the lines of the invoice that they take back.</summary>
    public static CreditNote Map(References references, Json note, Json invoice)
    {
        WireCurrency currency = WireCurrency.Read(note["currency"]);
        Totals totals = Totals.Read(note, currency);
        Dictionary<string, string?> products = invoice["lines"]["data"].Elements().ToDictionary(l => l["id"].Text(), LineMapping.ProductOf, StringComparer.Ordinal);
        return new CreditNote
        {
            Ref = references.Own(RecordKinds.CreditNote, note["id"].Text()),
            Number = note["number"].Text(),
            Invoice = references.Own(RecordKinds.Invoice, note["invoice"].Id()),
            IssuedAt = note["effective_at"].InstantOrNull() ?? note["created"].Instant(),
            Currency = currency.Currency,
            Lines = LineMapping.OfCreditNote(note["lines"], currency, products.GetValueOrDefault),
            Net = totals.Net,
            Taxes = totals.Taxes,
            Gross = totals.Gross,
            InvoiceNumber = invoice["number"].TextOrNull(),
            VoidedAt = note["status"].TextOrNull() == "void" ? note["voided_at"].Instant() : null,
        };
    }
}

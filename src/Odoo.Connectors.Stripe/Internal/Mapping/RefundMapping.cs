using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class RefundMapping
{
    /// <summary>Maps an answer that holds <c>refund</c>, <c>invoice_payments</c>, <c>invoices</c> and <c>credit_notes</c>.</summary>
    public static Refund Map(References references, Json answer)
    {
        Json refund = answer["refund"].Object();
        string id = refund["id"].Text();
        string[] paid = [.. answer["invoice_payments"].Elements().Where(PaymentMapping.IsPaid).Select(p => p["invoice"].Id()).Distinct()];
        Json[] notes = NotesOf(answer, id, paid);
        Json? invoice = InvoiceOf(references, answer, refund, paid, notes);
        WireCurrency currency = WireCurrency.Read(refund["currency"]);
        RefundPart[] parts = notes.Length < 2 ? [] : [.. notes.Select(n => Part(references, answer, n, id, currency))];
        Money amount = currency.Amount(refund["amount"]);
        if (parts.Length > 0 && parts.Aggregate(Money.Zero(amount.Currency), (s, p) => s + p.Amount) != amount)
        {
            throw new ConnectorException(ErrorKind.Validation, "What the refund gives back of its credit notes does not come to its amount; book it in Odoo by hand.") { Field = "credit_notes" };
        }

        return new Refund
        {
            Ref = references.Own(RecordKinds.Refund, id),
            Customer = refund["customer"].IsNull && invoice is { } owner ? references.Customer(owner)
                : PaymentMapping.CustomerOf(references, refund["customer"].IsNull && refund["charge"].Element.ValueKind == System.Text.Json.JsonValueKind.Object ? refund["charge"] : refund),
            Payment = references.Own(RecordKinds.Payment, refund["payment_intent"].Id()),
            Invoice = invoice is { } one ? references.Own(RecordKinds.Invoice, one["id"].Text()) : null,
            CreditNote = notes is [Json only] ? CreditNoteMapping.Map(references, only, invoice!.Value) : null,
            Parts = parts,
            Amount = amount,
            RefundedAt = refund["created"].Instant(),
            Status = Status(refund),
        };
    }

    /// <summary>Money that left the balance is gone, whether the bank has confirmed it yet or not: payouts settle it.</summary>
    private static RefundStatus Status(Json refund) => refund["status"].TextOrNull() switch
    {
        "failed" or "canceled" => RefundStatus.Failed,
        "pending" or "requires_action" when refund["balance_transaction"].IsNull => RefundStatus.Pending,
        _ => RefundStatus.Made,
    };

    /// <summary>The invoice that it is about: that of its credit note, else the only one that was paid. None where the payment was on account.</summary>
    private static Json? InvoiceOf(References references, Json answer, Json refund, string[] paid, Json[] notes)
    {
        if (notes.Length == 0 && paid.Length > 1)
        {
            throw Unclear(ErrorKind.Validation, "The refunded payment paid several invoices; which of them it gives back cannot be told.");
        }

        if (paid.Length == 0 && references.PaymentsOnAccount && !refund["payment_intent"].IsNull)
        {
            return null;
        }

        string? id = notes.Length > 0 ? notes[0]["invoice"].Id() : paid.FirstOrDefault();
        return Find(answer, id) ?? throw Unclear(
            ErrorKind.Dependency, "The refunded payment belongs to no invoice that Stripe shows. Set PaymentsOnAccount where such payments are to be booked on account.");
    }

    private static Json? Find(Json answer, string? invoice) => answer["invoices"].Elements().Where(i => i["id"].Text() == invoice).Select(i => (Json?)i).FirstOrDefault();

    /// <summary>The credit notes that stand and list the refund.</summary>
    private static Json[] NotesOf(Json answer, string refundId, string[] paid) =>
    [
        .. answer["credit_notes"].Elements()
            .Where(n => n["status"].Text() == "issued" && paid.Contains(n["invoice"].Id()))
            .Where(n => n["refunds"].Elements().Any(r => r["refund"].IdOrNull() == refundId)),
    ];

    private static RefundPart Part(References references, Json answer, Json note, string refundId, WireCurrency currency) => new(
        CreditNoteMapping.Map(references, note, Find(answer, note["invoice"].Id()) ?? new Json(default, "")),
        currency.Amount(note["refunds"].Elements().First(r => r["refund"].IdOrNull() == refundId)["amount_refunded"]));

    private static ConnectorException Unclear(ErrorKind kind, string message) => new(kind, message) { Field = "payment_intent" };
}

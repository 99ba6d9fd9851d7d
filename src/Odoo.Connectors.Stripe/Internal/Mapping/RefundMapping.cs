using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class RefundMapping
{
    /// <summary>Maps an answer that holds <c>refund</c>, <c>invoice_payments</c>, <c>invoices</c> and <c>credit_notes</c>.</summary>
    public static Refund Map(References references, Json answer)
    {
        Json refund = answer["refund"].Object();
        string id = refund["id"].Text();
        Json invoice = InvoiceOf(answer);
        string invoiceId = invoice["id"].Text();
        return new Refund
        {
            Ref = references.Own(RecordKinds.Refund, id),
            Customer = refund["customer"].IsNull ? references.Customer(invoice) : references.Customer(refund),
            Payment = references.Own(RecordKinds.Payment, refund["payment_intent"].Id()),
            Invoice = references.Own(RecordKinds.Invoice, invoiceId),
            CreditNote = NoteOf(answer, id, invoiceId) is { } note ? CreditNoteMapping.Map(references, note, invoice) : null,
            Amount = WireCurrency.Read(refund["currency"]).Amount(refund["amount"]),
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

    private static Json InvoiceOf(Json answer)
    {
        string[] paid = [.. answer["invoice_payments"].Elements().Where(PaymentMapping.IsPaid).Select(p => p["invoice"].Id()).Distinct()];
        if (paid.Length > 1)
        {
            throw Unclear(ErrorKind.Validation, "The refunded payment paid several invoices; which of them it gives back cannot be told.");
        }

        Json? invoice = answer["invoices"].Elements().Where(i => paid.Contains(i["id"].Text())).Select(i => (Json?)i).FirstOrDefault();
        return invoice ?? throw Unclear(ErrorKind.Dependency, "The refunded payment belongs to no invoice that Stripe shows.");
    }

    private static Json? NoteOf(Json answer, string refundId, string invoiceId)
    {
        Json[] notes =
        [
            .. answer["credit_notes"].Elements()
                .Where(n => n["status"].Text() == "issued" && n["invoice"].Id() == invoiceId)
                .Where(n => n["refunds"].Elements().Any(r => r["refund"].IdOrNull() == refundId)),
        ];
        return notes.Length switch
        {
            0 => null,
            1 => notes[0],
            _ => throw new ConnectorException(ErrorKind.Validation, "Several credit notes name the refund; which of them accounts for it cannot be told.")
            {
                Field = "credit_notes",
            },
        };
    }

    private static ConnectorException Unclear(ErrorKind kind, string message) => new(kind, message) { Field = "payment_intent" };
}

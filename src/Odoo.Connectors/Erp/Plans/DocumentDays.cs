using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>The day of a document, by which dated entries and exchange rates are chosen.</summary>
internal static class DocumentDays
{
    public static DateOnly Of(object record, Func<DateTimeOffset, DateOnly> day, DateTimeOffset now) => record switch
    {
        Invoice invoice => day(invoice.IssuedAt),
        CreditNote note => day(note.IssuedAt),
        // What is taken back is mapped as it was when it was issued.
        VoidedInvoice voided => day(voided.Invoice.IssuedAt),
        UncollectibleInvoice lost => day(lost.MarkedAt),
        Payment payment => day(payment.PaidAt),
        Refund refund => day(refund.RefundedAt),
        UsageTotal total => day(total.Period.End.AddTicks(-1)),
        Deal { ClosedOn: DateOnly closed } => closed,
        Contract { Amendments: [.., Amendment last] } => last.EffectiveOn,
        Contract contract => contract.StartsOn,
        _ => day(now),
    };

    /// <summary>Whether the document is booked in the company's currency too, at a rate of its day.</summary>
    public static bool IsBooked(object record) => record is Invoice or CreditNote or VoidedInvoice or UncollectibleInvoice or Payment or Refund;
}

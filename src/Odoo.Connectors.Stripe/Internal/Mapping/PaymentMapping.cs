using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class PaymentMapping
{
    /// <summary>The paid payments of an answer that holds <c>invoice</c> and <c>invoice_payments</c>.</summary>
    public static InvoicePayments Map(References references, Json answer)
    {
        ExternalRef customer = references.Customer(answer["invoice"].Object());
        return new InvoicePayments([.. answer["invoice_payments"].Elements().Where(IsPaid).Select(p => One(references, p, customer))]);
    }

    public static bool IsPaid(Json payment) => payment["status"].Text() == "paid";

    private static Payment One(References references, Json payment, ExternalRef customer) => new()
    {
        Ref = references.Own(RecordKinds.Payment, PaymentId(payment["payment"])),
        Customer = customer,
        Invoice = references.Own(RecordKinds.Invoice, payment["invoice"].Id()),
        Amount = WireCurrency.Read(payment["currency"]).Amount(payment["amount_paid"]),
        PaidAt = payment["status_transitions"]["paid_at"].Instant(),
    };

    private static string PaymentId(Json payment) => payment["type"].Text() switch
    {
        string type and ("payment_intent" or "charge" or "payment_record") => payment[type].Id(),
        _ => throw payment["type"].Wrong("a type of payment that this version knows"),
    };
}

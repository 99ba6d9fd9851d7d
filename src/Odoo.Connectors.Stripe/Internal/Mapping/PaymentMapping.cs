using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>Payments of invoices. One payment may pay several: it is one record, with what it pays of each.</summary>
internal static class PaymentMapping
{
    /// <summary>The paid payments of an answer that holds <c>invoice</c>, <c>invoice_payments</c> and, of those that pay more, <c>shared</c>.</summary>
    public static InvoicePayments Map(References references, Json answer)
    {
        ExternalRef customer = references.Customer(answer["invoice"].Object());
        ILookup<string, Json> shared = answer["shared"].Elements().Where(IsPaid).ToLookup(p => PaymentId(p["payment"]));
        return new InvoicePayments([.. answer["invoice_payments"].Elements().Where(IsPaid).Select(p =>
        {
            Json intent = p["payment"]["payment_intent"];
            return shared.Contains(PaymentId(p["payment"])) ? Whole(references, intent, [.. shared[intent.Id()]], customer) : One(references, p, customer);
        })]);
    }

    /// <summary>A payment by itself: an answer that holds <c>payment_intent</c> and <c>invoice_payments</c>, or a <c>charge</c>; or a charge as it is listed.</summary>
    public static Payment MapOne(References references, Json answer)
    {
        if (answer["object"].TextOrNull() == "charge")
        {
            return OfCharge(references, answer);
        }

        if (answer["payment_intent"] is { IsNull: false } intent)
        {
            return Whole(references, intent, [.. answer["invoice_payments"].Elements().Where(IsPaid)], CustomerOf(references, intent));
        }

        return OfCharge(references, answer["charge"].Object());
    }

    private static Payment OfCharge(References references, Json charge)
    {
        string? intent = charge["payment_intent"].IdOrNull();
        return new Payment
        {
            Ref = references.Own(RecordKinds.Payment, intent ?? charge["id"].Text()),
            Aliases = intent is null ? [] : [charge["id"].Text()],
            Customer = CustomerOf(references, charge),
            Amount = WireCurrency.Read(charge["currency"]).Amount(charge["amount_captured"]),
            PaidAt = charge["created"].Instant(),
        };
    }

    public static bool IsPaid(Json payment) => payment["status"].Text() == "paid";

    /// <summary>The only invoice that is paid by it; null where it pays none, or several.</summary>
    public static ExternalRef? OnlyInvoice(References references, Json payments)
    {
        string[] invoices = [.. payments.Elements().Where(IsPaid).Select(p => p["invoice"].Id()).Distinct()];
        return invoices is [string only] ? references.Own(RecordKinds.Invoice, only) : null;
    }

    public static ExternalRef CustomerOf(References references, Json owner) => owner["customer"].IsNull
        ? throw new ConnectorException(ErrorKind.Validation, "The payment is of no customer of Stripe; it cannot be booked on one.") { Field = owner["customer"].Path }
        : references.Customer(owner);

    private static Payment One(References references, Json payment, ExternalRef customer) => new()
    {
        Ref = references.Own(RecordKinds.Payment, PaymentId(payment["payment"])),
        Customer = customer,
        Invoice = references.Own(RecordKinds.Invoice, payment["invoice"].Id()),
        Amount = WireCurrency.Read(payment["currency"]).Amount(payment["amount_paid"]),
        PaidAt = PaidAt(payment),
    };

    private static Payment Whole(References references, Json intent, IReadOnlyList<Json> payments, ExternalRef customer)
    {
        WireCurrency currency = WireCurrency.Read(intent["currency"]);
        Money received = currency.Amount(intent["amount_received"]);
        Json charge = intent["latest_charge"];
        return payments is [Json only] && currency.Amount(only["amount_paid"]) == received ? One(references, only, customer) : new Payment
        {
            Ref = references.Own(RecordKinds.Payment, intent["id"].Text()),
            Aliases = charge.IdOrNull() is string alias ? [alias] : [],
            Customer = customer,
            Amount = received,
            Allocations = [.. payments.Select(p => new PaymentAllocation(references.Own(RecordKinds.Invoice, p["invoice"].Id()), currency.Amount(p["amount_paid"])))],
            // An intent may be made long before it is paid.
            PaidAt = payments.Count > 0 ? payments.Min(PaidAt) : (charge.Element.ValueKind == System.Text.Json.JsonValueKind.Object ? charge : intent)["created"].Instant(),
        };
    }

    private static DateTimeOffset PaidAt(Json payment) => payment["status_transitions"]["paid_at"].Instant();

    private static string PaymentId(Json payment) => payment["type"].Text() switch
    {
        string type and ("payment_intent" or "charge" or "payment_record") => payment[type].Id(),
        _ => throw payment["type"].Wrong("a type of payment that this version knows"),
    };
}

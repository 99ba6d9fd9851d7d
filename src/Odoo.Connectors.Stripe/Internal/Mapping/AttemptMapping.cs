using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class AttemptMapping
{
    /// <summary>Maps an answer that holds a <c>payment_intent</c> that failed last, and its <c>invoice_payments</c> with their invoices.</summary>
    public static PaymentAttempt Map(References references, Json answer)
    {
        Json intent = answer["payment_intent"].Object();
        Json error = intent["last_payment_error"].Object();
        Json invoice = answer["invoice_payments"].Elements().Select(p => p["invoice"]).FirstOrDefault(new Json(default, ""));
        Json charge = intent["latest_charge"];
        bool isExpanded = charge.Element.ValueKind == System.Text.Json.JsonValueKind.Object;
        return new PaymentAttempt
        {
            Ref = references.Own(RecordKinds.PaymentAttempt, intent["id"].Text()),
            Customer = PaymentMapping.CustomerOf(references, intent),
            Invoice = invoice.IdOrNull() is string id ? references.Own(RecordKinds.Invoice, id) : null,
            Amount = WireCurrency.Read(intent["currency"]).Amount(intent["amount"]),
            // The intent itself does not say when it failed.
            FailedAt = (isExpanded ? charge["created"] : intent["created"]).Instant(),
            Code = error["decline_code"].TextOrNull() ?? error["code"].TextOrNull() ?? error["type"].Text(),
            Declined = error["type"].TextOrNull() switch { "card_error" => true, null => null, _ => false },
            NextAttemptAt = invoice.Element.ValueKind == System.Text.Json.JsonValueKind.Object ? invoice["next_payment_attempt"].InstantOrNull() : null,
            AttemptNumber = invoice.Element.ValueKind == System.Text.Json.JsonValueKind.Object ? (int?)invoice["attempt_count"].IntegerOrNull() : null,
        };
    }
}

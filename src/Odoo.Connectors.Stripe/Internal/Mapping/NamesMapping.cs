using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>By which ids another billing platform may know a payment: it keeps the charge's, or that of its payment intent.</summary>
internal static class NamesMapping
{
    /// <returns>Null for an object that names no payment.</returns>
    public static PaymentNames? Map(References references, Json told) => told["object"].TextOrNull() switch
    {
        "payment_intent" => Of(references, told["id"].Text(), told["latest_charge"].IdOrNull()),
        "charge" => Of(references, told["payment_intent"].IdOrNull(), told["id"].Text()),
        "dispute" => Of(references, told["payment_intent"].IdOrNull(), told["charge"].IdOrNull()),
        _ => null,
    };

    private static PaymentNames? Of(References references, string? intent, string? charge) => (intent ?? charge) is string id
        ? new PaymentNames(references.Own(RecordKinds.Payment, id), intent is null || charge is null ? [] : [charge])
        : null;
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class InvoiceMapping
{
    public static Invoice Map(References references, ReadOnlySpan<byte> json)
    {
        InvoiceParts parts = new();
        references.Invoices.Read(json, parts);
        return parts.Build(references);
    }

    public static Invoice Map(References references, Json invoice) => Map(references, invoice.Raw(references.Invoices));
}

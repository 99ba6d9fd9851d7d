using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class InvoiceMapping
{
    public static Invoice Map(References references, Json invoice)
    {
        string status = Status(invoice["status"]);
        WireCurrency currency = WireCurrency.Read(invoice["currency"]);
        Totals totals = Totals.Read(invoice, currency);
        Json subscription = invoice["parent"]["subscription_details"];
        return new Invoice
        {
            Ref = references.Own(RecordKinds.Invoice, invoice["id"].Text()),
            Number = invoice["number"].Text(),
            Customer = references.Customer(invoice),
            Contract = subscription["subscription"].IdOrNull() is string id ? references.Own(RecordKinds.Contract, id) : null,
            Deal = references.Deal(invoice["metadata"], subscription["metadata"]),
            IssuedAt = invoice["effective_at"].InstantOrNull() ?? invoice["status_transitions"]["finalized_at"].Instant(),
            DueAt = invoice["due_date"].InstantOrNull(),
            Currency = currency.Currency,
            Lines = LineMapping.OfInvoice(invoice["lines"], currency),
            Net = totals.Net,
            Taxes = totals.Taxes,
            Gross = totals.Gross,
            IsPaid = status == "paid",
            CollectionFailed = status == "open" && invoice["attempted"].BooleanOrFalse() && invoice["attempt_count"].IntegerOrNull() > 0,
            Custom = references.Custom(invoice["metadata"]),
        };
    }

    private static string Status(Json status) => status.Text() switch
    {
        "draft" => throw Refused("The invoice is a draft; it is no document yet."),
        "void" => throw Refused("The invoice was voided in Stripe; it is not booked. If it was booked before, take it back in Odoo."),
        string issued and ("open" or "paid" or "uncollectible") => issued,
        _ => throw status.Wrong("a status of an invoice that this version knows"),
    };

    private static ConnectorException Refused(string message) => new(ErrorKind.Validation, message) { Field = "status" };
}

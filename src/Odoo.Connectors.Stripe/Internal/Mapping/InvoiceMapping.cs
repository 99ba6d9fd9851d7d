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
        (Money paid, Money otherwise) = Paid(invoice, status, totals.Gross, currency);
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
            Paid = paid,
            PaidOtherwise = otherwise,
            Open = currency.Amount(invoice["amount_remaining"]),
            VoidedAt = VoidedAt(invoice, status),
            UncollectibleAt = status == "uncollectible" ? invoice["status_transitions"]["marked_uncollectible_at"].Instant() : null,
            CollectionFailed = status == "open" && invoice["attempted"].BooleanOrFalse() && invoice["attempt_count"].IntegerOrNull() > 0,
            Custom = references.Custom(invoice["metadata"]),
        };
    }

    /// <summary>What payments paid of it, and what else did: the customer's balance, or money past Stripe.</summary>
    private static (Money Paid, Money Otherwise) Paid(Json invoice, string status, Money total, WireCurrency currency)
    {
        Money zero = Money.Zero(total.Currency);
        Money paid = currency.Amount(invoice["amount_paid"]);
        Money outside = currency.Amount(invoice["amount_paid_off_stripe"].IntegerOrNull() ?? 0);
        if (status != "paid")
        {
            return (paid, outside);
        }

        Money owed = total - currency.Amount(invoice["pre_payment_credit_notes_amount"].IntegerOrNull() ?? 0);
        Money otherwise = Larger(owed - paid, outside);
        return (Larger(zero, otherwise.Amount > 0m && paid.Amount > 0m && (owed - otherwise).Amount < paid.Amount ? owed - otherwise : paid), Larger(zero, otherwise));
    }

    private static Money Larger(Money left, Money right) => left.Amount >= right.Amount ? left : right;

    private static DateTimeOffset? VoidedAt(Json invoice, string status) => status != "void" ? null
        : (invoice["pre_payment_credit_notes_amount"].IntegerOrNull() ?? 0) == 0 ? invoice["status_transitions"]["voided_at"].Instant()
        : throw Refused("The invoice was credited in part before it was voided: what is left of it must be taken back by hand.");

    private static string Status(Json status) => status.Text() switch
    {
        "draft" => throw Refused("The invoice is a draft; it is no document yet."),
        string issued and ("open" or "paid" or "uncollectible" or "void") => issued,
        _ => throw status.Wrong("a status of an invoice that this version knows"),
    };

    private static ConnectorException Refused(string message) => new(ErrorKind.Validation, message) { Field = "status" };
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>An invoice as it is read.</summary>
internal sealed class InvoiceParts : DocumentParts
{
    private readonly MetadataParts _metadata = new();
    private readonly MetadataParts _ofSubscription = new();
    private string? _customer, _subscription;
    private DateTimeOffset? _finalizedAt, _voidedAt, _givenUpAt, _dueAt;
    private long? _paid, _outside, _remaining, _credited, _attempts;
    private bool _attempted;

    public static FieldTable<InvoiceParts> Table(StripeOptions options) => Common<InvoiceParts>()
        .Field("amount_paid", static (ref r, i) => i._paid = Wire.Integer(ref r))
        .Field("amount_paid_off_stripe", static (ref r, i) => i._outside = Wire.Integer(ref r))
        .Field("amount_remaining", static (ref r, i) => i._remaining = Wire.Integer(ref r))
        .Field("attempt_count", static (ref r, i) => i._attempts = Wire.Integer(ref r))
        .Field("attempted", static (ref r, i) => i._attempted = Wire.Flag(ref r))
        .Field("customer", static (ref r, i) => i._customer = Wire.Id(ref r))
        .Field("due_date", static (ref r, i) => i._dueAt = Wire.Instant(ref r))
        .Object("metadata", MetadataParts.Table(options, custom: true), static i => i._metadata)
        .Object("parent", new FieldTable<InvoiceParts>("Stripe").Object("subscription_details", new FieldTable<InvoiceParts>("Stripe")
            .Object("metadata", MetadataParts.Table(options, custom: false), static i => i._ofSubscription)
            .Field("subscription", static (ref r, i) => i._subscription = Wire.Id(ref r)), static i => i), static i => i)
        .Field("pre_payment_credit_notes_amount", static (ref r, i) => i._credited = Wire.Integer(ref r))
        .Object("status_transitions", new FieldTable<InvoiceParts>("Stripe")
            .Field("finalized_at", static (ref r, i) => i._finalizedAt = Wire.Instant(ref r))
            .Field("marked_uncollectible_at", static (ref r, i) => i._givenUpAt = Wire.Instant(ref r))
            .Field("voided_at", static (ref r, i) => i._voidedAt = Wire.Instant(ref r)), static i => i);

    public Invoice Build(References references)
    {
        string status = Status switch
        {
            null => throw Wire.Missing("status", "a text"),
            "draft" => throw Refused("The invoice is a draft; it is no document yet."),
            "open" or "paid" or "uncollectible" or "void" => Status,
            _ => throw new ConnectorException(ErrorKind.Protocol, "Stripe's 'status' is not a status of an invoice that this version knows.") { Field = "status" },
        };
        WireCurrency currency = Currency();
        Totals totals = Totals(currency);
        (Money paid, Money otherwise) = Paid(status, totals.Gross, currency);
        return new Invoice
        {
            Ref = references.Own(RecordKinds.Invoice, RequiredId),
            Number = RequiredNumber,
            Customer = references.Own(RecordKinds.Customer, _customer ?? throw Wire.Missing("customer", "an id")),
            Contract = _subscription is null ? null : references.Own(RecordKinds.Contract, _subscription),
            Deal = references.Deal(_metadata.Deal) ?? references.Deal(_ofSubscription.Deal),
            IssuedAt = EffectiveAt ?? _finalizedAt ?? throw Wire.Missing("status_transitions.finalized_at", "a time in Unix seconds"),
            DueAt = _dueAt,
            Currency = currency.Currency,
            Lines = BuildLines(currency, null),
            Net = totals.Net,
            Taxes = totals.Taxes,
            Gross = totals.Gross,
            IsPaid = status == "paid",
            Paid = paid,
            PaidOtherwise = otherwise,
            Open = currency.Amount(_remaining ?? throw Wire.Missing("amount_remaining", "an integer")),
            VoidedAt = status == "void" ? VoidedAt() : null,
            UncollectibleAt = status == "uncollectible" ? _givenUpAt ?? throw Wire.Missing("status_transitions.marked_uncollectible_at", "a time in Unix seconds") : null,
            CollectionFailed = status == "open" && _attempted && _attempts > 0,
            Custom = _metadata.Custom(references),
        };
    }

    /// <summary>What payments paid of it, and what else did: the customer's balance, or money past Stripe.</summary>
    private (Money Paid, Money Otherwise) Paid(string status, Money total, WireCurrency currency)
    {
        Money paid = currency.Amount(_paid ?? throw Wire.Missing("amount_paid", "an integer"));
        Money outside = currency.Amount(_outside ?? 0);
        if (status != "paid")
        {
            return (paid, outside);
        }

        Money zero = Money.Zero(total.Currency);
        Money owed = total - currency.Amount(_credited ?? 0);
        Money otherwise = Larger(zero, Larger(owed - paid, outside));

        // Whether what was paid past Stripe is counted as paid is not said: together it is not more than was owed.
        return (otherwise.Amount == 0m ? paid : Smaller(paid, Larger(zero, owed - otherwise)), otherwise);
    }

    private DateTimeOffset VoidedAt() => (_credited ?? 0) != 0
        ? throw Refused("The invoice was credited in part before it was voided: what is left of it must be taken back by hand.")
        : _voidedAt ?? throw Wire.Missing("status_transitions.voided_at", "a time in Unix seconds");

    private static Money Larger(Money left, Money right) => left.Amount >= right.Amount ? left : right;

    private static Money Smaller(Money left, Money right) => left.Amount <= right.Amount ? left : right;

    private static ConnectorException Refused(string message) => new(ErrorKind.Validation, message) { Field = "status" };
}

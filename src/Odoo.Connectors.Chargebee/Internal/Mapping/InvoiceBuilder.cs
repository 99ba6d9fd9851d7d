using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>An invoice as it is read.</summary>
internal sealed class InvoiceBuilder : DocumentBuilder
{
    private readonly List<LinkedBuilder> _payments = [];
    private readonly List<LinkedBuilder> _applied = [];
    private string? _subscription, _dunning;
    private readonly List<AdjustmentBuilder> _adjustments = [];
    private long? _tax, _writtenOff, _paid, _credits, _due;
    private DateTimeOffset? _dueDate, _voidedAt, _updatedAt;

    /// <summary>When the next attempt to collect it is made.</summary>
    public DateTimeOffset? NextRetryAt { get; private set; }

    public List<DunningAttemptBuilder> Attempts { get; } = [];

    public static FieldTable<InvoiceBuilder> Of(ChargebeeOptions options) => Table<InvoiceBuilder>(
        static table => Document(table)
            .Field("subscription_id", static (ref reader, i) => i._subscription = JsonField.Text(ref reader))
            .Field("due_date", static (ref reader, i) => i._dueDate = Wire.Instant(ref reader))
            .Field("amount_paid", static (ref reader, i) => i._paid = Wire.Whole(ref reader))
            .Field("write_off_amount", static (ref reader, i) => i._writtenOff = Wire.Whole(ref reader))
            .Field("credits_applied", static (ref reader, i) => i._credits = Wire.Whole(ref reader))
            .Field("amount_due", static (ref reader, i) => i._due = Wire.Whole(ref reader))
            .Field("updated_at", static (ref reader, i) => i._updatedAt = Wire.Instant(ref reader))
            .Field("voided_at", static (ref reader, i) => i._voidedAt = Wire.Instant(ref reader))
            .Field("tax", static (ref reader, i) => i._tax = Wire.Whole(ref reader))
            .Field("dunning_status", static (ref reader, i) => i._dunning = JsonField.Text(ref reader))
            .Field("next_retry_at", static (ref reader, i) => i.NextRetryAt = Wire.Instant(ref reader))
            .Objects("linked_payments", LinkedBuilder.Payment, static i => Wire.Next(i._payments))
            .Objects("applied_credits", LinkedBuilder.CreditNote, static i => Wire.Next(i._applied))
            .Objects("dunning_attempts", DunningAttemptBuilder.Table, static i => Wire.Next(i.Attempts))
            .Objects("adjustment_credit_notes", AdjustmentBuilder.Table, static i => Wire.Next(i._adjustments)),
        options.CustomFields,
        crmField: null);

    public Invoice Build(References references)
    {
        if (Status == "pending")
        {
            throw FieldErrors.Refused("status", "The invoice is pending: it still collects usage and is no document yet.");
        }

        DocumentContent content = Content(references, _tax);
        return new Invoice
        {
            Ref = references.Own(RecordKinds.Invoice, RequiredId),
            Number = RequiredId,
            Customer = references.Own(RecordKinds.Customer, Customer),
            Contract = Contract() is { } subscription ? references.Own(RecordKinds.Contract, subscription) : null,
            IssuedAt = IssuedAt,
            DueAt = _dueDate > Date ? _dueDate : null,
            Currency = content.Currency,
            Lines = content.Lines,
            Discounts = content.Discounts,
            Net = content.Net,
            Taxes = content.Taxes,
            Gross = content.Gross,
            IsPaid = IsPaid() && !IsWrittenOff,
            Paid = Amount(references, _paid),
            PaidOtherwise = Amount(references, _credits),
            AppliedCredits =
            [
                .. _applied.Where(a => a is { Id: not null, Amount: > 0 }).GroupBy(a => a.Id!, StringComparer.Ordinal)
                    .Select(a => new PaymentAllocation(references.Own(RecordKinds.CreditNote, a.Key), Currency(references).Amount(a.Sum(c => c.Amount)))),
            ],
            Open = Amount(references, IsWrittenOff ? _writtenOff : _due),
            VoidedAt = Status == "voided" ? _voidedAt ?? _updatedAt ?? throw FieldErrors.Missing("voided_at") : null,
            UncollectibleAt = IsWrittenOff ? _adjustments.Find(a => a.IsWriteOff)?.Date ?? _updatedAt ?? IssuedAt : null,
            CollectionFailed = Status == "not_paid" || (Status == "payment_due" && HasFailed()),
            Custom = Custom,
        };
    }

    /// <summary>Chargebee calls an invoice paid that it wrote off: what was given up is owed all the same.</summary>
    private bool IsWrittenOff => _writtenOff > 0 && Status != "voided";

    private Money? Amount(References references, long? amount) => amount is { } wire ? Currency(references).Amount(wire) : null;

    private bool IsPaid() => Status switch
    {
        "paid" => true,
        "posted" or "payment_due" or "not_paid" or "voided" => false,
        _ => throw FieldErrors.Unknown("status", Status),
    };

    /// <summary>Whether collecting it failed, not only came due.</summary>
    private bool HasFailed() => _dunning is "in_progress" or "exhausted" or "stopped" || _payments.Exists(p => p.Status is "failure" or "late_failure");

    /// <summary>The subscription that all of it bills. A consolidated invoice bills several, and names them on its lines only.</summary>
    private string? Contract()
    {
        string? only = _subscription;
        foreach (LineBuilder line in Lines)
        {
            if (line.Subscription is { } id && id != (only ??= id))
            {
                return null;
            }
        }

        return only;
    }
}

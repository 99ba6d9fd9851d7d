using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A subscription as it is read.</summary>
internal sealed class SubscriptionBuilder : RecordBuilder
{
    private readonly List<SubscriptionItemBuilder> _items = [];
    private readonly List<SubscriptionDiscountBuilder> _discounts = [];
    private SubscriptionItemBuilder? _plan;
    private string? _customer, _currency, _periodUnit;
    private long? _period, _dueInvoices, _contractCycles;
    private string? _contractStatus, _contractAction;
    private DateTimeOffset? _startDate, _startedAt, _activatedAt, _createdAt, _trialStart, _nextBilling, _contractStart, _contractEnd;

    public string? Status { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public DateTimeOffset? TermStart { get; private set; }

    public DateTimeOffset? TermEnd { get; private set; }

    public DateTimeOffset? PauseDate { get; private set; }

    /// <summary>The day from which a change holds that was dated back, or is yet to come.</summary>
    public DateTimeOffset? ChangesAt { get; private set; }

    public static FieldTable<SubscriptionBuilder> Of(ChargebeeOptions options) => Table<SubscriptionBuilder>(static table => Dates(Items(table
        .Field("customer_id", static (ref reader, s) => s._customer = JsonField.Text(ref reader))
        .Field("status", static (ref reader, s) => s.Status = JsonField.Text(ref reader))
        .Field("currency_code", static (ref reader, s) => s._currency = JsonField.Text(ref reader))
        .Field("billing_period", static (ref reader, s) => s._period = Wire.Whole(ref reader))
        .Field("billing_period_unit", static (ref reader, s) => s._periodUnit = JsonField.Text(ref reader))
        .Field("due_invoices_count", static (ref reader, s) => s._dueInvoices = Wire.Whole(ref reader))
        .Object("contract_term", ContractTerm, static s => s))), options.CustomFields, options.DealField);

    private static FieldTable<SubscriptionBuilder> ContractTerm { get; } = new FieldTable<SubscriptionBuilder>("Chargebee")
        .Field("status", static (ref reader, s) => s._contractStatus = JsonField.Text(ref reader))
        .Field("contract_start", static (ref reader, s) => s._contractStart = Wire.Instant(ref reader))
        .Field("contract_end", static (ref reader, s) => s._contractEnd = Wire.Instant(ref reader))
        .Field("billing_cycle", static (ref reader, s) => s._contractCycles = Wire.Whole(ref reader))
        .Field("action_at_term_end", static (ref reader, s) => s._contractAction = JsonField.Text(ref reader));

    public Contract Build(References references)
    {
        DateTimeOffset start = _startedAt ?? _startDate ?? _trialStart ?? _activatedAt ?? _createdAt ?? throw FieldErrors.Missing("started_at");
        DateTimeOffset? end = EndsAt();
        WireCurrency currency = references.Currency(_currency, "currency_code");
        Recurrence? billed = Periods.Of(_period, _periodUnit, "billing_period_unit");
        ProductLine[] terms = Terms(references, currency, billed);
        Recurrence?[] periods = [.. terms.Where(t => t.Recurrence is not null).Select(t => t.Recurrence).Distinct()];
        return new Contract
        {
            Ref = references.Own(RecordKinds.Contract, RequiredId),
            Customer = references.Own(RecordKinds.Customer, _customer ?? throw FieldErrors.Missing("customer_id")),
            Deal = references.InCrm(RecordKinds.Deal, CrmId),
            Status = StatusOf(),
            Currency = currency.Currency,
            Version = Version,
            StartsOn = Wire.Day(start),
            StartsAt = start,
            EndsOn = end is { } last ? Wire.Day(last) : null,
            EndsAt = end,
            NextInvoiceAt = _nextBilling,
            TermStartsAt = Runs ? IsTermed ? _contractStart : TermStart : null,
            RenewsAt = Runs ? IsTermed ? _contractEnd : TermEnd : null,
            Recurrence = periods is [{ } only] ? only : periods.Length == 0 ? billed : null,
            Terms = terms,
            Custom = Custom,
        };
    }

    private static FieldTable<SubscriptionBuilder> Items(FieldTable<SubscriptionBuilder> table) => table
        .Objects("subscription_items", SubscriptionItemBuilder.Table, static s => Wire.Next(s._items))
        .Objects("discounts", SubscriptionDiscountBuilder.Table, static s => Wire.Next(s._discounts))
        .Field("plan_id", static (ref reader, s) => s.Plan.Id = JsonField.Text(ref reader))
        .Field("plan_quantity", static (ref reader, s) => s.Plan.Quantity = JsonField.Decimal(ref reader))
        .Field("plan_unit_price", static (ref reader, s) => s.Plan.UnitPrice = Wire.Whole(ref reader))
        .Field("plan_amount", static (ref reader, s) => s.Plan.Amount = Wire.Whole(ref reader))
        .Objects("addons", SubscriptionItemBuilder.Addon, static s => Wire.Next(s._items));

    private static FieldTable<SubscriptionBuilder> Dates(FieldTable<SubscriptionBuilder> table) => table
        .Field("start_date", static (ref reader, s) => s._startDate = Wire.Instant(ref reader))
        .Field("started_at", static (ref reader, s) => s._startedAt = Wire.Instant(ref reader))
        .Field("activated_at", static (ref reader, s) => s._activatedAt = Wire.Instant(ref reader))
        .Field("created_at", static (ref reader, s) => s._createdAt = Wire.Instant(ref reader))
        .Field("trial_start", static (ref reader, s) => s._trialStart = Wire.Instant(ref reader))
        .Field("current_term_start", static (ref reader, s) => s.TermStart = Wire.Instant(ref reader))
        .Field("current_term_end", static (ref reader, s) => s.TermEnd = Wire.Instant(ref reader))
        .Field("next_billing_at", static (ref reader, s) => s._nextBilling = Wire.Instant(ref reader))
        .Field("pause_date", static (ref reader, s) => s.PauseDate = Wire.Instant(ref reader))
        .Field("changes_scheduled_at", static (ref reader, s) => s.ChangesAt = Wire.Instant(ref reader))
        .Field("cancelled_at", static (ref reader, s) => s.CancelledAt = Wire.Instant(ref reader));

    /// <summary>A term that was agreed counts, else the one that is billed.</summary>
    private bool IsTermed => _contractStatus == "active" && _contractEnd is not null;

    private bool Runs => Status is "active" or "non_renewing" or "paused";

    private SubscriptionItemBuilder Plan => _plan ??= new();

    private ProductLine[] Terms(References references, WireCurrency currency, Recurrence? billed)
    {
        Recurrence? term = _contractStatus == "active" && _contractCycles is { } cycles && billed is not null ? billed with { Count = (int)cycles * billed.Count } : null;
        IEnumerable<SubscriptionItemBuilder> items = _plan is { Id: not null } plan ? [plan, .. _items] : _items;
        return [.. items.Select(i => Discounted(i.Build(references, currency, billed, term)))];
    }

    private ProductLine Discounted(ProductLine line)
    {
        decimal? percent = _discounts.Select(d => d.PercentOf(line.ProductCode)).FirstOrDefault(p => p is not null);
        decimal off = line.UnitPrice * (percent ?? 0m) / 100m;
        return off == 0m ? line : line with { UnitPrice = line.UnitPrice - off, Discount = off, DiscountPercent = percent };
    }

    private ContractStatus StatusOf() => Status switch
    {
        "future" or "in_trial" => ContractStatus.Pending,
        "active" or "non_renewing" => _dueInvoices > 0 ? ContractStatus.PastDue : ContractStatus.Active,
        "paused" => ContractStatus.Paused,
        "cancelled" or "transferred" => ContractStatus.Ended,
        _ => throw FieldErrors.Unknown("status", Status),
    };

    private DateTimeOffset? EndsAt() => Status switch
    {
        "cancelled" or "transferred" => CancelledAt,
        "non_renewing" => CancelledAt ?? TermEnd,
        _ => CancelledAt ?? (_contractStatus == "active" && _contractAction == "cancel" ? _contractEnd : null),
    };
}

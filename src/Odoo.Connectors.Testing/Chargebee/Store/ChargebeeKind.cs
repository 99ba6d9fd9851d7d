namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>One kind of resource: its path, what its list can be asked for and what it is sorted by.</summary>
internal sealed record ChargebeeKind(string Path, string Name, string Sort, string[] Sorts, IReadOnlyDictionary<string, char> Filters)
{
    public static readonly ChargebeeKind[] All =
    [
        Of("customers", "customer", "created_at", "created_at updated_at", "id:s first_name:s last_name:s email:s company:s phone:s auto_collection:e taxability:e created_at:t updated_at:t channel:e"),
        Of("item_families", "item_family", "created_at", "", "id:s name:s updated_at:t"),
        Of("items", "item", "id", "name id updated_at", "id:s item_family_id:s type:e name:s status:e metered:b usage_calculation:e updated_at:t"),
        Of("item_prices", "item_price", "id", "name id updated_at", "id:s name:s item_id:s item_type:e item_family_id:s pricing_model:e currency_code:s period_unit:e status:e updated_at:t"),
        Of("subscriptions", "subscription", "created_at", "created_at updated_at", "id:s customer_id:s status:e cancel_reason:e created_at:t activated_at:t next_billing_at:t cancelled_at:t updated_at:t has_scheduled_changes:b channel:e"),
        Of("invoices", "invoice", "date", "date updated_at", "id:s subscription_id:s customer_id:s recurring:b status:e price_type:e date:t paid_at:t total:n amount_paid:n amount_due:n dunning_status:e updated_at:t voided_at:t"),
        Of("credit_notes", "credit_note", "date", "date updated_at", "id:s customer_id:s subscription_id:s reference_invoice_id:s type:e reason_code:e status:e date:t total:n updated_at:t voided_at:t"),
        Of("transactions", "transaction", "date", "date updated_at", "id:s customer_id:s subscription_id:s payment_method:e gateway:e id_at_gateway:s reference_number:s type:e date:t amount:n status:e updated_at:t"),
        Of("usages", "usage", "usage_date", "usage_date updated_at", "id:s subscription_id:s usage_date:t updated_at:t item_price_id:s invoice_id:s source:e"),
        Of("events", "event", "occurred_at", "occurred_at", "id:s webhook_status:e event_type:e source:e occurred_at:t"),
        Of("promotional_credits", "promotional_credit", "created_at", "", "id:s created_at:t type:e customer_id:s"),
        Of("contract_terms", "contract_term", "created_at", "", ""),
    ];

    public static ChargebeeKind? At(string path) => Array.Find(All, kind => kind.Path == path);

    public static ChargebeeKind Named(string name) =>
        Array.Find(All, kind => kind.Name == name) ?? throw new ArgumentException($"'{name}' is no kind of resource: {string.Join(", ", All.Select(kind => kind.Name))}.", nameof(name));

    private static ChargebeeKind Of(string path, string name, string sort, string sorts, string filters) => new(
        path,
        name,
        sort,
        sorts.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        filters.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(filter => filter[..^2], filter => filter[^1]));
}

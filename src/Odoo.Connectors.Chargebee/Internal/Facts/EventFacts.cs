using System.Collections.Frozen;

namespace Odoo.Connectors.Chargebee.Internal.Facts;

/// <summary>What events tell. Those that are not named here are accepted and forgotten.</summary>
internal static class EventFacts
{
    private static readonly FrozenDictionary<string, Func<Heads, IEnumerable<Fact?>>> Types = Build().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types that are read, in the order of their names.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The facts of an event, each about a record of its own; null for an event of no interest.</summary>
    public static IReadOnlyList<Fact>? Of(string type, Heads content) =>
        Types.TryGetValue(type, out Func<Heads, IEnumerable<Fact?>>? facts) ? [.. facts(content).OfType<Fact>().DistinctBy(f => (f.Record, f.Id))] : null;

    /// <summary>Why an event tells nothing, or not yet; null where its facts say all of it.</summary>
    public static string? WhyNot(string type) => type switch
    {
        "unbilled_charges_created" or "unbilled_charges_invoiced" or "unbilled_charges_voided" or "unbilled_charges_deleted" =>
            "unbilled charges are no document: the invoice that bills them tells of them",
        "pending_invoice_created" or "pending_invoice_updated" => "a pending invoice still collects usage: it is told once it is issued",
        "subscription_changes_scheduled" or "subscription_scheduled_changes_removed" => "changes to come are told when they take effect; the contract is as it was",
        _ => null,
    };

    private static Dictionary<string, Func<Heads, IEnumerable<Fact?>>> Build()
    {
        Dictionary<string, Func<Heads, IEnumerable<Fact?>>> types = new(StringComparer.Ordinal);
        Add("customer_created customer_changed customer_moved_in", c => [StateFacts.Customer(Given(c.Customer, "customer"))]);
        Add("customer_deleted customer_moved_out", c => [StateFacts.Customer(Given(c.Customer, "customer"), isGone: true)]);
        Add(
            "subscription_created subscription_created_with_backdating subscription_started subscription_activated subscription_activated_with_backdating "
            + "subscription_changed subscription_changed_with_backdating subscription_trial_extended subscription_renewed subscription_items_renewed "
            + "subscription_cancellation_scheduled subscription_scheduled_cancellation_removed subscription_cancelled subscription_canceled_with_backdating "
            + "subscription_reactivated subscription_reactivated_with_backdating subscription_changes_scheduled subscription_scheduled_changes_removed "
            + "subscription_paused subscription_pause_scheduled subscription_scheduled_pause_removed subscription_resumed subscription_resumption_scheduled "
            + "subscription_scheduled_resumption_removed",
            c => [StateFacts.Subscription(Given(c.Subscription, "subscription"))]);
        Add("subscription_deleted", c => [StateFacts.Subscription(Given(c.Subscription, "subscription"), isGone: true)]);
        Add("invoice_generated invoice_generated_with_backdating invoice_updated dunning_updated", c => [StateFacts.Invoice(Given(c.Invoice, "invoice"))]);
        Add("invoice_deleted", c => [StateFacts.Invoice(Given(c.Invoice, "invoice"), isGone: true)]);
        Add("credit_note_created credit_note_created_with_backdating credit_note_updated", c => [StateFacts.CreditNote(Given(c.CreditNote, "credit_note"))]);
        Add("credit_note_deleted", c => [StateFacts.CreditNote(Given(c.CreditNote, "credit_note"), isGone: true)]);
        // The invoice that a payment is for changes with it: the CRM is told at once.
        Add("payment_succeeded payment_failed", c => [StateFacts.Transaction(Given(c.Transaction, "transaction")), c.Invoice is { } invoice ? StateFacts.Invoice(invoice) : null]);
        Add("payment_refunded transaction_created transaction_updated", c => [StateFacts.Transaction(Given(c.Transaction, "transaction"))]);
        Add("transaction_deleted", c => [StateFacts.Transaction(Given(c.Transaction, "transaction"), isGone: true)]);
        Add("item_created item_updated", c => [StateFacts.Product(Given(c.Item, "item"), isItem: true)]);
        Add("item_deleted", c => [StateFacts.Product(Given(c.Item, "item"), isItem: true, isGone: true)]);
        Add("item_price_created item_price_updated", c => [StateFacts.Product(Given(c.ItemPrice, "item_price"), isItem: false)]);
        Add("item_price_deleted", c => [StateFacts.Product(Given(c.ItemPrice, "item_price"), isItem: false, isGone: true)]);
        return types;

        void Add(string names, Func<Heads, IEnumerable<Fact?>> facts)
        {
            foreach (string name in names.Split(' '))
            {
                types.Add(name, facts);
            }
        }
    }

    private static Head Given(Head? head, string name) => head ?? throw Mapping.FieldErrors.Missing($"content.{name}");
}

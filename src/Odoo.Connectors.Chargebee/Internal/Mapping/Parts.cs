using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>
/// The resources of an answer, a list's element or an event's content, each under its own name; and what this adapter puts together of
/// several answers.
/// </summary>
internal sealed class Parts
{
    public CustomerBuilder? Customer { get; private set; }

    public SubscriptionBuilder? Subscription { get; private set; }

    public InvoiceBuilder? Invoice { get; private set; }

    public CreditNoteBuilder? CreditNote { get; private set; }

    /// <summary>The credit notes of a refund; null where nobody asked for them.</summary>
    public List<CreditNoteBuilder>? CreditNotes { get; private set; }

    public TransactionBuilder? Transaction { get; private set; }

    /// <summary>The transaction that took back <see cref="Transaction"/>.</summary>
    public TransactionBuilder? Reversal { get; private set; }

    /// <summary>The payments of an invoice; null where nobody asked for them.</summary>
    public List<TransactionBuilder>? Payments { get; private set; }

    /// <summary>The subscriptions of a customer; null where nobody asked for them.</summary>
    public List<SubscriptionBuilder>? Subscriptions { get; private set; }

    public ProductBuilder? Item { get; private set; }

    public ProductBuilder? ItemPrice { get; private set; }

    public static FieldTable<Parts> Of(ChargebeeOptions options)
    {
        FieldTable<ProductBuilder> product = ProductBuilder.Of(options);
        FieldTable<SubscriptionBuilder> subscription = SubscriptionBuilder.Of(options);
        FieldTable<CreditNoteBuilder> note = CreditNoteBuilder.Of(options);
        return new FieldTable<Parts>("Chargebee")
            .Object("transaction", TransactionBuilder.Fields, static p => p.Transaction = new())
            .Object("invoice", InvoiceBuilder.Of(options), static p => p.Invoice = new())
            .Object("credit_note", note, static p => p.CreditNote = new())
            .Object("subscription", subscription, static p => p.Subscription = new())
            .Object("customer", CustomerBuilder.Of(options), static p => p.Customer = new())
            .Object("item", product, static p => p.Item = new())
            .Object("item_price", product, static p => p.ItemPrice = new())
            .Object("reversal", TransactionBuilder.Fields, static p => p.Reversal = new())
            .Objects("credit_notes", note, static p => Wire.Next(p.CreditNotes ??= []))
            .Objects("payments", TransactionBuilder.Fields, static p => Wire.Next(p.Payments ??= []))
            .Objects("subscriptions", subscription, static p => Wire.Next(p.Subscriptions ??= []));
    }
}

using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Facts;

/// <summary>The resources of a list's element or an event's content.</summary>
internal sealed class Heads
{
    public static readonly FieldTable<Heads> Table = new FieldTable<Heads>("Chargebee")
        .Object("transaction", Head.Table, static h => h.Transaction = new())
        .Object("invoice", Head.Table, static h => h.Invoice = new())
        .Object("credit_note", Head.Table, static h => h.CreditNote = new())
        .Object("subscription", Head.Table, static h => h.Subscription = new())
        .Object("customer", Head.Table, static h => h.Customer = new())
        .Object("item", Head.Table, static h => h.Item = new())
        .Object("item_price", Head.Table, static h => h.ItemPrice = new());

    public Head? Transaction { get; private set; }

    public Head? Invoice { get; private set; }

    public Head? CreditNote { get; private set; }

    public Head? Subscription { get; private set; }

    public Head? Customer { get; private set; }

    public Head? Item { get; private set; }

    public Head? ItemPrice { get; private set; }
}

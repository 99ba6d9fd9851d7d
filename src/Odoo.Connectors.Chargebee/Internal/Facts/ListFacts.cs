namespace Odoo.Connectors.Chargebee.Internal.Facts;

/// <summary>What the element of a list tells.</summary>
internal static class ListFacts
{
    public static Fact? Of(Heads element) => element switch
    {
        { Invoice: { } invoice } => StateFacts.Invoice(invoice),
        { CreditNote: { } note } => StateFacts.CreditNote(note),
        { Transaction: { } transaction } => StateFacts.Transaction(transaction),
        { Subscription: { } subscription } => StateFacts.Subscription(subscription),
        { Customer: { } customer } => StateFacts.Customer(customer),
        { ItemPrice: { } price } => StateFacts.Product(price, isItem: false),
        { Item: { } item } => StateFacts.Product(item, isItem: true),
        _ => null,
    };

    /// <summary>When the record last changed, where it says.</summary>
    public static DateTimeOffset? ChangedAt(Heads element) =>
        (element.Invoice ?? element.CreditNote ?? element.Transaction ?? element.Subscription ?? element.Customer ?? element.ItemPrice ?? element.Item)?.UpdatedAt;
}

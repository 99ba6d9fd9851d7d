namespace Odoo.Connectors.Sync.Tests.Ownership;

/// <summary>Keeps cards equal.</summary>
internal sealed class CardFlow(OwnershipTable ownership) : IFlow
{
    private readonly RecordSync<Card> _sync = new(
        ownership, new RecordFields<Card>(c => c.ChangedAt).Add(c => c.Title).Add(c => c.Stage).Add(c => c.Due), "card-fields", "crm", "erp");

    public IReadOnlyList<Type> Requires => [typeof(Card)];

    public bool Handles(string changeKind) => changeKind == "card.seen";

    public Decision Decide(Change change, Known known) => _sync.Decide(change, known);
}

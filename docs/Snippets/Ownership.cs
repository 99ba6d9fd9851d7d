using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

/// <summary>Who is right about what, and who is who.</summary>
internal static class Ownership
{
    public static void Add(IConnectorsBuilder builder)
    {
        #region ownership
        builder
            .Own<Customer>("salesforce", but => but
                .Except(c => c.VatNumber, "odoo", Conflict.Review)
                .Except(c => c.Website, "stripe").In("odoo/BE01")
                .OnConflict(Conflict.OwnerWins))
            .Own<Contract>("salesforce", but => but
                .Phase(c => c.Status)
                .Except(c => c.Terms, "stripe").While(ContractStatus.Active, ContractStatus.PastDue));
        #endregion
    }

    public static void Creator(IConnectorsBuilder builder)
    {
        #region created-from
        builder
            .Own<Customer>("salesforce")
            .Own<Contract>("chargebee-us", o => o.CreatedFrom("salesforce"));
        #endregion
    }

    public static void Clocks(IConnectorsBuilder builder)
    {
        #region newest-wins
        builder
            .Own<Customer>("salesforce", but => but.Except(c => c.Phone, "odoo", Conflict.NewestWins))
            .ClocksAgree("salesforce", "odoo");
        #endregion
    }

    public static void Match(IConnectorsBuilder builder)
    {
        #region match
        builder.Match<Customer>(rules => rules
            .Identifies("vat", c => MatchKey.Vat(c.VatNumber, c.BillingAddress?.Country))
            .Supports("domain", c => MatchKey.Domain(c.Website), weight: 60)
            .Supports("name", c => MatchKey.Name(c.Name), weight: 40)
            .Hint("email", c => MatchKey.Email(c.Email)));
        #endregion
    }
}

#region record-sync
/// <summary>A person as both systems' readers decode it.</summary>
public sealed record Person(string Name, string? Phone, DateTimeOffset ChangedAt);

/// <summary>Keeps names and phone numbers equal in two systems.</summary>
public sealed class PersonsInStep(OwnershipTable ownership) : IFlow
{
    private readonly RecordSync<Person> _sync = new(
        ownership, new RecordFields<Person>(p => p.ChangedAt).Add(p => p.Name).Add(p => p.Phone), "person-fields", "crm", "helpdesk");

    public IReadOnlyList<Type> Requires => [typeof(Person)];

    public bool Handles(string changeKind) => changeKind == "person.seen";

    public Decision Decide(Change change, Known known) => _sync.Decide(change, known);
}
#endregion

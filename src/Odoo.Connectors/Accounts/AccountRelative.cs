using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>Another account that this one belongs to, that belongs to it, or that pays for it.</summary>
/// <param name="Relation"><c>parent</c>, <c>child</c>, or <c>payer</c>.</param>
/// <param name="Reference">The record that the relation names.</param>
/// <param name="Name">Its name; masked where it is a person's and the account is masked.</param>
/// <param name="IsCompany">Whether it is a company.</param>
/// <param name="AsOf">When it was read, UTC.</param>
public sealed record AccountRelative(string Relation, ExternalRef Reference, [property: PersonalData] string Name, bool IsCompany, DateTimeOffset AsOf)
{
    /// <summary>All customers of the systems that it is, as far as the identity map knows; at least <see cref="Reference"/>.</summary>
    public IReadOnlyList<ExternalRef> References { get; init; } = [];

    /// <summary>What it owes, for each company and currency.</summary>
    public IReadOnlyList<Sourced<AccountOwing>> Balances { get; init; } = [];

    /// <summary>The relation and the record.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Relation} {Reference}";
}

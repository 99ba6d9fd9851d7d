namespace Odoo.Connectors.Collections;

/// <summary>The groups that customers of a ledger are in.</summary>
internal interface IPartnerGroups
{
    /// <summary>Reads a field of partners as the groups it names, by the partner's id; of one that is gone there is none.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(string field, IReadOnlyCollection<string> partners, CancellationToken cancellationToken);
}

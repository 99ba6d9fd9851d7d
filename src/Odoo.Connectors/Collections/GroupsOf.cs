using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Collections;

/// <summary>Adds to what customers of one ledger owe the groups that they are in, where steps have any: a call or two for a thousand of them.</summary>
internal static class GroupsOf
{
    public static async Task<IReadOnlyList<OverdueAccount>> AddAsync(
        IServiceProvider services, CollectionsOptions options, IReadOnlyList<OverdueAccount> accounts, CancellationToken cancellationToken)
    {
        // Who owes nothing takes no step.
        string[] asked = options.GroupField is null ? [] : [.. accounts.Where(a => a.Items.Count > 0).Select(a => a.Partner)];
        if (asked.Length == 0)
        {
            return accounts;
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> groups =
            await services.GetRequiredKeyedService<IPartnerGroups>(accounts[0].Ledger).ReadAsync(options.GroupField!, asked, cancellationToken).ConfigureAwait(false);
        return [.. accounts.Select(a => groups.TryGetValue(a.Partner, out IReadOnlyList<string>? of) ? a with { Groups = of } : a)];
    }
}

using System.Text.Json;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>The customers of whom money could not be collected, whether anything of theirs is overdue or not.</summary>
internal static class FailingCustomers
{
    /// <summary>Those of some ledgers, each as <c>ledger/partner</c>.</summary>
    public static async Task<HashSet<string>> FindAsync(HubTransaction transaction, OwnershipTable ownership, IReadOnlyList<string> ledgers, CancellationToken cancellationToken)
    {
        string owner = ownership.OwnerOf<Customer>();
        ExternalRef[] failing =
        [
            .. (await transaction.Shadows.KeptAsync(owner, AccountTroubles.Kind, AccountTroubles.Field, cancellationToken).ConfigureAwait(false))
                .Where(k => JsonSerializer.Deserialize(k.Kept, TroubleJson.Default.TroubleList) is { Failures.Count: > 0 }).Select(k => new ExternalRef(owner, RecordKinds.Customer, k.Id)),
        ];
        await transaction.Identity.ForeseeAsync(failing, cancellationToken).ConfigureAwait(false);
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (ExternalRef customer in failing)
        {
            // Of one that was merged away its survivor tells.
            if (await transaction.Identity.FindAsync(customer, cancellationToken).ConfigureAwait(false) is { } link && link.StateOf(customer) == LinkState.Linked)
            {
                found.UnionWith(ledgers.Select(l => link.IdIn(l, RecordKinds.Customer) is string id ? $"{l}/{id}" : null).OfType<string>());
            }
        }

        return found;
    }
}

using System.Text.Json;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>The customers whose standing is not of the books alone, whether anything of theirs is overdue or not.</summary>
internal static class TroubledCustomers
{
    /// <summary>Those of some ledgers, by <c>ledger/partner</c>.</summary>
    public static async Task<Dictionary<string, Trouble>> FindAsync(HubTransaction transaction, OwnershipTable ownership, IReadOnlyList<string> ledgers, CancellationToken cancellationToken)
    {
        string owner = ownership.OwnerOf<Customer>();
        Dictionary<ExternalRef, TroubleList> troubled = (await transaction.Shadows.KeptAsync(owner, AccountTroubles.Kind, AccountTroubles.Field, cancellationToken).ConfigureAwait(false))
            .Select(k => (k.Id, Troubles: JsonSerializer.Deserialize(k.Kept, TroubleJson.Default.TroubleList)))
            .Where(k => k.Troubles is { Failures.Count: > 0 } or { Ended.Count: > 0 })
            .ToDictionary(k => new ExternalRef(owner, RecordKinds.Customer, k.Id), k => k.Troubles!);
        await transaction.Identity.ForeseeAsync([.. troubled.Keys], cancellationToken).ConfigureAwait(false);
        Dictionary<string, List<TroubleList>> found = new(StringComparer.Ordinal);
        foreach ((ExternalRef customer, TroubleList troubles) in troubled)
        {
            // Of one that was merged away its survivor tells.
            if (await transaction.Identity.FindAsync(customer, cancellationToken).ConfigureAwait(false) is { } link && link.StateOf(customer) == LinkState.Linked)
            {
                foreach (string id in ledgers.Select(l => link.IdIn(l, RecordKinds.Customer) is string id ? $"{l}/{id}" : null).OfType<string>())
                {
                    found[id] = [.. found.GetValueOrDefault(id, []), troubles];
                }
            }
        }

        return found.ToDictionary(f => f.Key, f => Trouble.Of(f.Value), StringComparer.Ordinal);
    }
}

/// <summary>What of a customer is not in its books.</summary>
/// <param name="IsFailing">Whether money could not be collected.</param>
/// <param name="Ends">What was told of contracts that ended; empty where none did.</param>
internal readonly record struct Trouble(bool IsFailing, string Ends)
{
    public static Trouble None { get; } = new(false, "");

    /// <summary>What all the names of one customer come to.</summary>
    public static Trouble Of(IReadOnlyCollection<TroubleList> lists) => new(
        lists.Any(l => l.Failures.Count > 0), string.Join('\n', lists.Where(l => l.Ended is { Count: > 0 }).Select(l => $"{l.Contract}: {string.Join(' ', l.Ended!.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal)));
}

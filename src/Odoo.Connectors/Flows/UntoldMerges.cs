using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A record that took the place of ones that we know, seen before its system told of the merge: it is not a new one. What is known of those
/// is known of it first, and everything is decided on that ground.
/// </summary>
internal static class UntoldMerges
{
    /// <summary>What must be told or known first; null when the record can be decided on.</summary>
    /// <param name="asked">The reference that it was read by, or the change is about: one that was merged away shows the other one.</param>
    /// <param name="record">The record.</param>
    /// <param name="known">What is known.</param>
    public static Decision? Of(ExternalRef asked, object? record, Known known) => record switch
    {
        Deal deal => Of([(deal.Ref, [.. deal.Formerly, asked]), (deal.Customer.Ref, deal.Customer.Formerly)], known),
        Customer customer => Of([(customer.Ref, [.. customer.Formerly, asked])], known),
        Contact contact => Of([(contact.Ref, [.. contact.Formerly, asked])], known),
        _ => null,
    };

    private static Decision? Of(IEnumerable<(ExternalRef Now, IReadOnlyList<ExternalRef> Formerly)> records, Known known)
    {
        bool answered = true;
        List<IdentityFact> untold = [];
        foreach ((ExternalRef now, IReadOnlyList<ExternalRef> formerly) in records)
        {
            foreach (ExternalRef former in formerly.Where(f => f != now && f.System == now.System && f.Kind == now.Kind).Distinct())
            {
                answered &= known.TryLink(former, out RecordLink? link);
                if (link?.StateOf(former) == LinkState.Linked)
                {
                    untold.Add(new IdentityFact.Merged(former, now));
                }
            }
        }

        return !answered ? Decision.Needs : untold.Count == 0 ? null : new Decision.Do([]) { Facts = untold, FactsFirst = true };
    }
}

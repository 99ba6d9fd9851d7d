using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One record of the identity map with everything it is called.</summary>
/// <param name="RecordId">Derived from the origin, so that the map can be rebuilt.</param>
/// <param name="Origin">The first reference; keys and external ids are made of it.</param>
/// <param name="Links">Everything it is called, the origin first, then the primary ones.</param>
public sealed record RecordLink(Guid RecordId, ExternalRef Origin, IReadOnlyList<RecordReference> Links)
{
    /// <summary>All references, the origin first, then the primary ones.</summary>
    public IReadOnlyList<ExternalRef> References => [.. Links.Select(l => l.Reference)];

    /// <summary>Tombstoned when nothing of it is left in any system, else linked. A merged record is found as its survivor.</summary>
    public LinkState State => Links.Any(l => l.State == LinkState.Linked) ? LinkState.Linked : LinkState.Tombstoned;

    /// <summary>The record's id in a system that writes use.</summary>
    /// <param name="system">The configured name.</param>
    /// <param name="kind">The record kind.</param>
    /// <param name="company">The company of that system; null asks for the id that serves all of them. The default is null.</param>
    /// <returns>The company's own id, else the one that serves all; null when the record is not in that system.</returns>
    public string? IdIn(string system, string kind, string? company = null)
    {
        string? shared = null;
        foreach (RecordReference link in Links)
        {
            if (link.IsPrimary && link.Reference.System == system && link.Reference.Kind == kind)
            {
                if (link.Company == (company ?? ""))
                {
                    return link.Reference.Id;
                }

                shared = link.Company.Length == 0 ? link.Reference.Id : shared;
            }
        }

        return shared;
    }

    /// <summary>Where one of its references stands.</summary>
    /// <param name="reference">The reference.</param>
    /// <returns>The state; null when the record has no such reference.</returns>
    public LinkState? StateOf(ExternalRef reference) => Find(reference)?.State;

    internal RecordReference? Find(ExternalRef reference) => Links.FirstOrDefault(l => l.Reference == reference);
}

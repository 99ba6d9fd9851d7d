using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One record of the identity map with everything it is called.</summary>
/// <param name="RecordId">Derived from the origin, so that the map can be rebuilt.</param>
/// <param name="Origin">The first reference; keys and external ids are made of it.</param>
/// <param name="References">All references, the primary one of each system first.</param>
public sealed record RecordLink(Guid RecordId, ExternalRef Origin, IReadOnlyList<ExternalRef> References)
{
    /// <summary>The record's id in a system that writes use.</summary>
    /// <param name="system">The configured name.</param>
    /// <param name="kind">The record kind.</param>
    /// <returns>The id, or null when the record is not in that system.</returns>
    public string? IdIn(string system, string kind)
    {
        foreach (ExternalRef reference in References)
        {
            if (reference.System == system && reference.Kind == kind)
            {
                return reference.Id;
            }
        }

        return null;
    }
}

namespace Odoo.Connectors.Client;

/// <summary>
/// The ids of all records of a domain, from a pass that came to its end: <see cref="OdooIdsExtensions.IdsAsync"/> gives none of a pass
/// that broke off, since everything it had not reached would look deleted.
/// </summary>
public sealed class OdooIdPass
{
    private readonly long[] _ids;

    internal OdooIdPass(List<long> ascending) => _ids = [.. ascending];

    /// <summary>The ids, ascending.</summary>
    public IReadOnlyList<long> Ids => _ids;

    /// <summary>Whether a record was there.</summary>
    /// <param name="id">The id.</param>
    /// <returns>Whether the pass met it.</returns>
    public bool Contains(long id) => Array.BinarySearch(_ids, id) >= 0;

    /// <summary>
    /// Which of the ids that were known before the pass began it did not meet: deleted, no longer matching the domain, or no longer
    /// visible to the user, which Odoo does not tell apart in a search. <see cref="OdooIdsExtensions.MissingIdsAsync"/> tells for sure.
    /// </summary>
    /// <param name="known">The ids known before the pass began; a record created after it would look gone.</param>
    /// <returns>The ids not met, each once, in the order of <paramref name="known"/>.</returns>
    public IReadOnlyList<long> GoneFrom(IEnumerable<long> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return [.. known.Where(id => !Contains(id)).Distinct()];
    }
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What a source said about the identity of its records; written in the commit of the decision that states it.</summary>
public abstract record IdentityFact
{
    private IdentityFact()
    {
    }

    /// <summary>
    /// A system merged one of its records into another one. What we knew under the first is from now on known under the second;
    /// documents keep the customer they were made for.
    /// </summary>
    /// <param name="Loser">The record that is gone there.</param>
    /// <param name="Survivor">The record of the same system and kind that stands for both.</param>
    public sealed record Merged(ExternalRef Loser, ExternalRef Survivor) : IdentityFact;

    /// <summary>A system deleted a record. A late update does not bring it back.</summary>
    /// <param name="Reference">The record.</param>
    /// <param name="Version">The source's version of the deletion (a number that grows, or milliseconds since 1970); null where it has none.</param>
    public sealed record Deleted(ExternalRef Reference, long? Version = null) : IdentityFact;

    /// <summary>
    /// A system erased a record for good. It is a tombstone, and what is kept of it goes, as by <see cref="IPrivacyOperations.EraseAsync"/>; the
    /// change waits while work about it is open.
    /// </summary>
    /// <param name="Reference">The record.</param>
    /// <param name="Version">The source's version of the deletion (a number that grows, or milliseconds since 1970); null where it has none.</param>
    public sealed record Erased(ExternalRef Reference, long? Version = null) : IdentityFact;

    internal sealed record Restored(ExternalRef Reference) : IdentityFact;
}

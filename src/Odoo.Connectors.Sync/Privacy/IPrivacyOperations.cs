using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What data of persons the hub keeps, and how it goes.</summary>
public interface IPrivacyOperations
{
    /// <summary>
    /// Erases a customer: payloads, what was read, server texts, persons' remarks, what was sent, match keys, shadows, and
    /// the key that the audit trail speaks of them under. Keys of documents, references and the trail itself stay, so no
    /// document is made twice and the trail verifies as before. Facts of the customer that come later are handled under a new key.
    /// Nothing is erased while work about the customer is open.
    /// </summary>
    /// <param name="subject">The customer in any system.</param>
    /// <param name="by">Who does it; audited.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was erased, or what is in the way.</returns>
    Task<Erasure> EraseAsync(ExternalRef subject, string by, CancellationToken cancellationToken = default);
}

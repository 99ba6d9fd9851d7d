using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>
/// One account as all systems hold it, in one call: who it is, what it buys, owes and paid, what is open about it in the hub; each value with where it
/// comes from and how fresh it is. It only reads. Resolve it from the services of <c>AddOdooConnectors</c>.
/// </summary>
/// <remarks>
/// The systems are read side by side. One that fails, or does not answer within <see cref="AccountViewOptions.Patience"/>, leaves its reading with the error
/// and what the hub was told last; the call itself fails for the hub's own store only.
/// </remarks>
public interface IAccountView
{
    /// <summary>An account with data of persons masked: <c>j***@acme.example</c>.</summary>
    /// <param name="customer">Any system's reference of it: the CRM's account, the billing customer, the partner in Odoo. One that was merged away finds its survivor.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The account, or null when neither the identity map nor its system knows the reference.</returns>
    /// <exception cref="ConnectorException">The hub's store could not be read.</exception>
    Task<CustomerAccount?> AccountAsync(ExternalRef customer, CancellationToken cancellationToken = default);

    /// <summary>An account with data of persons as they are. Who sees it is audited, before anything is shown.</summary>
    /// <param name="customer">Any system's reference of it.</param>
    /// <param name="by">Who looks.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The account, or null when neither the identity map nor its system knows the reference.</returns>
    /// <exception cref="ConnectorException">The hub's store could not be read, or the audit entry not be written.</exception>
    Task<CustomerAccount?> RevealAsync(ExternalRef customer, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds accounts by an id in any system (of the customer, a deal, contract, invoice, credit note or payment), a VAT number, a web domain; where the map
    /// knows none of these, by a document's number in the ledgers. Names and e-mail addresses find nothing: they identify nobody.
    /// </summary>
    /// <param name="text">What to look for, as a person types it.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The accounts, each once; empty when nothing was found.</returns>
    /// <exception cref="ConnectorException">The hub's store could not be read.</exception>
    Task<IReadOnlyList<AccountMatch>> SearchAsync(string text, CancellationToken cancellationToken = default);
}

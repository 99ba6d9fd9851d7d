using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>What people do about what is overdue. Whatever they do is audited with who did it.</summary>
public interface ICollections
{
    /// <summary>Looks at what is overdue now, as a running host does by <see cref="CollectionsOptions.Interval"/>. The hub decides what it brings up.</summary>
    /// <param name="cancellationToken">Cancels the looking; what was brought up stays.</param>
    /// <returns>How many customers are decided anew.</returns>
    /// <exception cref="ConnectorException">The books could not be read.</exception>
    Task<int> ReviewAsync(CancellationToken cancellationToken = default);

    /// <summary>Where dunning of a customer stands.</summary>
    /// <param name="customer">The customer in a ledger, or under any name that the identity map knows.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>One for each ledger in which it ever was overdue.</returns>
    Task<IReadOnlyList<CollectionsAccount>> FindAsync(ExternalRef customer, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records that a customer promised to pay: no step is taken until that day is over. One that is kept ends by itself, one that is broken is the
    /// case <c>promise-broken</c>, and dunning goes on. It takes the place of a promise that is open.
    /// </summary>
    /// <param name="customer">The customer in a ledger, or under any name that the identity map knows where it is in one ledger only.</param>
    /// <param name="amount">How much, positive; what is less than all that is overdue now is enough to keep it.</param>
    /// <param name="until">The last day, in the company's calendar.</param>
    /// <param name="by">Who recorded it; audited.</param>
    /// <param name="why">What was said; kept with the event, in the audit trail as a proof only.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Done once it is stored; the hub decides it next.</returns>
    /// <exception cref="ConnectorException"><see cref="ErrorKind.Validation"/> names what is wrong; <see cref="ErrorKind.NotFound"/>: no ledger has the customer.</exception>
    Task PromiseAsync(ExternalRef customer, Money amount, DateOnly until, string by, string why, CancellationToken cancellationToken = default);

    /// <summary>
    /// Proposes to write off what is open of an overdue invoice. Of one of Odoo's own it is held until another person approves it, of one that
    /// was billed elsewhere it is the case <c>writeoff-proposed</c>.
    /// </summary>
    /// <param name="invoice">The invoice in the ledger, or at its source.</param>
    /// <param name="by">Who proposes it; audited, and cannot approve it.</param>
    /// <param name="why">Why; kept with the event, in the audit trail as a proof only.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Done once it is stored; the hub decides it next.</returns>
    /// <exception cref="ConnectorException"><see cref="ErrorKind.NotFound"/>: no ledger has the invoice.</exception>
    Task ProposeWriteOffAsync(ExternalRef invoice, string by, string why, CancellationToken cancellationToken = default);
}

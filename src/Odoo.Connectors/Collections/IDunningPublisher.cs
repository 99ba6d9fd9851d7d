using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>Tells the host's own software that a step of dunning was taken: it writes the letter, calls the API of a mail service, puts a message on a bus.</summary>
public interface IDunningPublisher
{
    /// <summary>
    /// Tells one step of one invoice. It is called once, and again with the same key only when it threw or the process ended before it was known how it
    /// went: pass the key on, as to a mail service that refuses to send twice under it, or note it with what was done.
    /// </summary>
    /// <param name="notice">The step and what is owed.</param>
    /// <param name="key">The key of the telling, the same when it is repeated and never used again.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ConnectorException">
    /// It could not be told; its kind decides: what may pass is tried again, what is refused is a case. Any other exception is tried again.
    /// </exception>
    Task PublishAsync(DunningNotice notice, string key, CancellationToken cancellationToken);
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Keeps what decided deliveries tell, in the commit that decides them, whatever the flow made of it.</summary>
internal interface IDecisionWitness
{
    /// <param name="transaction">The commit.</param>
    /// <param name="decided">The delivery.</param>
    /// <param name="answers">What was read for its decision.</param>
    /// <param name="now">The time of the decision.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    Task SeeAsync(
        HubTransaction transaction, InboxEvent decided, IReadOnlyList<(ExternalRef Need, byte[]? Answer)> answers, DateTimeOffset now, CancellationToken cancellationToken);
}

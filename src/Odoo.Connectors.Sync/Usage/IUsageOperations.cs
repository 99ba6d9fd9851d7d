using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Care of metered usage: totals, the close of periods, what came late and what was not taken.</summary>
public interface IUsageOperations
{
    /// <summary>Lists totals of one subscription, oldest period first.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="meter">The meter; null for all. The default is null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The totals.</returns>
    Task<IReadOnlyList<UsageTotal>> TotalsAsync(ExternalRef subscription, string? meter = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the periods of a meter that ended until an instant, whatever its <see cref="UsageMeterOptions.CloseAfter"/>: their quantities are
    /// final, and are told to the meter's target. A running host closes by itself what is due.
    /// </summary>
    /// <param name="meter">The meter; one that is no longer configured and has open periods may be named too: it has no target.</param>
    /// <param name="ended">Periods with an end up to this instant.</param>
    /// <param name="by">Who does it, for the audit trail.</param>
    /// <param name="cancellationToken">Ends it after the step under way; what was closed stays so.</param>
    /// <returns>How many totals were closed.</returns>
    /// <exception cref="ConnectorException">There is no such meter, or the instant is not past.</exception>
    Task<int> CloseAsync(string meter, DateTimeOffset ended, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes what is due by each meter's schedule, and opens a case for a meter that is no longer configured and has periods to close. A running
    /// host does the same by itself.
    /// </summary>
    /// <param name="cancellationToken">Ends it after the step under way; what was closed stays so.</param>
    /// <returns>How many totals were closed.</returns>
    Task<int> CloseDueAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens a closed total again, so that usage counts in it as if it had never been closed. Refused once it was sent.</summary>
    /// <param name="total">The total's <see cref="UsageTotal.Ref"/>.</param>
    /// <param name="by">Who does it, for the audit trail.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The total.</returns>
    /// <exception cref="ConnectorException">
    /// There is no such total, it is open, a later period of the subscription is closed, or it was sent to its target: then correct it by
    /// events, which the next period bills.
    /// </exception>
    Task<UsageTotal> ReopenAsync(ExternalRef total, string by, CancellationToken cancellationToken = default);

    /// <summary>Lets the next period bill what came late, where the meter waits for a person (<see cref="LateUsage.Case"/>). Closes the case.</summary>
    /// <param name="total">The closed total's <see cref="UsageTotal.Ref"/>.</param>
    /// <param name="by">Who does it, for the audit trail.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when nothing waits.</returns>
    Task<bool> CarryAsync(ExternalRef total, string by, CancellationToken cancellationToken = default);

    /// <summary>Tells the terms of a subscription, for meters whose period is the term. Told anew, they hold for events that come from then on.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="firstDay">The first day of any of its terms, in the meter's time zone.</param>
    /// <param name="every">How long a term is; at most a year.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is stored.</returns>
    /// <exception cref="ConnectorException">The term is longer than a year, or shorter than a day.</exception>
    Task SetTermAsync(ExternalRef subscription, DateOnly firstDay, Recurrence every, CancellationToken cancellationToken = default);

    /// <summary>Lists what was not taken, oldest first.</summary>
    /// <param name="after">The number to begin behind. The default is 0.</param>
    /// <param name="most">How many at most. The default is 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was not taken.</returns>
    Task<IReadOnlyList<RejectedUsage>> RejectedAsync(long after = 0, int most = 100, CancellationToken cancellationToken = default);

    /// <summary>Hands in once more what was not taken, for instance after a meter was configured. What is taken leaves the list.</summary>
    /// <param name="by">Who does it, for the audit trail.</param>
    /// <param name="cancellationToken">Ends it after the step under way.</param>
    /// <returns>What became of it.</returns>
    Task<UsageReceipt> RetryRejectedAsync(string by, CancellationToken cancellationToken = default);
}

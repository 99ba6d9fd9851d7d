using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Takes metered usage in: each event once by its id, however often and by whichever node it is handed in. An event and what it adds to its
/// total are one commit, so that handing the same in again after anything that went wrong is always right.
/// </summary>
public interface IUsageIntake
{
    /// <summary>Takes a stream of any length, in commits of <see cref="UsageOptions.BatchSize"/> events; memory does not grow with it.</summary>
    /// <param name="source">The metering platform as the host names it, 1 to 100 characters: ids are unique within it.</param>
    /// <param name="events">The events, in any order.</param>
    /// <param name="cancellationToken">Ends it after the commit under way; what was committed stays.</param>
    /// <returns>What became of them. Events that are not taken are no failure.</returns>
    /// <exception cref="ConnectorException">The store failed: hand the whole stream in again later.</exception>
    Task<UsageReceipt> AcceptAsync(string source, IAsyncEnumerable<UsageEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Takes events that are at hand, in commits of <see cref="UsageOptions.BatchSize"/> events.</summary>
    /// <param name="source">The metering platform as the host names it, 1 to 100 characters: ids are unique within it.</param>
    /// <param name="events">The events, in any order.</param>
    /// <param name="cancellationToken">Ends it after the commit under way; what was committed stays.</param>
    /// <returns>What became of them. Events that are not taken are no failure.</returns>
    /// <exception cref="ConnectorException">The store failed: hand all of them in again later.</exception>
    Task<UsageReceipt> AcceptBatchAsync(string source, IEnumerable<UsageEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Takes lines of JSON, one event each, packed by gzip or not; see the documentation for their fields.</summary>
    /// <param name="source">The metering platform as the host names it, 1 to 100 characters: ids are unique within it.</param>
    /// <param name="lines">The stream; it is read to its end and stays open.</param>
    /// <param name="cancellationToken">Ends it after the commit under way; what was committed stays.</param>
    /// <returns>What became of them. Lines that are not taken are no failure.</returns>
    /// <exception cref="ConnectorException">The store failed: hand the whole stream in again later.</exception>
    Task<UsageReceipt> AcceptLinesAsync(string source, Stream lines, CancellationToken cancellationToken = default);
}

namespace Odoo.Connectors.Sync;

/// <summary>What a person can see and do about polled systems. Everything done is audited under who did it.</summary>
public interface IFeedOperations
{
    /// <summary>Where every stream of every polled system stands.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The streams, by system.</returns>
    Task<IReadOnlyList<FeedStatus>> StatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Has streams polled without waiting for their schedule; the next free node does it within its idle time.</summary>
    /// <param name="system">The configured name of the system.</param>
    /// <param name="stream">The stream; null takes all of the system.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is stored.</returns>
    /// <exception cref="ConnectorException">There is no such polled system or stream.</exception>
    Task PollNowAsync(string system, string? stream, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads a stream again beside its live poll. Survives crashes; what is as it was is absorbed. Held back to the system's batch
    /// window, where one is set.
    /// </summary>
    /// <param name="system">The configured name of the system.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="from">Reads what changed since; null reads everything.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of the pass.</returns>
    /// <exception cref="ConnectorException">There is no such stream, or it cannot be read from an instant.</exception>
    Task<long> BackfillAsync(string system, string stream, DateTimeOffset? from, string by, CancellationToken cancellationToken = default);

    /// <summary>Reads every stream of a system again, to see whether anything was missed: <see cref="FeedPass.Changed"/> of its passes.</summary>
    /// <param name="system">The configured name of the system.</param>
    /// <param name="from">Reads what changed since; null reads everything.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The numbers of the passes, one for each stream.</returns>
    /// <exception cref="ConnectorException">There is no such polled system, or it cannot be read from an instant.</exception>
    Task<IReadOnlyList<long>> ReconcileAsync(string system, DateTimeOffset? from, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds what was deleted in a system: lists the ids of its exhaustive streams, and asks once more for each record that was told and is
    /// not among them. Survives crashes; nothing is concluded before a list is complete. Held back to the system's batch window, where one is set.
    /// </summary>
    /// <param name="system">The configured name of the system.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The numbers of the passes, one for each exhaustive stream: <see cref="FeedPass.Absent"/> is what is gone.</returns>
    /// <exception cref="ConnectorException">There is no such polled system, or it cannot list ids (<see cref="IListedFeed"/>).</exception>
    Task<IReadOnlyList<long>> FindDeletedAsync(string system, string by, CancellationToken cancellationToken = default);

    /// <summary>A pass and what came of it so far.</summary>
    /// <param name="pass">Its number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The pass, or null when there is none of this number.</returns>
    Task<FeedPass?> PassAsync(long pass, CancellationToken cancellationToken = default);

    /// <summary>Stops polling a stream and its passes, on all nodes, until it is resumed. What is stored already goes on.</summary>
    /// <param name="system">The configured name of the system.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is stored.</returns>
    /// <exception cref="ConnectorException">There is no such stream.</exception>
    Task PauseAsync(string system, string stream, string by, CancellationToken cancellationToken = default);

    /// <summary>Polls a paused stream again, from where it stood.</summary>
    /// <param name="system">The configured name of the system.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is stored.</returns>
    /// <exception cref="ConnectorException">There is no such stream.</exception>
    Task ResumeAsync(string system, string stream, string by, CancellationToken cancellationToken = default);
}

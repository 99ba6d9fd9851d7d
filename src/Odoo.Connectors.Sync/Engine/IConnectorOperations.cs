namespace Odoo.Connectors.Sync;

/// <summary>The public door to a hub: for tools, tests and consoles.</summary>
public interface IConnectorOperations
{
    /// <summary>Everything a person must see, and what can be done about it.</summary>
    ICaseOperations Cases { get; }

    /// <summary>Care of the store.</summary>
    IStoreOperations Store { get; }

    /// <summary>The audit trail: proves that it is whole, and tells why a field has its value.</summary>
    IAuditOperations Audit { get; }

    /// <summary>Decides events again, as a preview or for real.</summary>
    IReplayOperations Replay { get; }

    /// <summary>Erases customers.</summary>
    IPrivacyOperations Privacy { get; }

    /// <summary>Which references of which systems are one record, and what can be done about it.</summary>
    IIdentityOperations Identity { get; }

    /// <summary>The versions of mappings, their approval, and what another version would change.</summary>
    IMappingOperations Mappings { get; }

    /// <summary>Polled systems: where they stand, polls out of turn, backfills, pauses.</summary>
    IFeedOperations Feeds { get; }

    /// <summary>
    /// Polls every feed once and works until nothing is left to do or the patience is over. Useful in tests and one-shot
    /// tools; a running host does the same by itself.
    /// </summary>
    /// <param name="patience">How long to go on at most while something is still due later.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>Whether everything is at its end or a case.</returns>
    Task<bool> DrainAsync(TimeSpan patience, CancellationToken cancellationToken = default);

    /// <summary>Stores deliveries as if they had arrived, for replays and custom feeds. Returns after the commit.</summary>
    /// <param name="deliveries">The deliveries.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were new.</returns>
    Task<int> AcceptAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken = default);

    /// <summary>Every delivery and how it ended.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The deliveries in the order they came.</returns>
    Task<IReadOnlyList<EventReport>> EventsAsync(CancellationToken cancellationToken = default);

    /// <summary>Why something is as it is: the audit trail of an event with its effects.</summary>
    /// <param name="eventId">The event's number in the inbox.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What happened, oldest first.</returns>
    Task<IReadOnlyList<AuditEntry>> ExplainAsync(long eventId, CancellationToken cancellationToken = default);
}

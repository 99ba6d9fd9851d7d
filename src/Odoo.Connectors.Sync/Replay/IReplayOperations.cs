namespace Odoo.Connectors.Sync;

/// <summary>Decides events again.</summary>
public interface IReplayOperations
{
    /// <summary>
    /// Decides an event again. A preview commits nothing and tells what would be done, field by field. A real replay has the
    /// worker decide the ended event once more; documents that exist are recognised by their keys and nothing is done to them.
    /// It is refused when it would set values that a later fact of the same subject may have set since.
    /// </summary>
    /// <param name="eventId">The event's number in the inbox.</param>
    /// <param name="by">Who does it; audited for a real replay.</param>
    /// <param name="mode">What it is decided by. The default is what was read for it then.</param>
    /// <param name="preview">Whether to commit nothing. The default is true.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ConnectorException">
    /// There is no such event; a fresh reading failed; or, for a real replay, it has not ended, was edited, or a later fact stands against it.
    /// </exception>
    Task<ReplayResult> ReplayAsync(
        long eventId, string by, ReplayMode mode = ReplayMode.RecordedAnswers, bool preview = true, CancellationToken cancellationToken = default);
}

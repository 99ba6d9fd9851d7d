namespace Odoo.Connectors.Sync;

/// <summary>One attempt to send an effect.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="StartedAt">When it was committed as sending, UTC.</param>
/// <param name="EndedAt">When its outcome was committed, UTC; null while nobody knows.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Failure">The kind of failure, where it failed.</param>
public sealed record AttemptReport(int Number, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, OutcomeStatus? Status, ErrorKind? Failure);

namespace Odoo.Connectors.Sync;

/// <summary>What came of retrying a group of cases.</summary>
/// <param name="Cases">How many cases were retried.</param>
/// <param name="Events">How many events are decided again.</param>
/// <param name="Left">How many cases do not allow a retry and stay open.</param>
public sealed record GroupRetry(long Cases, long Events, long Left);

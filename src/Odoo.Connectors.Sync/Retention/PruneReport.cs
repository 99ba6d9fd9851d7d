namespace Odoo.Connectors.Sync;

/// <summary>What was pruned.</summary>
/// <param name="Payloads">Events that lost their payload and what was read for them.</param>
/// <param name="Effects">Effects that lost their payload and attempts, or went altogether.</param>
/// <param name="Events">Events whose row went.</param>
public sealed record PruneReport(int Payloads, int Effects, int Events);

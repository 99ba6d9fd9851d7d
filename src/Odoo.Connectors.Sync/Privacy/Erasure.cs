namespace Odoo.Connectors.Sync;

/// <summary>What came of erasing a customer.</summary>
/// <param name="IsDone">Whether everything is erased; otherwise nothing is.</param>
/// <param name="Message">What was done, or what must be settled first.</param>
/// <param name="Events">How many deliveries were blanked.</param>
/// <param name="Effects">How many effects were blanked.</param>
public sealed record Erasure(bool IsDone, string Message, int Events, int Effects);

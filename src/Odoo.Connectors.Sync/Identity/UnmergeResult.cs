namespace Odoo.Connectors.Sync;

/// <summary>Two records that were one for a while.</summary>
/// <param name="Restored">The record that stands by itself again.</param>
/// <param name="Survivor">The record that stood for both.</param>
/// <param name="MadeMeanwhile">
/// Documents that were made while they were one, oldest first. None of them is moved: look whose each one is.
/// </param>
public sealed record UnmergeResult(RecordLink Restored, RecordLink Survivor, IReadOnlyList<MadeDocument> MadeMeanwhile);

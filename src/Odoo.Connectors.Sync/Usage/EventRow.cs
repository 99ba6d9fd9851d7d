namespace Odoo.Connectors.Sync;

/// <summary>An event as the store remembers it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Key">The hash of its id.</param>
/// <param name="Total">Where it counts; 0 when nothing of it does.</param>
/// <param name="Quantity">How much.</param>
/// <param name="At">When.</param>
/// <param name="Value">Its unique value.</param>
/// <param name="IsWithdrawn">Whether it was taken back.</param>
internal sealed record EventRow(long Id, UsageKey Key, long Total, decimal Quantity, long At, UsageKey? Value, bool IsWithdrawn);

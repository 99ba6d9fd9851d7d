using System.Globalization;

namespace Odoo.Connectors.Model;

/// <summary>How often a contract is billed.</summary>
/// <param name="Count">How many units one period has, 1 at least.</param>
/// <param name="Unit">The unit.</param>
public sealed record Recurrence(int Count, RecurrenceUnit Unit)
{
    /// <summary>The period as ISO 8601 writes it: <c>P1M</c>, <c>P1Y</c>, <c>P3M</c>, <c>P2W</c>, <c>P30D</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"P{Count}{Unit.ToString()[0]}");
}

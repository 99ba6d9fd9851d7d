using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What is overdue by so many days.</summary>
/// <param name="FromDays">The fewest days.</param>
/// <param name="ToDays">The most days; null for no limit.</param>
/// <param name="Amount">How much, without credits.</param>
public sealed record AgedBucket(int FromDays, int? ToDays, Money Amount);

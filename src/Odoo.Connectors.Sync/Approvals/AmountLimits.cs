using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Tables of largest amounts by currency: what is in a currency that a table does not list is above it.</summary>
internal static class AmountLimits
{
    /// <summary>Whether an amount is within the limit of its currency.</summary>
    public static bool Covers(IDictionary<string, decimal> limits, Money amount) => limits.TryGetValue(amount.Currency.Code, out decimal limit) && amount.Amount <= limit;

    /// <summary>A table as it is versioned.</summary>
    public static IEnumerable<string> Words(string what, IDictionary<string, decimal> limits) =>
        limits.Select(l => (Code: l.Key.ToUpperInvariant(), l.Value)).OrderBy(l => l.Code, StringComparer.Ordinal).Select(l => string.Create(CultureInfo.InvariantCulture, $"{what} {l.Value:0.############} {l.Code}"));

    /// <summary>What is wrong with a table.</summary>
    /// <param name="name">The table as the configuration names it.</param>
    /// <param name="limits">The table.</param>
    public static IEnumerable<string> Faults(string name, IDictionary<string, decimal> limits) =>
        limits.Where(l => !Currency.TryParse(l.Key, out _) || l.Value < 0m).Select(l => $"{name}:{l.Key} must be an ISO 4217 code with an amount of zero or more.");
}

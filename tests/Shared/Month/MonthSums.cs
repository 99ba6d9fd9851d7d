using System.Globalization;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>Sums by whose they are, currency and kind. What comes to nothing is not there.</summary>
internal sealed class MonthSums
{
    private readonly SortedDictionary<string, decimal> _sums = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Lines => [.. _sums.Where(s => s.Value != 0m).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value:0.00##}"))];

    public decimal this[string kind] => _sums.Where(s => s.Key.EndsWith($" {kind}", StringComparison.Ordinal)).Sum(s => s.Value);

    public void Add(string whose, string currency, string kind, decimal amount)
    {
        string key = $"{whose} {currency.ToUpperInvariant()} {kind}";
        _sums[key] = _sums.GetValueOrDefault(key) + amount;
    }
}

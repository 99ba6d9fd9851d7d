using System.Globalization;

namespace Odoo.Connectors.Client;

/// <summary>
/// Dates as Odoo writes them, for values of records and of domains. Odoo refuses ISO 8601 with <c>T</c> or <c>Z</c>.
/// </summary>
public static class OdooFormat
{
    /// <summary>An amount as Odoo rounds it, halves away from zero: 10.005 to 0.01 is 10.01, 0.125 to 0.05 is 0.15.</summary>
    /// <param name="value">The amount.</param>
    /// <param name="rounding">The smallest step: a currency's <c>rounding</c>, such as 0.01, 1 for yen, 0.05; or 0.01 for two <c>digits</c>. Above 0.</param>
    /// <returns>The nearest multiple of the step.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not above 0.</exception>
    public static decimal Round(decimal value, decimal rounding)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounding);
        return Math.Round(value / rounding, MidpointRounding.AwayFromZero) * rounding;
    }

    /// <summary>A date, <c>yyyy-MM-dd</c>.</summary>
    /// <param name="value">The date.</param>
    /// <returns>The text for a date field.</returns>
    public static string Date(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A moment in UTC, <c>yyyy-MM-dd HH:mm:ss</c>. Odoo keeps no fraction from RPC; it is cut off.</summary>
    /// <param name="value">The moment, in any offset.</param>
    /// <returns>The text for a datetime field.</returns>
    public static string DateTime(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

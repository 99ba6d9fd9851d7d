using System.Globalization;

namespace Odoo.Connectors.Client;

/// <summary>
/// Dates as Odoo writes them, for values of records and of domains. Odoo refuses ISO 8601 with <c>T</c> or <c>Z</c>.
/// </summary>
public static class OdooFormat
{
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

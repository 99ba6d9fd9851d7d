using System.Globalization;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Days and times in Odoo's text forms, UTC.</summary>
internal sealed class Clock(TimeProvider time)
{
    public string Today => time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Now => time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string AddDays(string day, int days) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Days and times in Odoo's text forms, UTC.</summary>
internal sealed class Clock(TimeProvider time)
{
    private DateTimeOffset? _started;

    /// <summary>When the running transaction began: what it writes carries this time, however late it commits.</summary>
    public DateTimeOffset Started => _started ?? time.GetUtcNow();

    /// <summary>Whether the running transaction began before others that have committed meanwhile.</summary>
    public bool IsLate { get; private set; }

    /// <summary>The next transaction began at this time.</summary>
    public void StartLate(DateTimeOffset started) => (_started, IsLate) = (started, true);

    public string Today => time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Now => Text(Started);

    public string After(TimeSpan time) => Text(Started + time);

    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A transaction begins, now unless <see cref="StartLate"/> said when.</summary>
    public void Begin() => _started ??= time.GetUtcNow();

    public void End() => (_started, IsLate) = (null, false);

    public static string AddDays(string day, int days) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string EndOfMonth(string day) =>
        DateOnly.ParseExact(day[..8] + "01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(1).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

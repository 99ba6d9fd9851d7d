using System.Globalization;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Days and times in Odoo's text forms, UTC.</summary>
internal sealed class Clock(TimeProvider time)
{
    private DateTimeOffset? _started;

    /// <summary>When the running transaction began: what it writes carries this time, however late it commits.</summary>
    public DateTimeOffset Started
    {
        get => _started ?? time.GetUtcNow();
        set => _started = value;
    }

    public string Today => time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Now => Text(Started);

    public string After(TimeSpan time) => Text(Started + time);

    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A transaction begins, now unless <see cref="Started"/> says when.</summary>
    public void Begin() => _started ??= time.GetUtcNow();

    public void End() => _started = null;

    public static string AddDays(string day, int days) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

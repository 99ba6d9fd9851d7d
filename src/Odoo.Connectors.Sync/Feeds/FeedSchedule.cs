using Cronos;

namespace Odoo.Connectors.Sync;

/// <summary>When one system is polled, and when it is passed over.</summary>
internal sealed class FeedSchedule
{
    private const int FieldsWithSeconds = 6;
    private readonly CronExpression? _cron;
    private readonly TimeZoneInfo _zone;
    private readonly BatchWindow? _window;
    private readonly TimeSpan _interval;

    /// <exception cref="ConnectorException">A setting is wrong; names it.</exception>
    public FeedSchedule(string system, FeedOptions options, TimeSpan interval)
    {
        _interval = interval;
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone ?? "", out TimeZoneInfo? zone)
            ? zone
            : throw Wrong(system, nameof(options.TimeZone), "an IANA time zone such as Europe/Brussels");
        if (options.Schedule is { } schedule)
        {
            bool seconds = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length == FieldsWithSeconds;
            _cron = CronExpression.TryParse(schedule, seconds ? CronFormat.IncludeSeconds : CronFormat.Standard, out CronExpression? cron)
                ? cron
                : throw Wrong(system, nameof(options.Schedule), "a cron expression of five fields, or six with seconds first, such as */5 * * * *");
        }

        if (options.Window is { } window)
        {
            _window = BatchWindow.Parse(window, _zone) ?? throw Wrong(system, nameof(options.Window), "two different hours such as 22:00-05:00");
        }
    }

    /// <summary>The run after one that was made now: what was missed before is not made up for again.</summary>
    public DateTimeOffset Next(DateTimeOffset now) =>
        _cron is null ? now + _interval : _cron.GetNextOccurrence(now, _zone) ?? DateTimeOffset.MaxValue;

    /// <summary>When a stream that was never polled is polled first.</summary>
    public DateTimeOffset First(DateTimeOffset now) => _cron is null ? now : Next(now);

    /// <summary>Whether a pass may read a page now.</summary>
    public bool Allows(PassPurpose purpose, DateTimeOffset now) => purpose == PassPurpose.Expired || _window?.IsOpen(now) != false;

    private static ConnectorException Wrong(string system, string field, string advice) =>
        new(ErrorKind.Configuration, $"Systems:{system}:{field} must be {advice}.") { Field = $"Systems:{system}:{field}" };
}

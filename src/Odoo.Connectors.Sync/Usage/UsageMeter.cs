using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One meter as it is configured.</summary>
internal sealed class UsageMeter
{
    private readonly UsageCalendar _calendar;
    private UsagePeriod? _latest;

    public UsageMeter(string name, UsageMeterOptions options)
    {
        Name = name;
        Options = options;
        _calendar = new UsageCalendar(TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone));
    }

    public string Name { get; }

    public UsageMeterOptions Options { get; }

    public bool IsByTerm => Options.Period is UsagePeriodKind.Term or UsagePeriodKind.Contract;

    public bool IsByContract => Options.Period == UsagePeriodKind.Contract;

    /// <summary>Whether its quantity is found again among the events once one is taken back.</summary>
    public bool IsRanked => Options.Aggregation is UsageAggregation.Max or UsageAggregation.Last;

    public bool IsUnique => Options.Aggregation == UsageAggregation.Unique;

    /// <summary>The period that holds an instant, of a meter that goes by the calendar.</summary>
    public UsagePeriod PeriodOf(DateTimeOffset at)
    {
        // Most events of a batch lie in one period.
        if (_latest is { } latest && at >= latest.Start && at < latest.End)
        {
            return latest;
        }

        return _latest = Options.Period == UsagePeriodKind.Day ? _calendar.Day(at) : _calendar.Month(at);
    }

    public DateOnly DayOf(DateTimeOffset at) => _calendar.DayOf(at);

    public UsagePeriod TermOf(DateTimeOffset at, UsageTerm term) => _calendar.Term(at, term.FirstDay, term.Every);
}

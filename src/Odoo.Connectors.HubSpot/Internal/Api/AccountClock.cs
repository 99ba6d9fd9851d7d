namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>The account's own time: it ends the day of the daily limit, and it is the calendar of close dates.</summary>
internal sealed class AccountClock
{
    private long _utcOffsetMilliseconds;
    private volatile string? _zone;

    /// <summary>The account's zone; null until the account was read.</summary>
    public string? Zone => _zone;

    public void Set(AccountDetails account)
    {
        Interlocked.Exchange(ref _utcOffsetMilliseconds, account.UtcOffsetMilliseconds ?? 0);
        _zone = account.TimeZone;
    }

    public TimeSpan UntilMidnight(DateTimeOffset now)
    {
        DateTimeOffset there = now.ToUniversalTime().AddMilliseconds(Interlocked.Read(ref _utcOffsetMilliseconds));
        return TimeSpan.FromDays(1) - there.TimeOfDay;
    }
}

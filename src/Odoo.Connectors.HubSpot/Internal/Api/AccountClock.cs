namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>The account's own time and currency: its midnight ends the day of the daily limit, its calendar is that of close dates.</summary>
internal sealed class AccountClock
{
    private long _utcOffsetMilliseconds;
    private volatile string? _zone;
    private volatile string? _currency;

    /// <summary>The account's zone; null until the account was read.</summary>
    public string? Zone => _zone;

    /// <summary>The currency of deals that name none; null until the account was read.</summary>
    public string? Currency => _currency;

    public void Set(AccountDetails account)
    {
        _currency = account.CompanyCurrency;
        Interlocked.Exchange(ref _utcOffsetMilliseconds, account.UtcOffsetMilliseconds ?? 0);
        _zone = account.TimeZone;
    }

    public TimeSpan UntilMidnight(DateTimeOffset now)
    {
        DateTimeOffset there = now.ToUniversalTime().AddMilliseconds(Interlocked.Read(ref _utcOffsetMilliseconds));
        return TimeSpan.FromDays(1) - there.TimeOfDay;
    }
}

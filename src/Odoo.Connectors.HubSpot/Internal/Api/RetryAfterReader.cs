using System.Net.Http.Headers;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>How long HubSpot asks to wait, or is known to need where it does not say.</summary>
internal static class RetryAfterReader
{
    // Retry-After of a rate limit has been seen in milliseconds; no window is longer than this many seconds.
    private const int MostSeconds = 300;

    public static TimeSpan? Of(int status, RetryConditionHeaderValue? header, string? policy, AccountClock account, DateTimeOffset now)
    {
        if (header?.Date is { } date)
        {
            return date > now ? date - now : TimeSpan.Zero;
        }

        if (header?.Delta is { } delta)
        {
            return status == 429 && delta.TotalSeconds > MostSeconds ? TimeSpan.FromMilliseconds(delta.TotalSeconds) : delta;
        }

        return status switch
        {
            423 => TimeSpan.FromSeconds(2),
            477 => TimeSpan.FromMinutes(5),
            429 when policy == "DAILY" => account.UntilMidnight(now),
            429 when policy == "SECONDLY" => TimeSpan.FromSeconds(1),
            429 => TimeSpan.FromSeconds(10),
            _ => null,
        };
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>What an answer says of the account's limits: the window of ten seconds and, for private apps, the day.</summary>
internal static class LimitReader
{
    public const string Short = "10 seconds";
    public const string Daily = "daily";

    public static IEnumerable<ApiLimit> Read(HttpResponseMessage response, AccountClock account, DateTimeOffset now)
    {
        HttpResponseHeaders headers = response.Headers;
        if (Number(headers, "X-HubSpot-RateLimit-Max") is > 0 and { } max && Number(headers, "X-HubSpot-RateLimit-Remaining") is { } left)
        {
            yield return new ApiLimit(Short, left, max, TimeSpan.FromMilliseconds(Number(headers, "X-HubSpot-RateLimit-Interval-Milliseconds") ?? 10_000));
        }

        if (Number(headers, "X-HubSpot-RateLimit-Daily") is > 0 and { } daily && Number(headers, "X-HubSpot-RateLimit-Daily-Remaining") is { } rest)
        {
            yield return new ApiLimit(Daily, rest, daily, TimeSpan.FromDays(1)) { ResetsAt = now + account.UntilMidnight(now) };
        }
    }

    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
}

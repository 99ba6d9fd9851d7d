using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Counts calls: in ten seconds, in a day, and searches in one second.</summary>
internal sealed class HubSpotLimits(HubSpotEmulatorOptions options, TimeProvider clock)
{
    private const int OAuthTenSeconds = 110;
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private readonly Queue<DateTimeOffset> _private = new();
    private readonly Queue<DateTimeOffset> _oauth = new();
    private readonly Queue<DateTimeOffset> _searches = new();
    private DateOnly _day;
    private int _today;

    /// <summary>Counts a call; an answer when it is one too many.</summary>
    public VendorAnswer? Count(HubSpotCaller caller, bool isSearch, int sequence)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (isSearch)
        {
            return Take(_searches, now, TimeSpan.FromSeconds(1), options.SearchesPerSecond) ? null : TooMany("SECONDLY", "secondly", sequence);
        }

        if (caller == HubSpotCaller.OAuthApp)
        {
            return Take(_oauth, now, TenSeconds, OAuthTenSeconds) ? null : TooMany("TEN_SECONDLY_ROLLING", "ten_secondly_rolling", sequence);
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        (_day, _today) = (today, today == _day ? _today : 0);
        if (_today >= options.DailyRequests)
        {
            return TooMany("DAILY", "daily", sequence);
        }

        if (!Take(_private, now, TenSeconds, options.TenSecondRequests))
        {
            return TooMany("TEN_SECONDLY_ROLLING", "ten_secondly_rolling", sequence);
        }

        _today++;
        return null;
    }

    /// <summary>Tells how much is left; a search tells nothing.</summary>
    public VendorAnswer Tell(VendorAnswer answer, HubSpotCaller caller, bool isSearch)
    {
        if (isSearch)
        {
            return answer;
        }

        (Queue<DateTimeOffset> used, int most) = caller == HubSpotCaller.OAuthApp ? (_oauth, OAuthTenSeconds) : (_private, options.TenSecondRequests);
        answer.With("X-HubSpot-RateLimit-Max", Text(most))
            .With("X-HubSpot-RateLimit-Remaining", Text(most - used.Count))
            .With("X-HubSpot-RateLimit-Interval-Milliseconds", "10000");
        return caller == HubSpotCaller.OAuthApp
            ? answer
            : answer.With("X-HubSpot-RateLimit-Daily", Text(options.DailyRequests)).With("X-HubSpot-RateLimit-Daily-Remaining", Text(options.DailyRequests - _today));
    }

    public static VendorAnswer TooMany(string policy, string name, int sequence) => VendorAnswer.Json(429, new JsonObject
    {
        ["status"] = "error",
        ["message"] = $"You have reached your {name} limit.",
        ["errorType"] = "RATE_LIMIT",
        ["correlationId"] = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{sequence:D12}"),
        ["policyName"] = policy,
    });

    private static bool Take(Queue<DateTimeOffset> used, DateTimeOffset now, TimeSpan window, int most)
    {
        while (used.TryPeek(out DateTimeOffset first) && now - first >= window)
        {
            used.Dequeue();
        }

        if (used.Count >= most)
        {
            return false;
        }

        used.Enqueue(now);
        return true;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>Chargebee tells of its limits only when one is used up: all who call the site wait for it then.</summary>
internal static class LimitReader
{
    public const string Minute = "minute";

    public static IEnumerable<ApiLimit> Read(HttpResponseMessage response, DateTimeOffset now)
    {
        int status = (int)response.StatusCode;
        if (status == 429 && RetryAfterReader.Of(status, response.Headers.RetryAfter, now) is { } wait)
        {
            yield return new ApiLimit(Minute, 0, 1, TimeSpan.FromMinutes(1)) { ResetsAt = now + wait };
        }
    }
}

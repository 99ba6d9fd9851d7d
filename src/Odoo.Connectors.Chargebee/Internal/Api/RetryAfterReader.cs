using System.Net.Http.Headers;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>How long Chargebee asks to wait. Its limits count by the minute: where it does not say, the next minute is waited for.</summary>
internal static class RetryAfterReader
{
    public static TimeSpan? Of(int status, RetryConditionHeaderValue? header, DateTimeOffset now) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ when status == 429 => TimeSpan.FromSeconds(60 - now.Second),
        _ => null,
    };
}

using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Odoo.Connectors.Client.Internal;

/// <summary>When a read is tried again below the call, and after what wait.</summary>
internal static class ReadRetry
{
    public static HttpRetryStrategyOptions Options(OdooClientOptions options, TimeProvider time) => new()
    {
        MaxRetryAttempts = options.ReadRetries,
        Delay = options.ReadRetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(IsWorthIt(args, time)),
        // The gate waits, and every other request with it.
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(args.Outcome.Result?.Headers.RetryAfter is null ? null : TimeSpan.Zero),
    };

    private static bool IsWorthIt(RetryPredicateArguments<HttpResponseMessage> args, TimeProvider time) => args.Outcome.Result switch
    {
        null => HttpClientResiliencePredicates.IsTransient(args.Outcome),
        // Without a gate a server that names a time to wait tells the caller; waiting here could use up the whole deadline.
        { Headers.RetryAfter: not null } response => GateHandler.Wait(response, time) is { } wait
            && Passage.Of(args.Context.GetRequestMessage()) is { } passage && wait < passage.Deadline.Remaining,
        { StatusCode: System.Net.HttpStatusCode.TooManyRequests } => false,
        var response => !Json2Transport.IsRefusal(response) && HttpClientResiliencePredicates.IsTransient(args.Outcome),
    };
}

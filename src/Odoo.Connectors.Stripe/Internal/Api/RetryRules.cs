using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>Which reads are tried again at once. A rate limit is left to the engine, which slows down everything.</summary>
internal static class RetryRules
{
    public static bool IsWorthRepeating(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is not { } response
            ? HttpClientResiliencePredicates.IsTransient(outcome)
            : response.StatusCode != HttpStatusCode.TooManyRequests && (Advice(response) ?? IsTransient(response.StatusCode, outcome));

    private static bool IsTransient(HttpStatusCode status, Outcome<HttpResponseMessage> outcome) =>
        status == HttpStatusCode.Conflict || HttpClientResiliencePredicates.IsTransient(outcome);

    private static bool? Advice(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Stripe-Should-Retry", out IEnumerable<string>? values) && bool.TryParse(values.FirstOrDefault(), out bool advice)
            ? advice
            : null;
}

using System.Net;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Holds every attempt back until its database's gate lets it through. Stands below retry, so that repeated reads queue again, and
/// above <see cref="ReplyHandler"/>, so that a request is under way until its whole answer is here.
/// </summary>
internal sealed class GateHandler(TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Passage.Of(request) is not { Gate: var gate } passage)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        await gate.EnterAsync(passage.Pace, passage.Deadline, cancellationToken).ConfigureAwait(false);
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (Wait(response, time) is { } wait)
            {
                gate.Pause(wait);
            }

            return response;
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>How long the server asks to stay away.</summary>
    public static TimeSpan? Wait(HttpResponseMessage response, TimeProvider time) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? TransportErrors.RetryAfter(response, time) : null;
}

using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Keeps a vendor's limits: waits for short windows, refuses to call where the rest of a long one is kept for what is more urgent, and notes
/// what answers say. To be added to the HTTP clients of an adapter, after what repeats requests: each attempt counts.
/// </summary>
/// <param name="system">The configured name.</param>
/// <param name="limits">Where the limits are kept.</param>
/// <param name="read">Reads the limits from an answer's headers.</param>
/// <param name="clock">The clock.</param>
public sealed class ApiLimitsHandler(string system, IApiLimits limits, Func<HttpResponseMessage, IEnumerable<ApiLimit>> read, TimeProvider clock) : DelegatingHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    /// <exception cref="ConnectorException"><see cref="ErrorKind.RateLimited"/>: nothing was sent.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (limits.Take(system) is { Ticks: > 0 } wait)
        {
            if (wait > Patience)
            {
                throw new ConnectorException(
                    ErrorKind.RateLimited,
                    string.Create(CultureInfo.InvariantCulture, $"Nothing was sent to '{system}': what is left of its limit of calls is kept for what is more urgent. It goes on by itself; Systems:{system}:Budget says who leaves how much."))
                { RetryAfter = wait };
            }

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        foreach (ApiLimit limit in read(response))
        {
            limits.Report(system, limit);
        }

        return response;
    }
}

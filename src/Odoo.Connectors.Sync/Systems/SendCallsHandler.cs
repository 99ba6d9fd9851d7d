namespace Odoo.Connectors.Sync;

/// <summary>
/// Counts requests for <see cref="SendCalls"/>. To be added to the HTTP clients of a port, of reads and writes alike, after what repeats
/// requests: each attempt counts.
/// </summary>
public sealed class SendCallsHandler : DelegatingHandler
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SendCalls.Count();
        return base.SendAsync(request, cancellationToken);
    }
}

namespace Odoo.Connectors.Sync;

/// <summary>
/// Lets a request leave only while <see cref="SendLease"/> lasts. To be added last to the HTTP client of a port's writes, so that nothing
/// can wait between the question and the bytes.
/// </summary>
public sealed class SendLeaseHandler : DelegatingHandler
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SendLease.Demand();
        return base.SendAsync(request, cancellationToken);
    }
}

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Stands below retry and logging. It reads the whole answer, so that one lost half-way counts as lost, and it drops
/// exceptions that may quote the server, as the one for an invalid status line does, before anybody can print them.
/// </summary>
internal sealed class ReplyHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (e is HttpRequestException { HttpRequestError: var error } && !TransportErrors.IsBeforeSending(error))
            {
                throw new HttpRequestException(error, "The answer was lost or unreadable.");
            }

            throw;
        }
    }
}

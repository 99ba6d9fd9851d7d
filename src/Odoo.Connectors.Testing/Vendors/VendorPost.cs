using System.Net;
using System.Net.Http.Headers;

namespace Odoo.Connectors.Testing;

/// <summary>Posts bodies to a webhook endpoint.</summary>
/// <param name="url">The endpoint.</param>
/// <param name="handler">What carries the posts; a connection of its own when null. It is not disposed of.</param>
internal sealed class VendorPost(Uri url, HttpMessageHandler? handler) : IDisposable
{
    private readonly HttpClient _client = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);

    public Uri Url => url;

    /// <summary>Posts a body with the headers that the vendor adds.</summary>
    /// <returns>The status that the endpoint answered.</returns>
    public async Task<HttpStatusCode> SendAsync(byte[] body, Action<HttpRequestHeaders> sign, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        sign(request.Headers);
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode;
    }

    /// <summary>Whether a post was accepted with a 2xx; an endpoint that cannot be reached accepts none.</summary>
    public static async Task<bool> IsAcceptedAsync(Task<HttpStatusCode> post)
    {
        try
        {
            return (int)await post.ConfigureAwait(false) is >= 200 and <= 299;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _client.Dispose();
}

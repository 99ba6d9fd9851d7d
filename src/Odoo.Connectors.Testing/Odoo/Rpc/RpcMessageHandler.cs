using System.Net;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>Answers in process; a cut connection is the exception that a socket would give.</summary>
internal sealed class RpcMessageHandler(RpcServer server) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var reply = await server.HandleAsync(new RpcRequest(request.Method.Method, request.RequestUri!.AbsolutePath, HeadersOf(request), body))
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        if (reply.IsCut)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.", new HttpIOException(HttpRequestError.ResponseEnded));
        }

        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new ByteArrayContent(reply.Bytes), RequestMessage = request };
        if (reply.ContentType.Length > 0)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
        }

        foreach (var (name, value) in reply.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static Dictionary<string, string> HeadersOf(HttpRequestMessage request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default(System.Net.Http.Headers.HttpHeadersNonValidated)))
        {
            headers[name] = string.Join(", ", values);
        }

        return headers;
    }
}

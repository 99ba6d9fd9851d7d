using System.Net;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>Answers in process; a cut connection is the exception that a socket would give.</summary>
internal sealed class RpcMessageHandler(RpcServer server) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var type = request.Content?.Headers.ContentType?.ToString() ?? "";
        var reply = server.Handle(new RpcRequest(request.Method.Method, request.RequestUri!.AbsolutePath, type, body));
        if (reply.IsCut)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.", new HttpIOException(HttpRequestError.ResponseEnded));
        }

        var content = new ByteArrayContent(reply.Bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = content, RequestMessage = request };
        if (reply.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        }

        return response;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Odoo.Connectors.Testing;

/// <summary>Answers an <see cref="HttpClient"/> without a socket.</summary>
internal sealed class VendorHandler(VendorServer server) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        VendorCall call = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        VendorAnswer answer = server.Answer(call)
            ?? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body)),
        };
        if (answer.ContentType.Length > 0)
        {
            response.Content.Headers.ContentType = new MediaTypeHeaderValue(answer.ContentType, "UTF-8");
        }

        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static async Task<VendorCall> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string body = string.Empty;
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated)
        {
            headers[name] = string.Join(", ", values);
        }

        if (request.Content is { } content)
        {
            body = await content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated)
            {
                headers[name] = string.Join(", ", values);
            }
        }

        Uri uri = request.RequestUri ?? throw new InvalidOperationException("A request needs an address.");
        return new VendorCall
        {
            Sequence = 0,
            At = default,
            Method = request.Method.Method.ToUpperInvariant(),
            Path = uri.AbsolutePath,
            Query = uri.Query.TrimStart('?'),
            Headers = headers,
            Body = body,
        };
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>Answers requests as a test says, and remembers them.</summary>
internal sealed class Answers(Func<Asked, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<Asked> _asked = new();

    public IReadOnlyList<Asked> Asked => [.. _asked];

    /// <summary>Answers by path; what is not named is not there.</summary>
    public static Answers Of(params (string Path, string Body)[] answers) => new(asked =>
        answers.FirstOrDefault(a => $"/api/v2/{a.Path}" == asked.Path) is { Body: { } body } ? Json(body) : Json("""{"message":"none","type":"invalid_request","api_error_code":"resource_not_found"}""", 404));

    public static HttpResponseMessage Json(string body, int status = 200, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked asked = new(request.Method.Method, request.RequestUri!.AbsolutePath, Uri.UnescapeDataString(request.RequestUri.Query), request.Headers.Authorization?.ToString())
        {
            Body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
            Type = request.Content?.Headers.ContentType?.ToString(),
            Key = request.Headers.TryGetValues("chargebee-idempotency-key", out IEnumerable<string>? keys) ? keys.Single() : null,
        };
        _asked.Enqueue(asked);
        return answer(asked);
    }
}

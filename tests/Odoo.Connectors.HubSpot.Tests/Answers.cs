using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>Answers requests as a test says, and remembers them.</summary>
internal sealed class Answers(Func<Asked, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<Asked> _asked = new();

    public IReadOnlyList<Asked> Asked => [.. _asked];

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
        Asked asked = new(
            request.Method.Method, request.RequestUri!.PathAndQuery, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
            request.Headers.Authorization?.Parameter);
        _asked.Enqueue(asked);
        return answer(asked);
    }
}

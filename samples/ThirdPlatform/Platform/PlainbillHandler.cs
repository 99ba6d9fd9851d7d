using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Answers calls of the API without a socket.</summary>
internal sealed class PlainbillHandler(PlainbillPlatform platform) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Dictionary<string, string> query = request.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]), StringComparer.Ordinal);
        (int status, JsonObject answer) = platform.Answer(
            request.Method.Method, [.. request.RequestUri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)], query,
            request.Headers.Authorization?.ToString(), request.Headers.TryGetValues("Idempotency-Key", out IEnumerable<string>? keys) ? keys.Single() : null, body);
        return new HttpResponseMessage((HttpStatusCode)status) { RequestMessage = request, Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
    }
}

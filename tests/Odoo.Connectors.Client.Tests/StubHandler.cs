using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Stands in for the server. It reads every body, as a network would, and keeps it.</summary>
internal sealed class StubHandler(Func<StubRequest, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<StubRequest> _requests = [];

    public StubHandler(Func<StubRequest, HttpResponseMessage> answer)
        : this(request => Task.FromResult(answer(request)))
    {
    }

    public IReadOnlyList<StubRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public IReadOnlyList<StubRequest> Logins => [.. Requests.Where(r => r.Method == "authenticate")];

    /// <summary>The calls of models' methods, over either transport.</summary>
    public IReadOnlyList<StubRequest> Calls => [.. Requests.Where(r => r.IsJsonRpc ? r.Method == "execute_kw" : r.Path.Contains("/json/2/", StringComparison.Ordinal))];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        var seen = new StubRequest(request, text, text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : [], cancellationToken);
        lock (_requests)
        {
            _requests.Add(seen);
        }

        return await answer(seen);
    }
}

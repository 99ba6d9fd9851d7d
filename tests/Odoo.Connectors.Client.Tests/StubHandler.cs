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

    public IReadOnlyList<StubRequest> Calls => [.. Requests.Where(r => r.Method == "execute_kw")];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = await request.Content!.ReadAsStringAsync(cancellationToken);
        var seen = new StubRequest(request, text, JsonNode.Parse(text)!.AsObject(), cancellationToken);
        lock (_requests)
        {
            _requests.Add(seen);
        }

        return await answer(seen);
    }
}

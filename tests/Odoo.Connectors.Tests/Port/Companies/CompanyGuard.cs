using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// Remembers every call of a model that names no company. Two ask before there is one: who the key belongs to, and which companies there are.
/// </summary>
internal sealed class CompanyGuard(HttpMessageHandler inner, ConcurrentQueue<string> without) : DelegatingHandler(inner)
{
    private static readonly HashSet<string> s_before = ["res.company.search_read", "res.users.context_get"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            await request.Content.LoadIntoBufferAsync(cancellationToken);
            Look(request.RequestUri!.AbsolutePath, JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))!);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private void Look(string path, JsonNode body)
    {
        string[] parts = path.Trim('/').Split('/');
        JsonNode? context = body["context"];
        string call = string.Join('.', parts.Skip(2));
        if (parts is ["jsonrpc"])
        {
            JsonArray arguments = (JsonArray)body["params"]!["args"]!;
            if ((string?)body["params"]!["service"] != "object")
            {
                return;
            }

            call = $"{arguments[3]}.{arguments[4]}";
            context = arguments.Count > 6 ? arguments[6]!["context"] : null;
        }

        if (!s_before.Contains(call) && context?["allowed_company_ids"] is not JsonArray { Count: > 0 })
        {
            without.Enqueue(call);
        }
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Answers <c>search_read</c> above an id with as many partners as asked for, up to a number of them; a login as user 2.</summary>
internal sealed class EndlessPartners(int count) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        JsonNode call = JsonNode.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken))!;
        JsonArray args = call["params"]!["args"]!.AsArray();
        string result = call["params"]!["method"]!.GetValue<string>() == "authenticate" ? "2" : Rows(args);
        string id = call["id"]!.GetValue<long>().ToString(CultureInfo.InvariantCulture);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent($"{{\"jsonrpc\": \"2.0\", \"id\": {id}, \"result\": {result}}}", Encoding.UTF8, "application/json"),
        };
    }

    private string Rows(JsonArray args)
    {
        long after = args[5]![0]![0]![2]!.GetValue<long>();
        int limit = args[6]!["limit"]!.GetValue<int>();
        StringBuilder rows = new("[");
        for (long id = after + 1; id <= Math.Min(after + limit, count); id++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{(rows.Length > 1 ? ", " : "")}{{\"id\": {id}, \"name\": \"Müller & Söhne {id}\", ")
                .Append(CultureInfo.InvariantCulture, $"\"email\": \"user{id}@example.com\", \"country_id\": [57, \"Germany\"], \"write_date\": \"2025-01-01 00:00:00\"}}");
        }

        return rows.Append(']').ToString();
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace OdooClientAot;

/// <summary>Answers as Odoo would: a login, a page of one partner, the id of a new one.</summary>
internal sealed class Stub : HttpMessageHandler
{
    private const string Page = """
        [{"id": 6, "name": "Acme GmbH", "type": "invoice", "country_id": [57, "Germany"], "category_id": [3, 7], "credit_limit": 0.10, "write_date": "2026-11-22 22:57:16"}]
        """;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using JsonDocument call = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        JsonElement arguments = call.RootElement.GetProperty("params").GetProperty("args");
        string result = (arguments.GetArrayLength() > 4 ? arguments[4].GetString() : null) switch
        {
            "search_read" => Page,
            "create" when arguments[5][0].GetRawText() == """{"name":"Azure Interior","type":"invoice","category_id":[[4,3]],"credit_limit":500.00}""" => "9",
            "create" => "false",
            _ => "2",
        };
        string id = call.RootElement.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($"{{\"jsonrpc\": \"2.0\", \"id\": {id}, \"result\": {result}}}", Encoding.UTF8, "application/json"),
        };
    }
}

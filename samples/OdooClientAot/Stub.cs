using System.Net;
using System.Text;
using System.Text.Json;

namespace OdooClientAot;

/// <summary>Answers as Odoo would on either transport: a login, a page of one partner for the right domain, the id of a new one.</summary>
internal sealed class Stub : HttpMessageHandler
{
    private const string Page = """
        [{"id": 6, "name": "Acme GmbH", "type": "invoice", "country_id": [57, "Germany"], "category_id": [3, 7], "credit_limit": 0.10, "write_date": "2026-11-22 22:57:16"}]
        """;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        using JsonDocument call = JsonDocument.Parse(body);
        string text = Encoding.UTF8.GetString(body);
        string path = request.RequestUri!.AbsolutePath;
        if (path.StartsWith("/json/2/", StringComparison.Ordinal))
        {
            string answer = Result(path[(path.LastIndexOf('/') + 1)..], text);
            return Json(answer == "9" ? "[9]" : answer);
        }

        JsonElement arguments = call.RootElement.GetProperty("params").GetProperty("args");
        string result = arguments.GetArrayLength() > 4 ? Result(arguments[4].GetString(), text) : "2";
        return Json($"{{\"jsonrpc\": \"2.0\", \"id\": {call.RootElement.GetProperty("id").GetRawText()}, \"result\": {result}}}");
    }

    private static string Result(string? method, string body) => method switch
    {
        "search_read" when Has(body, """["credit_limit",">",0.05]""") && Has(body, """["country_id","in",[57,20]]""") => Page,
        "search_read" => "[]",
        "create" when Has(body, """{"name":"Azure Interior","type":"invoice","category_id":[[4,3]],"credit_limit":500.00}""") => "9",
        _ => "false",
    };

    private static bool Has(string body, string part) => body.Contains(part, StringComparison.Ordinal);

    private static HttpResponseMessage Json(string text) =>
        new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
}

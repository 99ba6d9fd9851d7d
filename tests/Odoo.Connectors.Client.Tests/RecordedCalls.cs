using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Says what of the client would make each recorded request.</summary>
internal static class RecordedCalls
{
    private const string ByHand = "a request made by hand that the client cannot be made to send; its answer is replayed in TranscriptAnswerTests where it has one";
    private const string Web = "the web client's session, which is not an API";
    private const string Webhook = "a webhook, which Odoo sends or receives without the client";

    /// <summary>Recorded, but not the client's to send.</summary>
    public static IReadOnlyDictionary<string, string> NotOurs { get; } = new Dictionary<string, string>
    {
        ["auth.json: web session authenticate"] = Web,
        ["auth.json: apikey web 2 make_key -> identity check wizard"] = Web,
        ["auth.json: apikey web 3 run_check -> key"] = Web,
        ["extra/auth.json: apikey web 1 create description"] = Web,
        ["extra/auth.json: apikey web 3b run_check wrong password"] = Web,
        ["errors.json: web session call without login -> session expired"] = Web,
        ["extra/errors.json: web unknown json route"] = Web,
        ["webhooks.json: POST from webhook action after create"] = Webhook,
        ["webhooks.json: POST after write"] = Webhook,
        ["webhooks.json: incoming webhook ok"] = Webhook,
        ["webhooks.json: incoming webhook unknown uuid"] = Webhook,
        ["extra/webhooks.json: POST on invoice create"] = Webhook,
        ["extra/webhooks.json: POST on invoice posting"] = Webhook,
        ["extra/webhooks.json: POST on payment_state change"] = Webhook,
        ["extra/webhooks.json: POST on unlink"] = Webhook,
        ["extra/webhooks.json: incoming webhook record not found"] = Webhook,
        ["auth.json: json2 no Authorization"] = ByHand,
        ["multi-database.json: session cookie of one database and X-Odoo-Database of another"] = ByHand,
        ["multi-database.json: session cookie without bearer (json2)"] = ByHand,
        ["errors.json: jsonrpc invalid JSON"] = ByHand,
        ["errors.json: jsonrpc wrong content-type"] = ByHand,
        ["errors.json: json2 invalid JSON"] = ByHand,
        ["errors.json: json2 wrong content-type"] = ByHand,
        ["extra/errors.json: context not a mapping"] = ByHand,
        ["extra/errors.json: jsonrpc GET"] = ByHand,
        ["extra/errors.json: jsonrpc unknown service"] = ByHand,
        ["extra/errors.json: jsonrpc object.nosuch method"] = ByHand,
        ["extra/errors.json: jsonrpc missing params.args"] = ByHand,
        ["extra/errors.json: jsonrpc string id is echoed"] = ByHand,
        ["extra/errors.json: jsonrpc uid given as login string"] = ByHand,
        ["extra/errors.json: json2 empty body"] = ByHand,
        ["extra/errors.json: json2 GET"] = ByHand,
        ["extra/errors.json: json2 missing method"] = ByHand,
        ["extra/errors-server.json: body larger than web.max_file_upload_size"] = "the body is not in the recording",
        ["extra/orm-write.json: json2 write with ids omitted is a no-op true (json2)"] = "the client refuses it, see Json2NamesTests",
        ["extra/errors.json: ids to a model method (json2)"] = "the client refuses it, see Json2NamesTests",
    };

    public static string Key(string file, JsonObject exchange) => $"{file}: {exchange["name"]}";

    public static RecordedCall? Of(JsonObject exchange)
    {
        var request = exchange["request"]!;
        var (path, http) = (request["path"]!.GetValue<string>(), request["method"]!.GetValue<string>());
        var body = request["body"] is JsonValue text && text.TryGetValue<string>(out var raw) ? Parse(raw) : request["body"] as JsonObject;
        return (http, path) switch
        {
            ("GET", "/web/version") => RecordedCall.Version,
            ("GET", _) when path.StartsWith("/doc-bearer/", StringComparison.Ordinal) => RecordedCall.Documentation,
            ("POST", "/jsonrpc") when request["body"] is null => RecordedCall.NoServer,
            ("POST", "/jsonrpc") when body?["params"] is JsonObject p => (p["service"]?.GetValue<string>(), p["method"]?.GetValue<string>()) switch
            {
                ("common", "version") => RecordedCall.Version,
                ("common", "authenticate") => RecordedCall.Login,
                ("object", "execute_kw") => RecordedCall.ExecuteKw,
                _ => null,
            },
            ("POST", _) when path.StartsWith("/json/2/", StringComparison.Ordinal) && path.Split('/').Length == 5 && body is not null => RecordedCall.Json2,
            _ => null,
        };
    }

    public static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

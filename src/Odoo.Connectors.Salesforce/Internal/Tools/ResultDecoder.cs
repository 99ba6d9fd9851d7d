using System.Text.Json;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Tools;

/// <summary>Answers that bring no records: errors, results of writes, limits, tokens, jobs.</summary>
internal static class ResultDecoder
{
    private static readonly (string Field, string Title)[] Shapes =
    [
        ("access_token", "answer of a login; the token is not shown"), ("ids", "list of changed ids"), ("deletedRecords", "list of deleted ids"),
        ("compositeRequest", "request of several calls"), ("DailyApiRequests", "limits of the organisation"), ("state", "query job"), ("fields", "description of a type"),
    ];

    /// <summary>A refused call: as that of a write, whose unknown codes are in doubt.</summary>
    public static DecodedPayload Errors(string system, ReadOnlyMemory<byte> payload, int? status) =>
        new("error of a call", []) { Error = ApiErrors.From(system, new ApiAnswer { Status = status ?? 400, Body = payload.ToArray() }, isRead: false) };

    public static DecodedPayload Login(string system, SalesforceOptions options, ReadOnlyMemory<byte> payload, int? status) =>
        new("refused login", []) { Error = LoginErrors.From(system, new ApiAnswer { Status = status ?? 400, Body = payload.ToArray() }, options) };

    public static DecodedPayload Saved(string system, ReadOnlyMemory<byte> payload)
    {
        List<SaveResult> results = SalesforceJson.Read(payload.Span, SalesforceJson.Default.ListSaveResult) ?? [];
        return new DecodedPayload(FormattableString.Invariant($"results of {results.Count} writes"), [.. results.Select(r => Saved(system, r))]);
    }

    public static DecodedPayload Composite(string system, JsonElement root)
    {
        List<DecodedItem> items = [];
        foreach (JsonElement response in root.GetProperty("compositeResponse").EnumerateArray())
        {
            int status = response.TryGetProperty("httpStatusCode", out JsonElement code) && code.TryGetInt32(out int number) ? number : 0;
            string name = response.TryGetProperty("referenceId", out JsonElement id) ? id.ToString() : "call";
            byte[] body = response.TryGetProperty("body", out JsonElement said) ? System.Text.Encoding.UTF8.GetBytes(said.GetRawText()) : [];
            items.Add(new DecodedItem(name)
            {
                Note = FormattableString.Invariant($"HTTP {status}"),
                Error = status is >= 200 and < 300 ? null : ApiErrors.From(system, new ApiAnswer { Status = status, Body = body }, isRead: false),
            });
        }

        return new DecodedPayload(FormattableString.Invariant($"answers of {items.Count} calls"), items);
    }

    public static DecodedPayload Object(string system, JsonElement root)
    {
        if (root.TryGetProperty("success", out _))
        {
            return new DecodedPayload("result of a write", [Saved(system, root.Deserialize(SalesforceJson.Default.SaveResult)!)]);
        }

        string? title = Shapes.FirstOrDefault(shape => root.TryGetProperty(shape.Field, out _)).Title;
        return title is not null
            ? new DecodedPayload(title, [])
            : throw new ConnectorException(ErrorKind.Protocol, "This is no payload of Salesforce that is known here: name its type with --type where it is a record.");
    }

    public static DecodedPayload Array(JsonElement root) => root.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty("version", out _)
        ? new DecodedPayload(FormattableString.Invariant($"{root.GetArrayLength()} versions of the API"), [])
        : throw new ConnectorException(ErrorKind.Protocol, "This is no payload of Salesforce that is known here.");

    private static DecodedItem Saved(string system, SaveResult result) => result.IsDone == true
        ? new DecodedItem(result.Id ?? "record") { Note = result.IsCreated switch { true => "made", false => "changed", null => "written" } }
        : new DecodedItem("record") { Error = ApiErrors.From(system, result) };
}

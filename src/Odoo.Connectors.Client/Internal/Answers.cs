using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Reads results into their types.</summary>
internal static class Answers
{
    /// <summary>The result as it is; <see langword="null"/> if there is none.</summary>
    public static JsonElement? Element(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : JsonElement.ParseValue(ref reader);

    public static long? Id(JsonElement? result) =>
        result is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var id) ? id : null;

    /// <summary>The user of an answer of context_get.</summary>
    public static long? Uid(JsonElement? result) =>
        result is { ValueKind: JsonValueKind.Object } context && context.TryGetProperty("uid", out var uid) ? Id(uid) : null;

    public static IReadOnlyList<long>? Ids(JsonElement? result)
    {
        if (result is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var ids = new List<long>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (Id(item) is not { } id)
            {
                return null;
            }

            ids.Add(id);
        }

        return ids;
    }

    public static IReadOnlyList<OdooRecord>? Records(string model, JsonElement? result)
    {
        if (result is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var records = new List<OdooRecord>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            records.Add(new OdooRecord(model, item));
        }

        return records;
    }

    public static OdooVersion? Version(JsonElement? result)
    {
        if (result is not { ValueKind: JsonValueKind.Object } values || Text(values, "server_version") is not { } version)
        {
            return null;
        }

        var series = Text(values, "server_serie") ?? version;
        return MajorOf(series) is { } major ? new OdooVersion { ServerVersion = version, Series = series, Major = major } : null;
    }

    /// <summary>The version as /web/version tells it; a series such as <c>saas~18.2</c> has its name in place of the major number.</summary>
    public static OdooVersion? WebVersion(JsonElement answer) =>
        Text(answer, "version") is { } version && answer.TryGetProperty("version_info", out var info) && info.ValueKind == JsonValueKind.Array && info.GetArrayLength() >= 2
        && $"{info[0]}.{info[1]}" is var series && MajorOf(series) is { } major
            ? new OdooVersion { ServerVersion = version, Series = series, Major = major } : null;

    /// <summary>The answer of <c>load</c>; <see langword="null"/> unless it is clearly a success or clearly a failure.</summary>
    public static OdooLoadResult? Load(JsonElement? result, bool hadRows)
    {
        if (result is not { ValueKind: JsonValueKind.Object } values || !values.TryGetProperty("ids", out var idsValue))
        {
            return null;
        }

        var errors = new List<OdooLoadError>();
        if (values.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array)
        {
            foreach (var message in messages.EnumerateArray())
            {
                if (message.ValueKind == JsonValueKind.Object && Text(message, "type") is null or "error")
                {
                    errors.Add(LoadError(message));
                }
            }
        }

        if (idsValue.ValueKind == JsonValueKind.False)
        {
            return OdooLoadResult.Failure(errors.Count > 0 ? errors : [new OdooLoadError
            {
                FromRow = 0, ToRow = 0, NamesRows = false, Kind = ErrorKind.Validation, Message = default,
            }]);
        }

        return Ids(idsValue) is { } ids && errors.Count == 0 && (ids.Count > 0 || !hadRows) ? OdooLoadResult.Success(ids) : null;
    }

    private static int? MajorOf(string series)
    {
        var digits = string.Concat(series.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    private static OdooLoadError LoadError(JsonElement message)
    {
        var text = Text(message, "message") ?? "";
        var rows = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("rows", out var r) && r.ValueKind == JsonValueKind.Object ? r : default;
        var from = Row(rows, "from");
        return new OdooLoadError
        {
            FromRow = from ?? 0, ToRow = Row(rows, "to") ?? from ?? 0, NamesRows = from is not null, Field = Text(message, "field"),
            Kind = ServerErrors.ClassifyLoad(text), Message = new ServerText(text),
        };
    }

    private static int? Row(JsonElement rows, string name) => rows.ValueKind == JsonValueKind.Object
        && rows.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var row) ? row : null;

    private static string? Text(JsonElement parent, string name) => parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

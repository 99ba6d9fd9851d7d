using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>JSON to stored values and back, with Odoo's coercions and complaints.</summary>
internal static class FieldValues
{
    public static object? ToStore(Env env, string model, Field field, JsonNode? node) => field.Type switch
    {
        FieldType.Boolean => !Js.IsFalsy(node),
        _ when Js.IsFalse(node) => field.IsNumber ? Zero(field) : null,
        FieldType.Integer => ReadInteger(node!),
        FieldType.Float => field.Digits is { } digits ? Math.Round(ReadNumber(node!), digits, MidpointRounding.AwayFromZero) : ReadNumber(node!),
        FieldType.Monetary => ReadNumber(node!),
        FieldType.Date => ReadDate(Js.Text(node!)),
        FieldType.Datetime => ReadDatetime(Js.Text(node!)),
        FieldType.Selection => ReadSelection(model, field, node!),
        FieldType.Many2One => ReadLink(env, field, node!),
        FieldType.Properties => node is JsonArray or JsonObject ? node.ToJsonString() : throw OdooError.Value($"Wrong value for {model}.{field.Name}: {Python.Repr(node)}"),
        FieldType.Html when Js.IsText(node) => Html.Sanitize(Js.Text(node!)),
        FieldType.Json => node!.ToJsonString(),
        _ when Js.IsText(node) && Js.Text(node!).Contains('\0', StringComparison.Ordinal) => throw OdooError.Value("A string literal cannot contain NUL (0x00) characters."),
        _ => node is JsonArray or JsonObject || node!.GetValueKind() is JsonValueKind.True ? Python.Repr(node) : Js.Text(node),
    };

    public static JsonNode? ToJson(Env env, Row row, Field field, bool names = true)
    {
        var value = env.Value(row, field);
        return field.Type switch
        {
            FieldType.Boolean => JsonValue.Create(value is true),
            FieldType.Integer => JsonValue.Create(value is long l ? l : 0),
            FieldType.Float or FieldType.Monetary => value is double d ? JsonValue.Create(d) : Js.Float(value is decimal m ? m : 0m),
            FieldType.One2Many or FieldType.Many2Many => Js.List(value as long[] ?? []),
            FieldType.Many2One => value is long id && env.World[field.Relation].Find(id) is { } target
                ? names ? new JsonArray(id, env.World.BehaviorOf(field.Relation).DisplayName(env, target)) : JsonValue.Create(id)
                : Js.False(),
            FieldType.Binary when value is string content && !Js.IsFalsy(env.Context["bin_size"]) => HumanSize(content),
            FieldType.Json or FieldType.Properties => value switch { JsonNode json => json, string text => JsonNode.Parse(text), _ => Js.False() },
            _ => value is string text ? JsonValue.Create(text) : Js.False(),
        };
    }

    private static string HumanSize(string base64)
    {
        var size = (decimal)(base64.TrimEnd('=').Length * 3 / 4);
        string[] units = ["bytes", "Kb", "Mb", "Gb"];
        var unit = 0;
        while (size >= 1024 && unit < units.Length - 1)
        {
            (size, unit) = (size / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:F2} {units[unit]}");
    }

    public static object Zero(Field field) => field.Type is FieldType.Integer ? (object)0L : 0m;

    private static decimal ReadNumber(JsonNode node) => Js.TryNumber(node, out var number)
        ? number
        : throw OdooError.Value($"could not convert string to float: {Python.Repr(node)}");

    private static long ReadInteger(JsonNode node)
    {
        if (!Js.TryNumber(node, out var number) || (Js.IsText(node) && number != Math.Truncate(number)))
        {
            throw OdooError.Value($"invalid literal for int() with base 10: {Python.Repr(node)}");
        }

        return Math.Truncate(number) is >= int.MinValue and <= int.MaxValue
            ? (long)number
            : throw new OdooError("psycopg2.errors.NumericValueOutOfRange", "integer out of range\n");
    }

    private static string ReadDate(string text)
    {
        var day = text.Length > 10 ? text[..10] : text;
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? day
            : throw OdooError.Value($"time data '{text}' does not match format '%Y-%m-%d'");
    }

    private static string ReadDatetime(string text)
    {
        if (text.Length == 10)
        {
            return ReadDate(text) + " 00:00:00";
        }

        return DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text
            : throw OdooError.Value($"time data '{text}' does not match format '%Y-%m-%d %H:%M:%S'");
    }

    private static string ReadSelection(string model, Field field, JsonNode node) => Js.IsText(node) && field.Selection.Any(s => s.Key == Js.Text(node))
        ? Js.Text(node)
        : throw OdooError.Value($"Wrong value for {model}.{field.Name}: {Python.Repr(node)}");

    private static long ReadLink(Env env, Field field, JsonNode node)
    {
        var value = node is JsonArray { Count: > 0 } pair ? pair[0] : node;
        if (!Js.TryNumber(value, out var id))
        {
            throw OdooError.Value($"Wrong value for {field.Name}: {Python.Repr(node)}");
        }

        return env.World[field.Relation].Find((long)id)?.Id ?? throw OdooError.Missing(field.Relation, [(long)id], env.Uid);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Writes argument nodes; dates and moments in Odoo's form, which the nodes' own writer does not know.</summary>
internal static class OdooJson
{
    public static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject values:
                writer.WriteStartObject();
                foreach (var (name, value) in values)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValue value:
                WriteValue(writer, value);
                break;
        }
    }

    /// <summary>A cell of <c>load</c>, which fails on JSON booleans.</summary>
    public static void WriteCell(Utf8JsonWriter writer, JsonNode? cell)
    {
        if (cell is JsonValue value && value.TryGetValue<bool>(out var flag))
        {
            writer.WriteStringValue(flag ? "1" : "0");
        }
        else
        {
            Write(writer, cell);
        }
    }

    public static bool IsMoment(JsonNode? node) => node is JsonValue value && !value.TryGetValue<string>(out _)
        && (value.TryGetValue<DateTimeOffset>(out _) || value.TryGetValue<DateTime>(out _));

    private static void WriteValue(Utf8JsonWriter writer, JsonValue value)
    {
        // A text is asked for first: a text that looks like a moment must stay what it is.
        if (value.TryGetValue<string>(out var text))
        {
            writer.WriteStringValue(text);
        }
        else if (value.TryGetValue<DateTimeOffset>(out var moment))
        {
            writer.WriteStringValue(OdooFormat.DateTime(moment));
        }
        else if (value.TryGetValue<DateTime>(out var time))
        {
            writer.WriteStringValue(time.Kind != DateTimeKind.Unspecified ? OdooFormat.DateTime(time)
                : throw new ArgumentException("A DateTime without zone cannot be sent; use DateTimeOffset, or DateOnly for a date field."));
        }
        else if (value.TryGetValue<DateOnly>(out var date))
        {
            writer.WriteStringValue(OdooFormat.Date(date));
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}

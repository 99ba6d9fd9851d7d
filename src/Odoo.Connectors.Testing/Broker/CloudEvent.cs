using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Odoo.Connectors.Testing;

/// <summary>An event in the envelope of CloudEvents 1.0, structured mode in JSON (<c>application/cloudevents+json</c>).</summary>
public sealed record CloudEvent
{
    /// <summary>Unique for the source: who consumes events recognises a repeated one by it.</summary>
    public required string Id { get; init; }

    /// <summary>Where it happened, a URI reference.</summary>
    public required string Source { get; init; }

    /// <summary>What happened.</summary>
    public required string Type { get; init; }

    /// <summary>What it happened to; null when the source itself is meant.</summary>
    public string? Subject { get; init; }

    /// <summary>When, UTC; null when that is not known.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The JSON it carries.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>Writes the envelope.</summary>
    /// <returns>UTF-8 JSON.</returns>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", Id);
            json.WriteString("source", Source);
            json.WriteString("type", Type);
            if (Subject is not null)
            {
                json.WriteString("subject", Subject);
            }

            if (Time is { } time)
            {
                json.WriteString("time", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            }

            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            Data.WriteTo(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads an envelope.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <returns>The event.</returns>
    /// <exception cref="FormatException">It is no CloudEvent of version 1.0 with JSON data; names the attribute.</exception>
    public static CloudEvent Decode(ReadOnlyMemory<byte> utf8)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(utf8.Span);
        }
        catch (JsonException e)
        {
            throw new FormatException("The message is not JSON.", e);
        }

        if (root.ValueKind != JsonValueKind.Object || Text(root, "specversion") != "1.0")
        {
            throw new FormatException("The attribute 'specversion' is not 1.0.");
        }

        string? time = Text(root, "time");
        DateTimeOffset at = default;
        return time is null || DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out at)
            ? new CloudEvent
            {
                Id = Required(root, "id"),
                Source = Required(root, "source"),
                Type = Required(root, "type"),
                Subject = Text(root, "subject"),
                Time = time is null ? null : at,
                Data = root.TryGetProperty("data", out JsonElement data) ? data : throw new FormatException("The attribute 'data' is missing."),
            }
            : throw new FormatException("The attribute 'time' is not a time of RFC 3339.");
    }

    private static string Required(JsonElement root, string attribute) =>
        Text(root, attribute) is { Length: > 0 } text ? text : throw new FormatException($"The attribute '{attribute}' is missing.");

    private static string? Text(JsonElement root, string attribute) =>
        root.TryGetProperty(attribute, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

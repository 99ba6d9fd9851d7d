using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>A record as bytes, of which only its place in the stream is looked at.</summary>
internal sealed class RawRecord(JsonElement json)
{
    public JsonElement Json => json;

    /// <summary>The bytes as they came.</summary>
    public ReadOnlySpan<byte> Bytes => JsonMarshal.GetRawUtf8Value(json);

    public string Id { get; } = IdOf(json, "Id") ?? throw FieldErrors.Missing("Id");

    public string? AccountId => IdOf("AccountId");

    public DateTimeOffset Stamp => Values.TryMoment(Text("SystemModstamp") ?? throw FieldErrors.Missing("SystemModstamp"), out DateTimeOffset stamp)
        ? stamp
        : throw FieldErrors.Wrong("SystemModstamp", "a moment such as 2026-09-15T09:30:00.000+0000");

    public string? IdOf(string field) => IdOf(json, field);

    /// <summary>Whether a field is true; the CSV of query jobs has it as a text.</summary>
    public bool Is(string field) => json.TryGetProperty(field, out JsonElement value)
        && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("true"u8)));

    /// <summary>The record with some of its fields replaced or added; the values are JSON, null is null.</summary>
    public byte[] With(params ReadOnlySpan<(string Name, byte[]? Value)> fields)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in json.EnumerateObject())
            {
                bool isReplaced = false;
                foreach ((string name, _) in fields)
                {
                    isReplaced |= property.NameEquals(name);
                }

                if (!isReplaced)
                {
                    writer.WritePropertyName(property.Name);
                    writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
                }
            }

            foreach ((string name, byte[]? value) in fields)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(value ?? [.. "null"u8], skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Records as a relation holds them, its pages joined to one.</summary>
    public static byte[]? Relation(IReadOnlyCollection<JsonElement> records)
    {
        if (records.Count == 0)
        {
            return null;
        }

        StringBuilder text = new();
        text.Append("{\"totalSize\":").Append(records.Count).Append(",\"done\":true,\"records\":[");
        text.AppendJoin(',', records.Select(r => r.GetRawText()));
        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    private static string? IdOf(JsonElement json, string field) => TextOf(json, field) is not { Length: > 0 } text
        ? null
        : SalesforceId.Normal(text) ?? throw FieldErrors.Wrong(field, "a record id");

    private static string? TextOf(JsonElement json, string field) =>
        json.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private string? Text(string field) => TextOf(json, field);
}

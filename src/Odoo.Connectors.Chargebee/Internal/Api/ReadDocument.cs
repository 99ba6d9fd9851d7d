using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Mapping;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>
/// An invoice or credit note. One with more lines than an answer holds comes in several: lines, and what stands beside each, are put together
/// of all of them, everything else is of the first one.
/// </summary>
internal sealed class ReadDocument
{
    private const string Next = "line_items_next_offset";
    private const int MostLines = 300;
    private static readonly string[] s_paged = ["line_items", "line_item_discounts", "line_item_taxes", "line_item_tiers"];
    private readonly List<JsonElement> _answers = [];

    /// <summary>Reads it; null when it is not there.</summary>
    public static async Task<ReadDocument?> ReadAsync(
        ChargebeeApi api, string path, string id, string name, Func<JsonDocument, string, JsonElement?> resource, CancellationToken cancellationToken)
    {
        ReadDocument read = new();
        HashSet<string> offsets = new(StringComparer.Ordinal);
        for (string? offset = ""; offset is not null;)
        {
            string more = offset.Length == 0 ? "" : FormattableString.Invariant($"?line_items_limit={MostLines}&line_items_offset={Uri.EscapeDataString(offset)}");
            using JsonDocument? answer = await api.FindAsync($"{path}/{Uri.EscapeDataString(id)}{more}", cancellationToken).ConfigureAwait(false);
            if (answer is null || resource(answer, name) is not { } part)
            {
                return null;
            }

            read.Add(part.Clone());
            offset = RecordReader.Text(part, Next);
            if (offset is not null && !offsets.Add(offset))
            {
                throw FieldErrors.Refused(Next, "The lines of the document begin again and again; it is not complete and was not booked.", ErrorKind.Protocol);
            }
        }

        return read;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (JsonProperty field in _answers[0].EnumerateObject().Where(f => f.Name != Next && (_answers.Count == 1 || !s_paged.Contains(f.Name))))
        {
            Raw(writer, field.Name, field.Value);
        }

        foreach (string list in _answers.Count == 1 ? [] : s_paged)
        {
            writer.WriteStartArray(list);
            foreach (JsonElement item in _answers.SelectMany(a => a.TryGetProperty(list, out JsonElement items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : []))
            {
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(item), skipInputValidation: true);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Lines of two versions would make a document that never was.</summary>
    private void Add(JsonElement part)
    {
        if (_answers.Count > 0 && Version(part) != Version(_answers[0]))
        {
            throw FieldErrors.Refused("resource_version", "The document changed while its lines were read; it is read again.", ErrorKind.Transient);
        }

        _answers.Add(part);
    }

    private static string? Version(JsonElement document) => document.TryGetProperty("resource_version", out JsonElement version) ? version.GetRawText() : null;

    private static void Raw(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}

using System.Globalization;
using System.Text.Json;

namespace Odoo.Connectors.Client;

/// <summary>
/// One record as Odoo sent it. The getters accept the forms Odoo uses for a type, first of all <c>false</c> for "unset";
/// anything else, and a field that was not read, fails with <see cref="OdooProtocolException"/>.
/// </summary>
public sealed class OdooRecord
{
    /// <summary>Makes a record.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The object with its fields.</param>
    /// <exception cref="ArgumentException"><paramref name="values"/> is not an object.</exception>
    public OdooRecord(string model, JsonElement values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        Model = model;
        Values = values.ValueKind == JsonValueKind.Object ? values
            : throw new ArgumentException("A record is a JSON object.", nameof(values));
    }

    /// <summary>The model.</summary>
    public string Model { get; }

    /// <summary>All fields as they came.</summary>
    public JsonElement Values { get; }

    /// <summary>The record's id.</summary>
    public long Id => GetInt64("id") ?? throw Bad("id", "is unset");

    /// <summary>Whether the field was read.</summary>
    /// <param name="field">The field.</param>
    /// <returns>Whether it is there, set or unset.</returns>
    public bool Has(string field) => Values.TryGetProperty(field, out _);

    /// <summary>A char, text, html, selection or binary field. Odoo keeps an empty text apart from an unset one.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The text, <see langword="null"/> if unset.</returns>
    public string? GetString(string field) => Value(field) is not { } value ? null
        : Text(value) ?? throw Bad(field, "is not a text");

    /// <summary>A float or monetary field, from the digits as sent, never through binary floating point.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The number, <see langword="null"/> if unset.</returns>
    public decimal? GetDecimal(string field) => Value(field) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : throw Bad(field, "is not a decimal number");

    /// <summary>An integer field.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The number, <see langword="null"/> if unset.</returns>
    public long? GetInt64(string field) => Value(field) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Bad(field, "is not an integer");

    /// <summary>A boolean field; unset is false.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The value.</returns>
    public bool GetBoolean(string field) => Value(field) is { } value
        && (value.ValueKind == JsonValueKind.True ? true : throw Bad(field, "is not a boolean"));

    /// <summary>A date field. Years may come without leading zeros, as in <c>1-01-01</c>.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The date, <see langword="null"/> if unset.</returns>
    public DateOnly? GetDate(string field) => Value(field) is not { } value ? null
        : DateOnly.TryParseExact(Padded(value), "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var date) ? date : throw Bad(field, "is not a date");

    /// <summary>A datetime field, which Odoo keeps and sends in UTC.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The moment with offset zero, <see langword="null"/> if unset.</returns>
    public DateTimeOffset? GetDateTime(string field) => Value(field) is not { } value ? null
        : DateTimeOffset.TryParseExact(Padded(value), "yyyy-MM-dd HH:mm:ss.FFFFFFF",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : throw Bad(field, "is not a datetime");

    /// <summary>A many2one field: <c>[id, name]</c>, a bare id, or an object with an id.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The reference, <see langword="null"/> if unset.</returns>
    public OdooReference? GetReference(string field)
    {
        if (Value(field) is not { } value)
        {
            return null;
        }

        JsonElement name = default;
        var id = value.ValueKind switch
        {
            JsonValueKind.Array when value.GetArrayLength() == 2 => value[0],
            JsonValueKind.Object when value.TryGetProperty("id", out var inner) => inner,
            _ => value,
        };
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2)
        {
            name = value[1];
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            value.TryGetProperty("display_name", out name);
        }

        return id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
            ? new OdooReference { Id = number, Name = Text(name) }
            : throw Bad(field, "is not a reference");
    }

    /// <summary>A one2many or many2many field.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The ids; empty if unset.</returns>
    public IReadOnlyList<long> GetIds(string field)
    {
        if (Value(field) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Bad(field, "is not a list of ids");
        }

        var ids = new List<long>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var id = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var inner) ? inner : item;
            ids.Add(id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : throw Bad(field, "is not a list of ids"));
        }

        return ids;
    }

    /// <summary>The model alone, since the values may be personal data.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => $"[record of {Model}]";

    private JsonElement? Value(string field)
    {
        if (!Values.TryGetProperty(field, out var value))
        {
            throw Bad(field, "was not read; name it among the fields");
        }

        return value.ValueKind is JsonValueKind.False or JsonValueKind.Null ? null : value;
    }

    private static string? Padded(JsonElement value)
    {
        var text = Text(value);
        var year = text?.IndexOf('-', StringComparison.Ordinal) ?? 0;
        return year is > 0 and < 4 ? text!.PadLeft(text.Length + 4 - year, '0') : text;
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair is valid JSON and no text
        }
    }

    private OdooProtocolException Bad(string field, string problem) => new(Model, field, problem);
}

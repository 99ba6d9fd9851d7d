using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using Odoo.Connectors.Client.Internal;

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
    public string? GetString(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Text(ref reader, Model, field);
    }

    /// <summary>A float or monetary field, from the digits as sent, never through binary floating point.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The number, <see langword="null"/> if unset.</returns>
    public decimal? GetDecimal(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Decimal(ref reader, Model, field);
    }

    /// <summary>An integer field, a many2one_reference, or the id of a many2one.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The number, <see langword="null"/> if unset.</returns>
    public long? GetInt64(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Int64(ref reader, Model, field);
    }

    /// <summary>A boolean field; unset is false.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The value.</returns>
    public bool GetBoolean(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Boolean(ref reader, Model, field);
    }

    /// <summary>A date field. Years may come without leading zeros, as in <c>1-01-01</c>.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The date, <see langword="null"/> if unset.</returns>
    public DateOnly? GetDate(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Date(ref reader, Model, field);
    }

    /// <summary>A datetime field, which Odoo keeps and sends in UTC.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The moment with offset zero, <see langword="null"/> if unset.</returns>
    public DateTimeOffset? GetDateTime(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Moment(ref reader, Model, field);
    }

    /// <summary>A many2one field: <c>[id, name]</c>, a bare id, or an object with an id.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The reference, <see langword="null"/> if unset.</returns>
    public OdooReference? GetReference(string field)
    {
        Utf8JsonReader reader = Read(field);
        return References.TryRead(ref reader, null, out OdooReference? reference) ? reference : throw Bad(field, "is not a reference");
    }

    /// <summary>A one2many or many2many field.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The ids; empty if unset.</returns>
    public IReadOnlyList<long> GetIds(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Ids(ref reader, Model, field);
    }

    /// <summary>A reference field, which names the model too.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The reference, <see langword="null"/> if unset.</returns>
    public OdooModelReference? GetModelReference(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.ModelReference(ref reader, Model, field);
    }

    /// <summary>A binary field, which travels as base64.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The bytes, <see langword="null"/> if unset.</returns>
    public byte[]? GetBytes(string field)
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Bytes(ref reader, Model, field);
    }

    /// <summary>A selection field.</summary>
    /// <typeparam name="TEnum">The enum of its values.</typeparam>
    /// <param name="field">The field.</param>
    /// <returns>The selection, known to the enum or not; <see langword="null"/> if unset.</returns>
    public OdooSelection<TEnum>? GetSelection<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(string field)
        where TEnum : struct, Enum
    {
        Utf8JsonReader reader = Read(field);
        return OdooFieldReader.Selection<TEnum>(ref reader, Model, field);
    }

    /// <summary>A json or properties field, or any other as it came.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The value, <see langword="null"/> if it is false or null.</returns>
    public JsonElement? GetJson(string field)
    {
        JsonElement value = Value(field);
        return value.ValueKind is JsonValueKind.False or JsonValueKind.Null ? null : value;
    }

    /// <summary>The model alone, since the values may be personal data.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => $"[record of {Model}]";

    private Utf8JsonReader Read(string field)
    {
        Utf8JsonReader reader = new(JsonMarshal.GetRawUtf8Value(Value(field)));
        reader.Read();
        return reader;
    }

    private JsonElement Value(string field) => Values.TryGetProperty(field, out var value) ? value
        : throw Bad(field, "was not read; name it among the fields");

    private OdooProtocolException Bad(string field, string problem) => new(Model, field, problem);
}

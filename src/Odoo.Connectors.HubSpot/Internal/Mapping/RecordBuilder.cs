using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>What every record has around its properties.</summary>
internal abstract class RecordBuilder
{
    private Dictionary<string, string?>? _custom;
    private string? _merged;

    public string? Id { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public bool IsArchived { get; private set; }

    public string RequiredId => RecordJson.IsId(Id) ? Id! : throw FieldErrors.Missing("id");

    public CustomFields Custom => _custom is null ? CustomFields.Empty : new CustomFields(_custom);

    /// <summary>The records that were merged into this one.</summary>
    public IReadOnlyList<ExternalRef> Formerly(string system, string kind) => _merged is null ? [] :
        [.. _merged.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(id => id != Id && RecordJson.IsId(id)).Select(id => new ExternalRef(system, kind, id))];

    /// <summary>With the property that says what was merged into a record.</summary>
    public static FieldTable<T> WithMerged<T>(FieldTable<T> properties)
        where T : RecordBuilder => properties.Field("hs_merged_object_ids", static (ref reader, record) => record._merged = Trimmed(ref reader));

    /// <summary>A table of a type: what is around the properties, and the properties.</summary>
    public static FieldTable<T> Table<T>(FieldTable<T> properties)
        where T : RecordBuilder => new FieldTable<T>("HubSpot")
            .Field("id", static (ref reader, record) => record.Id = JsonField.Text(ref reader))
            .Field("updatedAt", static (ref reader, record) => record.UpdatedAt = Moment(ref reader))
            .Field("archived", static (ref reader, record) => record.IsArchived = JsonField.Flag(ref reader) ?? false)
            .Object("properties", properties, static record => record);

    /// <summary>The properties beyond the model that the options name.</summary>
    public static FieldTable<T> WithCustom<T>(FieldTable<T> properties, IEnumerable<string> names)
        where T : RecordBuilder =>
        names.Aggregate(properties, (table, name) => table.Field(name, (ref reader, record) => (record._custom ??= [])[name] = Trimmed(ref reader)));

    /// <summary>A text without blanks around it; null when there is nothing else.</summary>
    public static string? Trimmed(ref Utf8JsonReader reader) => JsonField.Text(ref reader)?.Trim() is { Length: > 0 } text ? text : null;

    public static DateTimeOffset? Moment(ref Utf8JsonReader reader) =>
        JsonField.Text(ref reader) is not { } text ? null
        : RecordJson.TryMoment(text, out DateTimeOffset moment) ? moment
        : throw new InvalidOperationException("A moment was expected.");
}

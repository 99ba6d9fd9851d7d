using System.Text.Json;

namespace Odoo.Connectors.Client.Tests.Streaming;

/// <summary>A typed record that passes over what it does not have.</summary>
internal sealed record NamedRow(long Id, string? Name) : IOdooModel<NamedRow>
{
    public static string ModelName => "res.partner";

    public static IReadOnlyList<string> Fields => ["id", "name"];

    public static NamedRow Read(ref Utf8JsonReader reader, OdooPageCache cache)
    {
        using JsonDocument row = JsonDocument.ParseValue(ref reader);
        return new NamedRow(row.RootElement.GetProperty("id").GetInt64(), row.RootElement.GetProperty("name").GetString());
    }

    public static string? FieldOf(string property) => property switch { nameof(Id) => "id", nameof(Name) => "name", _ => null };
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>How a record is shown.</summary>
internal sealed class HubSpotView(HubSpotSchema schema)
{
    /// <summary>With the wanted properties, or those shown by default; a property that does not exist is left out without a word.</summary>
    public JsonObject Read(HubSpotRecord record, HubSpotState state, IReadOnlyCollection<string>? wanted)
    {
        HubSpotType type = record.Type;
        IEnumerable<string> names = wanted is null
            ? type.Defaults
            : wanted.Where(name => schema.Find(type, name) is not null).Concat(["createdate", type.Modified, "hs_object_id"]);
        return Shown(record, state, names);
    }

    /// <summary>As a write is answered: what was written, what was worked out, and the stamps.</summary>
    public static JsonObject Written(HubSpotRecord record, IEnumerable<string> written) =>
        Shown(record, record.Current, written.Concat(Computed(record.Type)).Concat(["createdate", record.Type.Modified, "hs_object_id"]), cleared: string.Empty);

    private static string[] Computed(HubSpotType type) => type.Name switch
    {
        "deals" => ["hs_is_closed", "hs_is_closed_won"],
        "line_items" => ["amount"],
        _ => [],
    };

    private static JsonObject Shown(HubSpotRecord record, HubSpotState state, IEnumerable<string> names, string? cleared = null)
    {
        var properties = new JsonObject();
        foreach (string name in names.Distinct().Order(StringComparer.Ordinal))
        {
            properties[name] = record.Value(name, state) ?? cleared;
        }

        var shown = new JsonObject
        {
            ["id"] = record.Id.ToString(CultureInfo.InvariantCulture),
            ["properties"] = properties,
            ["createdAt"] = HubSpotValue.Instant(record.CreatedAt),
            ["updatedAt"] = HubSpotValue.Instant(state.UpdatedAt),
            ["archived"] = record.IsArchived,
        };
        if (record.ArchivedAt is { } at)
        {
            shown["archivedAt"] = HubSpotValue.Instant(at);
        }

        return shown;
    }
}

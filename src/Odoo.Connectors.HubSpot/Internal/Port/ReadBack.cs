using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.HubSpot.Internal.Api;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>What HubSpot stored of what was written.</summary>
internal sealed class ReadBack(RecordReader reader, ILogger logger)
{
    /// <summary>The values of the written properties by record; empty when they cannot be read now, so that nothing is taken for agreed.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>> ReadAsync(
        string type, IEnumerable<(string Id, IEnumerable<string> Fields)> written, CancellationToken cancellationToken)
    {
        (string Id, IEnumerable<string> Fields)[] all = [.. written];
        Dictionary<string, IReadOnlyDictionary<string, string?>> stored = new(StringComparer.Ordinal);
        if (all.Length == 0)
        {
            return stored;
        }

        try
        {
            string[] names = [.. all.SelectMany(w => w.Fields).Distinct(StringComparer.Ordinal)];
            Dictionary<string, JsonElement> records = await reader.BatchReadAsync(type, names, all.Select(w => w.Id), cancellationToken).ConfigureAwait(false);
            foreach ((string id, JsonElement record) in records)
            {
                JsonElement properties = record.GetProperty("properties");
                stored[id] = names.ToDictionary(n => n, n => Value(properties, n), StringComparer.Ordinal);
            }
        }
        catch (ConnectorException e)
        {
            Log.NotReadBack(logger, reader.Api.System, e.Kind, e.Message);
            stored.Clear();
        }

        return stored;
    }

    /// <summary>Whether a stored value is what was told: numbers by their value, nothing as the empty text that clears.</summary>
    public static bool IsSame(string told, string? stored) =>
        told == (stored ?? "")
        || (decimal.TryParse(told, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal one)
            && decimal.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal other)
            && one == other);

    private static string? Value(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}

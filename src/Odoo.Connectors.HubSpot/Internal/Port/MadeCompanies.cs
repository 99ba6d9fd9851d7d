using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Api;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>Finds companies that effects before made, by our unique property: such a read does not lag, as searches do.</summary>
internal sealed class MadeCompanies(RecordReader reader)
{
    /// <summary>The ids of companies by their values of the property.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(string idProperty, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        Dictionary<string, JsonElement> found = await reader.BatchReadAsync(ObjectTypes.Companies, [idProperty], keys, cancellationToken, idProperty).ConfigureAwait(false);
        return found.ToDictionary(f => f.Value.GetProperty("properties").GetProperty(idProperty).GetString()!, f => f.Key, StringComparer.Ordinal);
    }
}

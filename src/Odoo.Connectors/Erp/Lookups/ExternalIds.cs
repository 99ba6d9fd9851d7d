using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>The external ids of records, asked for together; a record without one is left out.</summary>
internal static class ExternalIds
{
    public static async Task<IReadOnlyDictionary<long, string>> OfAsync(
        IOdooClient client, string model, IReadOnlyList<long> ids, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<long, string> found = [];
        JsonElement? names = ids.Count == 0 ? null : await client.CallAsync(
            new OdooCall { Model = model, Method = "get_external_id", Ids = ids, Context = context, IsRead = true }, cancellationToken).ConfigureAwait(false);
        foreach (long id in ids)
        {
            if (names?.TryGetProperty(id.ToString(CultureInfo.InvariantCulture), out JsonElement name) == true && name.GetString() is { Length: > 0 } text)
            {
                found[id] = text;
            }
        }

        return found;
    }
}

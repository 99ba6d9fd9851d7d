using System.Text.Json;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>Reads what Salesforce stored of what was written, a query for each type. What cannot be read now is not taken for agreed.</summary>
internal sealed class ReadBack(string system, RecordReader reader, ILogger logger)
{
    public async Task<IReadOnlyDictionary<string, StoredRecord>> ReadAsync(IEnumerable<WrittenRecord> records, IReadOnlyList<Sent> sent, CancellationToken cancellationToken)
    {
        Dictionary<string, StoredRecord> stored = new(StringComparer.Ordinal);
        var written = records.Zip(sent)
            .Where(w => w.Second.Failure is null && w.First.Type != ContactRoles.Type && SalesforceId.Normal(w.Second.Id ?? w.First.Id) is not null)
            .GroupBy(w => w.First.Type, StringComparer.Ordinal);
        foreach (var type in written)
        {
            string[] fields = [.. type.SelectMany(w => w.First.Fields.Where(f => f.Value is not System.Text.Json.Nodes.JsonObject).Select(f => f.Key)).Distinct(StringComparer.OrdinalIgnoreCase)];
            foreach (string[] ids in type.Select(w => SalesforceId.Normal(w.Second.Id ?? w.First.Id)!).Chunk(Sender.Most))
            {
                await ReadAsync(type.Key, fields, ids, stored, cancellationToken).ConfigureAwait(false);
            }
        }

        return stored;
    }

    private async Task ReadAsync(string type, string[] fields, string[] ids, Dictionary<string, StoredRecord> stored, CancellationToken cancellationToken)
    {
        try
        {
            QueryPage page = await reader.QueryAsync(Soql.Stored(type, fields, ids), cancellationToken).ConfigureAwait(false);
            foreach (JsonElement each in page.Records)
            {
                stored[new RawRecord(each).Id] = new StoredRecord(fields
                    .Where(f => each.TryGetProperty(f, out _))
                    .ToDictionary(f => f, f => FieldText.Of(each.GetProperty(f)), StringComparer.Ordinal));
            }
        }
        catch (ConnectorException e)
        {
            Log.NotReadBack(logger, system, e.Kind, e.Message);
        }
    }
}

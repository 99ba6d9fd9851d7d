using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>
/// Sends records of one type in one call and finds what became of each: the order of an answer says nothing. A batch that is refused as
/// a whole is sent again in halves, until the record at fault stands alone: all values are absolute, and a refusal applies nothing.
/// </summary>
internal sealed class BatchWriter(HubSpotApi api)
{
    public const int MostRecords = 100;

    public async Task<IReadOnlyList<WriteResult>> WriteAsync(string way, string type, IReadOnlyList<PlannedRecord> records, CancellationToken cancellationToken)
    {
        BatchWriteRequest request = new([.. records.Select((r, i) => new WriteInput(r.Id, r.Fields, r.IdProperty, Trace(i)))]);
        try
        {
            RecordPage page = await api.WriteAsync(
                (writes, call) => way == Ways.Update
                    ? writes.UpdateAsync(call.Paths.Objects, type, request, call.Token, call.Stop)
                    : writes.UpsertAsync(call.Paths.Objects, type, request, call.Token, call.Stop),
                HubSpotJson.Default.RecordPage,
                cancellationToken).ConfigureAwait(false);
            string[] ids = [.. records.Select(r => r.Id)];
            return [.. records.Select((record, i) => Find(record, Trace(i), page, ids))];
        }
        catch (HubSpotException e) when (records.Count > 1 && IsRefusal(e.Kind))
        {
            int half = records.Count / 2;
            return
            [
                .. await WriteAsync(way, type, [.. records.Take(half)], cancellationToken).ConfigureAwait(false),
                .. await WriteAsync(way, type, [.. records.Skip(half)], cancellationToken).ConfigureAwait(false),
            ];
        }
        catch (ConnectorException e)
        {
            return [.. records.Select(_ => new WriteResult(null, e))];
        }
    }

    private static bool IsRefusal(ErrorKind kind) => kind is ErrorKind.Validation or ErrorKind.Configuration or ErrorKind.Conflict or ErrorKind.NotFound or ErrorKind.Gone;

    private static string Trace(int at) => at.ToString(CultureInfo.InvariantCulture);

    private WriteResult Find(PlannedRecord record, string trace, RecordPage page, string[] ids)
    {
        foreach (JsonElement found in page.Results ?? [])
        {
            if (record.IdProperty is null ? RecordJson.IdOf(found) == record.Id : Property(found, record.IdProperty) == record.Id)
            {
                return new WriteResult(RecordJson.IdOf(found), null);
            }
        }

        // A record that was merged away may be answered with the one that stands for it.
        if ((page.Results ?? []).FirstOrDefault(r => Text(r, "objectWriteTraceId") == trace) is { ValueKind: JsonValueKind.Object } moved)
        {
            return new WriteResult(RecordJson.IdOf(moved), null);
        }

        ErrorBody? error = page.Errors?.FirstOrDefault(e => ErrorReader.Context(e, "objectWriteTraceId").Contains(trace) || Names(e, record));
        return error is not null
            ? new WriteResult(null, ApiErrors.From(api.System, error))
            : new WriteResult(null, new HubSpotException(
                ErrorKind.Unknown, $"HubSpot '{api.System}' answered a batch and says nothing of one of its records; whether that was written is not known."))
            {
                // The results that no record of the batch asked for: one of them may be this one by another id.
                Strangers = [.. (page.Results ?? []).Select(RecordJson.IdOf).Except(ids, StringComparer.Ordinal)],
            };
    }

    private static bool Names(ErrorBody error, PlannedRecord record) =>
        ErrorReader.Context(error, "id").Concat(ErrorReader.Context(error, "ids")).Contains(record.Id);

    private static string? Property(JsonElement record, string name) =>
        record.TryGetProperty("properties", out JsonElement properties) ? Text(properties, name) : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

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

    /// <summary>What became of one record: its id, or why not.</summary>
    internal readonly record struct Result(string? Id, ConnectorException? Failure);

    public async Task<IReadOnlyList<Result>> WriteAsync(string way, string type, IReadOnlyList<PlannedRecord> records, CancellationToken cancellationToken)
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
            return [.. records.Select((record, i) => Find(record, Trace(i), page))];
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
            return [.. records.Select(_ => new Result(null, e))];
        }
    }

    private static bool IsRefusal(ErrorKind kind) => kind is ErrorKind.Validation or ErrorKind.Configuration or ErrorKind.Conflict or ErrorKind.NotFound or ErrorKind.Gone;

    private static string Trace(int at) => at.ToString(CultureInfo.InvariantCulture);

    private Result Find(PlannedRecord record, string trace, RecordPage page)
    {
        foreach (JsonElement found in page.Results ?? [])
        {
            if (record.IdProperty is null ? RecordJson.IdOf(found) == record.Id : Property(found, record.IdProperty) == record.Id)
            {
                return new Result(RecordJson.IdOf(found), null);
            }
        }

        ErrorBody? error = page.Errors?.FirstOrDefault(e => ErrorReader.Context(e, "objectWriteTraceId").Contains(trace) || Names(e, record));
        return error is not null
            ? new Result(null, ApiErrors.From(api.System, error))
            : new Result(null, new HubSpotException(
                ErrorKind.Unknown, $"HubSpot '{api.System}' answered a batch and says nothing of one of its records; whether that was written is not known."));
    }

    private static bool Names(ErrorBody error, PlannedRecord record) =>
        ErrorReader.Context(error, "id").Concat(ErrorReader.Context(error, "ids")).Contains(record.Id);

    private static string? Property(JsonElement record, string name) =>
        record.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

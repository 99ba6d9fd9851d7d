using System.Net.Http.Headers;
using System.Text.Json;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>Writes records, up to 200 a call, each with a result of its own. Records that name themselves alike go together.</summary>
internal sealed class Sender(string system, SalesforceApi api)
{
    /// <summary>How many records one call takes.</summary>
    public const int Most = 200;

    // An update may change records of several types, in ten runs at most.
    private const int MostTypes = 10;

    /// <summary>Writes; each record gets its id, or why it was not written.</summary>
    public async Task<IReadOnlyList<Sent>> SendAsync(IReadOnlyList<WrittenRecord> records, CancellationToken cancellationToken)
    {
        Sent[] results = new Sent[records.Count];
        foreach (int[] call in Calls(records))
        {
            WrittenRecord[] some = [.. call.Select(i => records[i])];
            IReadOnlyList<Sent> sent;
            try
            {
                sent = await CallAsync(some, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                sent = [.. some.Select(_ => new Sent(null, e, some.Length == 1))];
            }

            foreach ((int at, Sent result) in call.Zip(sent))
            {
                results[at] = result;
            }
        }

        return results;
    }

    private static IEnumerable<int[]> Calls(IReadOnlyList<WrittenRecord> records) => Enumerable.Range(0, records.Count)
        .GroupBy(i => (IsNew: IsNew(records[i]), Type: records[i].KeyField is null ? null : records[i].Type, records[i].KeyField))
        .SelectMany(g => Rounds(g, records).Select(round => (g.Key, Round: round)))
        .SelectMany(g => g.Key.KeyField is null ? Runs([.. g.Round.OrderBy(i => records[i].Type, StringComparer.Ordinal)], records) : g.Round.Chunk(Most));

    /// <summary>A record that two effects write goes by two calls in their order: in one, Salesforce refuses both.</summary>
    private static IEnumerable<int[]> Rounds(IEnumerable<int> all, IReadOnlyList<WrittenRecord> records) => all
        .GroupBy(i => IsNew(records[i]) ? $"{i}" : $"{records[i].Type}/{records[i].Id ?? records[i].Key!.ToUpperInvariant()}", StringComparer.Ordinal)
        .SelectMany(same => same.Select((i, n) => (At: i, Round: n)))
        .GroupBy(r => r.Round, r => r.At)
        .OrderBy(round => round.Key)
        .Select(round => round.Order().ToArray());

    private static IEnumerable<int[]> Runs(int[] updates, IReadOnlyList<WrittenRecord> records) =>
        updates.GroupBy(i => records[i].Type, StringComparer.Ordinal).Chunk(MostTypes).SelectMany(types => types.SelectMany(t => t).Chunk(Most));

    private static bool IsNew(WrittenRecord record) => record is { Id: null, KeyField: null };

    private async Task<IReadOnlyList<Sent>> CallAsync(WrittenRecord[] records, CancellationToken cancellationToken)
    {
        string? duplicates = api.Options.AllowDuplicates ? "allowSave=true" : null;
        byte[] body = Body(records);
        ApiAnswer answer = await api.WriteAsync(
            (writes, token) => records[0].KeyField is { } field
                ? writes.UpsertAsync(api.Version, records[0].Type, field, Content(body), OwnClient.Option(system), duplicates, token)
                : IsNew(records[0]) ? writes.InsertAsync(api.Version, Content(body), OwnClient.Option(system), duplicates, token)
                : writes.UpdateAsync(api.Version, Content(body), OwnClient.Option(system), duplicates, token),
            cancellationToken).ConfigureAwait(false);
        List<SaveResult>? results = SalesforceJson.Read(answer.Body, SalesforceJson.Default.ListSaveResult);
        return results?.Count == records.Length
            ? [.. results.Select(r => r.IsDone == true ? new Sent(r.Id, null, true) : new Sent(null, ApiErrors.From(system, r), true))]
            : throw new SalesforceException(
                ErrorKind.Protocol, $"Salesforce '{system}' answered a write without a result for each record; whether they took effect is not known.");
    }

    /// <summary>New for each request, which disposes of it.</summary>
    private static ByteArrayContent Content(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static byte[] Body(IEnumerable<WrittenRecord> records)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("allOrNone", false);
            writer.WriteStartArray("records");
            foreach (WrittenRecord record in records)
            {
                Write(writer, record);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, WrittenRecord record)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("attributes");
        writer.WriteString("type", record.Type);
        writer.WriteEndObject();
        if (!IsNew(record))
        {
            writer.WriteString(record.KeyField ?? "id", record.Key ?? record.Id);
        }

        foreach ((string field, System.Text.Json.Nodes.JsonNode? value) in record.Fields)
        {
            writer.WritePropertyName(field);
            writer.WriteRawValue(value?.ToJsonString() ?? "null");
        }

        writer.WriteEndObject();
    }
}

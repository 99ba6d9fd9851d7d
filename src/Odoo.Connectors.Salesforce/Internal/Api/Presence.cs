using System.Text.Json;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>
/// What is there, by ids alone, and what became of a record that is not: the recycle bin tells of its end, and of its survivor, for some days
/// only.
/// </summary>
internal sealed class Presence(string system, SalesforceApi api, RecordReader reader)
{
    private const int Most = 2000;

    public async Task<IdPage> ListAsync(string stream, string? after, CancellationToken cancellationToken)
    {
        RecordType type = RecordType.OfStream(stream)!;
        QueryPage page = await reader.QueryAsync(Soql.Ids(type, after, Most), cancellationToken).ConfigureAwait(false);
        string[] ids = [.. page.Records.Select(r => new RawRecord(r).Id)];
        return new IdPage { Ids = ids, Kinds = [type.Kind], Next = ids.Length < Most ? null : ids[^1] };
    }

    public async Task<Delivery?> AbsentAsync(string stream, ExternalRef subject, CancellationToken cancellationToken)
    {
        RecordType type = RecordType.OfStream(stream)!;
        QueryPage page = SalesforceId.Normal(subject.Id) is { } id
            ? await reader.QueryAllAsync(Soql.ById(type, api.Options, id), cancellationToken).ConfigureAwait(false)
            : new QueryPage([], null);
        if (page.Records is [var found])
        {
            RawRecord record = new(found);
            return record.Is("IsDeleted") ? Deliveries.Of(system, type, record, record.Bytes.ToArray(), record.Stamp) : null;
        }

        DateTimeOffset now = api.Time.GetUtcNow();
        RawRecord purged = new(JsonElement.Parse(Purged(subject.Id)));
        return Deliveries.Of(system, type, purged, purged.Bytes.ToArray(), now);
    }

    private static byte[] Purged(string id)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("Id", id);
            writer.WriteBoolean("IsDeleted", true);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}

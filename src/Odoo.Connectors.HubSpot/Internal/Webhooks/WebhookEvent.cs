using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>One event of a webhook's array as it is read.</summary>
internal sealed class WebhookEvent
{
    public long? EventId { get; private set; }

    public long? PortalId { get; private set; }

    public string? Type { get; private set; }

    public string? ObjectTypeId { get; private set; }

    public string? ObjectId { get; private set; }

    public long? OccurredAtMilliseconds { get; private set; }

    public string? PropertyName { get; private set; }

    public string? FromObjectId { get; private set; }

    public string? ToObjectId { get; private set; }

    public string? PrimaryObjectId { get; private set; }

    public string? NewObjectId { get; private set; }

    public List<string> MergedObjectIds { get; } = [];

    public static FieldTable<WebhookEvent> Table { get; } = new FieldTable<WebhookEvent>("HubSpot")
        .Field("eventId", static (ref reader, e) => e.EventId = JsonField.Integer(ref reader))
        .Field("portalId", static (ref reader, e) => e.PortalId = JsonField.Integer(ref reader))
        .Field("subscriptionType", static (ref reader, e) => e.Type = JsonField.Text(ref reader))
        .Field("objectTypeId", static (ref reader, e) => e.ObjectTypeId = JsonField.Text(ref reader))
        .Field("objectId", static (ref reader, e) => e.ObjectId = Id(ref reader))
        .Field("occurredAt", static (ref reader, e) => e.OccurredAtMilliseconds = JsonField.Integer(ref reader))
        .Field("propertyName", static (ref reader, e) => e.PropertyName = JsonField.Text(ref reader))
        .Field("fromObjectId", static (ref reader, e) => e.FromObjectId = Id(ref reader))
        .Field("toObjectId", static (ref reader, e) => e.ToObjectId = Id(ref reader))
        .Field("primaryObjectId", static (ref reader, e) => e.PrimaryObjectId = Id(ref reader))
        .Field("newObjectId", static (ref reader, e) => e.NewObjectId = Id(ref reader))
        .Field("mergedObjectIds", static (ref reader, e) => Ids(ref reader, e.MergedObjectIds));

    public static WebhookEvent Read(ReadOnlySpan<byte> json)
    {
        WebhookEvent read = new();
        Table.Read(json, read);
        return read;
    }

    /// <summary>The record the event is about: of a relation, the end that the subscription is for.</summary>
    public string SubjectId => ObjectId ?? FromObjectId ?? PrimaryObjectId ?? throw FieldErrors.Missing("objectId");

    public DateTimeOffset OccurredAt => OccurredAtMilliseconds is >= 0 and < 253402300800000 and { } ms
        ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
        : throw FieldErrors.Missing("occurredAt");

    /// <summary>The records that a merge took away, and the one that stands for all of them.</summary>
    public (IReadOnlyList<string> Losers, string Survivor) Merge()
    {
        string survivor = NewObjectId ?? PrimaryObjectId ?? throw FieldErrors.Missing("primaryObjectId");
        IEnumerable<string> all = PrimaryObjectId is null ? MergedObjectIds : MergedObjectIds.Append(PrimaryObjectId);
        return ([.. all.Where(id => id != survivor).Distinct(StringComparer.Ordinal)], survivor);
    }

    private static string? Id(ref Utf8JsonReader reader) =>
        JsonField.AsText(ref reader) is not { Length: > 0 } text ? null
        : RecordJson.IsId(text) ? text
        : throw new InvalidOperationException("An id was expected.");

    private static void Ids(ref Utf8JsonReader reader, List<string> ids)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ids.Add(Id(ref reader) ?? throw new InvalidOperationException("An id was expected."));
        }
    }
}

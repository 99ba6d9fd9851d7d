using Odoo.Connectors.Chargebee.Internal.Facts;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Webhooks;

/// <summary>What every event has around its content. Reading it fails with the place or the field at fault.</summary>
internal sealed class EventEnvelope
{
    public static readonly FieldTable<EventEnvelope> Table = new FieldTable<EventEnvelope>("Chargebee")
        .Field("id", static (ref reader, e) => e._id = JsonField.Text(ref reader))
        .Field("occurred_at", static (ref reader, e) => e._occurredAt = Wire.Instant(ref reader))
        .Field("api_version", static (ref reader, e) => e.ApiVersion = JsonField.Text(ref reader))
        .Object("content", Heads.Table, static e => e.Content)
        .Field("event_type", static (ref reader, e) => e._type = JsonField.Text(ref reader));

    private string? _id, _type;
    private DateTimeOffset? _occurredAt;

    public string Id => _id ?? throw FieldErrors.Missing("id");

    public string Type => _type ?? throw FieldErrors.Missing("event_type");

    public DateTimeOffset OccurredAt => _occurredAt ?? throw FieldErrors.Missing("occurred_at");

    public string? ApiVersion { get; private set; }

    public Heads Content { get; } = new();

    public static EventEnvelope Read(ReadOnlySpan<byte> json)
    {
        EventEnvelope envelope = new();
        Table.Read(json, envelope);
        return envelope;
    }
}

using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>What an event says: that something happened to a record. What is true is read.</summary>
internal sealed class EventBody
{
    private static readonly FieldTable<EventBody> Object = new FieldTable<EventBody>(Names.Vendor)
        .Field(Names.Kind, static (ref reader, e) => e._kind = JsonField.Text(ref reader))
        .Field(Names.Id, static (ref reader, e) => e._record = JsonField.Text(ref reader))
        .Field(Names.Customer, static (ref reader, e) => e.Customer = JsonField.Text(ref reader));

    private static readonly FieldTable<EventBody> Table = new FieldTable<EventBody>(Names.Vendor)
        .Field(Names.EventId, static (ref reader, e) => e._id = JsonField.Text(ref reader))
        .Field(Names.EventType, static (ref reader, e) => e._type = JsonField.Text(ref reader))
        .Field(Names.EventAt, static (ref reader, e) => e._at = Wire.Instant(ref reader))
        .Field(Names.Live, static (ref reader, e) => e.IsLive = JsonField.Flag(ref reader) ?? false)
        .Object(Names.Object, Object, static e => e)
        .Field(Names.Object, static (ref reader, e) => e.Record = JsonSerializer.SerializeToUtf8Bytes(JsonElement.ParseValue(ref reader)));

    private string? _id, _type, _kind, _record;
    private DateTimeOffset? _at;

    public string Id => _id ?? throw Wire.Missing(Names.EventId);

    public string Type => _type ?? throw Wire.Missing(Names.EventType);

    public DateTimeOffset At => _at ?? throw Wire.Missing(Names.EventAt);

    public string RecordKind => Wire.KindOf(_kind ?? throw Wire.Missing($"{Names.Object}.{Names.Kind}"));

    public string RecordId => _record ?? throw Wire.Missing($"{Names.Object}.{Names.Id}");

    public string? Customer { get; private set; }

    public bool IsLive { get; private set; }

    /// <summary>The record as it was then.</summary>
    public byte[] Record { get; private set; } = [];

    public static EventBody Read(ReadOnlySpan<byte> json)
    {
        EventBody body = new();
        Table.Read(json, body);
        return body;
    }
}

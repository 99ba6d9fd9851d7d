using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>An event with the records in it, as it is read for what it tells of a contract.</summary>
internal sealed class EventParts
{
    public Parts Content { get; } = new();

    public static FieldTable<EventParts> Of(FieldTable<Parts> parts) =>
        new FieldTable<EventParts>("Chargebee").Object("content", parts, static e => e.Content);
}

using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.HubSpot.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Tools;

/// <summary>The events of a webhook, each with the changes that it becomes.</summary>
internal sealed class EventDecoder(string system, RecordMaps maps)
{
    public IEnumerable<DecodedItem> Decode(ReadOnlyMemory<byte> json)
    {
        FieldUse fields = FieldUse.None;
        string name = EventTypes.Unreadable;
        try
        {
            fields = WebhookEvent.Table.UseOf(json.Span);
            WebhookEvent e = WebhookEvent.Read(json.Span);
            name = e.Type ?? name;
            Change[] changes = [.. EventDeliveries.Of(system, e, json).Select(d => ChangeReader.Read(system, d, maps))];
            return changes.Length > 0
                ? [.. changes.Select(c => new DecodedItem(name) { Change = c, Record = c.Record, Fields = fields, Note = Note(c) })]
                : [new DecodedItem(name)
                {
                    Fields = fields,
                    Note = EventTypes.ObjectTypeOf(e) == ObjectTypes.LineItems ? "line items are searched at once, and their deals read" : "accepted and forgotten: it is none of the events that are read",
                }];
        }
        catch (ConnectorException e)
        {
            return [new DecodedItem(name) { Fields = fields, Error = e }];
        }
    }

    private static string? Note(Change change) => change.Kind switch
    {
        ChangeKinds.RecordGone or ChangeKinds.RecordMerged => null,
        ChangeKinds.RecordErased => $"what is kept of the {change.Subject.Kind} is erased",
        _ => $"the {change.Subject.Kind} is read afresh before anything is decided",
    };
}

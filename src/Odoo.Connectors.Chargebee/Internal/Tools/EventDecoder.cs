using Odoo.Connectors.Chargebee.Internal.Facts;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Chargebee.Internal.Webhooks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Tools;

/// <summary>An event with the changes that it becomes, and what its records would map to.</summary>
internal sealed class EventDecoder(string system, RecordMaps maps)
{
    public IEnumerable<DecodedItem> Decode(byte[] body)
    {
        FieldUse fields = FieldUse.None;
        string name = EventDeliveries.Unreadable;
        try
        {
            fields = maps.UseOfEvent(body);
            EventEnvelope e = EventEnvelope.Read(body);
            name = e.Type;
            IReadOnlyList<Fact>? facts = EventFacts.Of(e.Type, e.Content);
            return facts is not { Count: > 0 }
                ? [new DecodedItem(name)
                {
                    Fields = fields,
                    Note = EventFacts.WhyNot(e.Type) is { } why ? $"accepted and forgotten: {why}"
                        : facts is null ? "accepted and forgotten: it is none of the events that are read" : "accepted and forgotten: no money moved and no document was issued so far",
                }]
                : [.. facts.Select(f => One(f, e, body, fields))];
        }
        catch (ConnectorException e)
        {
            return [new DecodedItem(name) { Fields = fields, Error = e }];
        }
    }

    private DecodedItem One(Fact fact, EventEnvelope e, byte[] body, FieldUse fields)
    {
        DecodedItem item = new(e.Type) { Fields = fields };
        try
        {
            Change change = ChangeReader.OfEvent(system, fact, e, body, maps);
            item = item with { Change = change, Record = change.Record, Note = change.Record is null && change.Kind != ChangeKinds.RecordGone ? $"the {fact.Record} is read afresh before anything is decided" : EventFacts.WhyNot(e.Type) };
            return change.Record is null && change.Kind != ChangeKinds.RecordGone ? item with { Record = maps.Map(fact.Record, maps.ReadEvent(body).Content) } : item;
        }
        catch (ConnectorException error)
        {
            return item with { Error = error };
        }
    }
}

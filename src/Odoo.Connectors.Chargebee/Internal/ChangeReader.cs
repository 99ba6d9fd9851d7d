using Odoo.Connectors.Chargebee.Internal.Facts;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Chargebee.Internal.Webhooks;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal;

/// <summary>
/// Deliveries in the words of the model. An event says that something changed, never what is true now, which is read; only how a contract
/// changed is the event's to tell. A list says what is true.
/// </summary>
internal static class ChangeReader
{
    /// <summary>What the kinds of deliveries that lists bring begin with.</summary>
    public const string ListPrefix = "list.";

    public static Change Read(string system, Delivery delivery, RecordMaps maps) =>
        delivery.Kind.StartsWith(ListPrefix, StringComparison.Ordinal) ? OfList(system, delivery, maps) : OfEvent(system, delivery, maps);

    public static Change OfEvent(string system, Fact fact, EventEnvelope e, ReadOnlySpan<byte> payload, RecordMaps maps)
    {
        if (e.ApiVersion != "v2")
        {
            throw FieldErrors.Refused("api_version", $"The event is not in API version v2; choose it for the webhook of '{system}' in Chargebee.", ErrorKind.Protocol);
        }

        return New(system, fact, e.OccurredAt) with
        {
            Record = fact.Change == ChangeKinds.ContractChanged ? History(maps.ReadEvent(payload).Content.Subscription!, e, maps) : null,
        };
    }

    private static Change OfEvent(string system, Delivery delivery, RecordMaps maps)
    {
        // What could not be read when it came is read again here: the failure says where.
        EventEnvelope e = EventEnvelope.Read(delivery.Payload.Span);
        Fact? fact = EventFacts.Of(e.Type, e.Content)?.FirstOrDefault(f => f.Record == delivery.Subject.Kind && f.Id == delivery.Subject.Id);
        _ = (e.Id, e.OccurredAt);
        return fact is null
            ? throw FieldErrors.Refused("event_type", "The event is none that this version reads.", ErrorKind.Protocol)
            : OfEvent(system, fact, e, delivery.Payload.Span, maps);
    }

    private static Change OfList(string system, Delivery delivery, RecordMaps maps)
    {
        Heads heads = new();
        Heads.Table.Read(delivery.Payload.Span, heads);
        Fact fact = ListFacts.Of(heads) ?? throw FieldErrors.Refused("list", "The element of the list is none that this version reads.", ErrorKind.Protocol);
        return New(system, fact, delivery.OccurredAt) with
        {
            Record = fact.Change is ChangeKinds.CustomerSeen or ChangeKinds.ContractChanged or ChangeKinds.ProductSeen ? maps.Map(fact.Record, delivery.Payload.Span) : null,
        };
    }

    private static Contract History(SubscriptionBuilder told, EventEnvelope e, RecordMaps maps) =>
        ContractHistory.Of(told.Build(maps.References), told, e.Type, e.Id, e.OccurredAt);

    private static Change New(string system, Fact fact, DateTimeOffset at) => new()
    {
        System = system, Kind = fact.Change, Subject = new ExternalRef(system, fact.Record, fact.Id), OccurredAt = at, Version = fact.Version,
    };
}

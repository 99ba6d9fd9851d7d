using System.Globalization;
using System.Security.Cryptography;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Feed;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>What lies in the inbox of an event: the event alone, of however many it came with.</summary>
internal static class EventDeliveries
{
    public static IEnumerable<Delivery> Of(string system, WebhookEvent e, ReadOnlyMemory<byte> json)
    {
        if (EventTypes.ObjectTypeOf(e) is not { } type || ObjectTypes.KindOf(type) is not { } kind || EventTypes.ActionOf(e.Type!) is var action && action == EventAction.None)
        {
            return [];
        }

        if (action != EventAction.Merged)
        {
            return [One(system, e, kind, e.SubjectId, json)];
        }

        // The survivor has new content too.
        (IReadOnlyList<string> losers, string survivor) = e.Merge();
        return losers.Append(survivor).Select(id => One(system, e, kind, id, json)).ToList();
    }

    public static Delivery Unreadable(string system, ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(json.Span));
        return new Delivery
        {
            System = system,
            Kind = EventTypes.Unreadable,
            Lane = $"{system}:unreadable",
            Subject = new ExternalRef(system, "event", hash),
            DedupeKey = hash,
            OccurredAt = now,
            Payload = json,
        };
    }

    private static Delivery One(string system, WebhookEvent e, string kind, string id, ReadOnlyMemory<byte> json)
    {
        ExternalRef subject = new(system, kind, id);
        return new Delivery
        {
            System = system,
            Kind = e.Type!,
            Lane = Deliveries.Lane(system, subject),
            Subject = subject,
            // An eventId alone is not unique. Of a relation, the other end stands in the place of the property.
            DedupeKey = string.Create(
                CultureInfo.InvariantCulture, $"{e.PortalId}|{e.Type}|{e.ObjectTypeId}|{id}|{e.EventId}|{e.OccurredAtMilliseconds}|{e.PropertyName ?? e.ToObjectId}"),
            OccurredAt = e.OccurredAt,
            Payload = json,
        };
    }
}

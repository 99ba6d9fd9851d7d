using System.Security.Cryptography;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>What lies in the inbox of an event: the same whether it was sent to us or read by us, so that both together are one.</summary>
internal static class EventDeliveries
{
    public static Delivery Of(string system, EventType type, EventEnvelope evt, ReadOnlyMemory<byte> body) => new()
    {
        System = system,
        Kind = evt.Type,
        Lane = $"{system}:{(type.Record == RecordKinds.Customer ? evt.ObjectId : evt.Customer) ?? evt.ObjectId}",
        Subject = new ExternalRef(system, type.Record, type.SubjectOf(evt)),
        DedupeKey = evt.Id,
        OccurredAt = evt.Created,
        Payload = body,
    };

    public static Delivery Unreadable(string system, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        return new Delivery
        {
            System = system,
            Kind = EventTypes.Unreadable,
            Lane = $"{system}:unreadable",
            Subject = new ExternalRef(system, "event", hash),
            DedupeKey = hash,
            OccurredAt = now,
            Payload = body,
        };
    }
}

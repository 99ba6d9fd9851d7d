using System.Security.Cryptography;
using Odoo.Connectors.Chargebee.Internal.Facts;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Webhooks;

/// <summary>What lies in the inbox of an event: the same whether it was sent to us or read by us, so that both together are one.</summary>
internal static class EventDeliveries
{
    /// <summary>The kind of a delivery that is genuine and cannot be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A delivery for each record that an event tells of; what cannot be read is kept as one that says so.</summary>
    public static IReadOnlyList<Delivery> Of(string system, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        try
        {
            EventEnvelope e = EventEnvelope.Read(body.Span);
            IReadOnlyList<Fact>? facts = EventFacts.Of(e.Type, e.Content);
            _ = e.Id;
            return facts is null ? [] : [.. facts.Select((fact, index) => One(system, e, fact, index, body))];
        }
        catch (ConnectorException)
        {
            return [Bad(system, Unreadable, body, now)];
        }
    }

    /// <summary>The lane of a customer's facts; what belongs to nobody has that of the catalogue.</summary>
    public static string Lane(string system, Fact fact) => $"{system}:{fact.Customer ?? "catalogue"}";

    /// <summary>What cannot be read, kept as it came: reading it again says where.</summary>
    public static Delivery Bad(string system, string kind, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        return new Delivery
        {
            System = system,
            Kind = kind,
            Lane = $"{system}:{Unreadable}",
            Subject = new ExternalRef(system, "event", hash),
            DedupeKey = hash,
            OccurredAt = now,
            Payload = body,
        };
    }

    private static Delivery One(string system, EventEnvelope e, Fact fact, int index, ReadOnlyMemory<byte> body) => new()
    {
        System = system,
        Kind = e.Type,
        Lane = Lane(system, fact),
        Subject = new ExternalRef(system, fact.Record, fact.Id),
        DedupeKey = index == 0 ? e.Id : $"{e.Id}|{fact.Record}",
        OccurredAt = e.OccurredAt,
        Payload = body,
    };
}

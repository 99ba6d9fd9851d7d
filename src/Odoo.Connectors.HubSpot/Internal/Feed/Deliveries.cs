using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Feed;

/// <summary>
/// Records as deliveries. The lane is the record itself: a webhook names no company, and a record must have one lane whether it was
/// sent to us or found by us. Two deals of one company are kept from making it twice by the claims of its match keys.
/// </summary>
internal static class Deliveries
{
    public const string Archived = "archived";

    public static string Lane(string system, ExternalRef subject) => $"{system}:{subject.Kind}/{subject.Id}";

    /// <summary>A record as it was read.</summary>
    public static Delivery Of(string system, string type, JsonElement record, byte[] composed)
    {
        ExternalRef subject = new(system, ObjectTypes.KindOf(type)!, RecordJson.IdOf(record));
        return new Delivery
        {
            System = system,
            Kind = type,
            Lane = Lane(system, subject),
            Subject = subject,
            OccurredAt = RecordJson.ModifiedAt(record, ObjectTypes.ModifiedOf(type)),
            Payload = composed,
        };
    }

    /// <summary>A record that was archived.</summary>
    public static Delivery Gone(string system, string type, JsonElement record, DateTimeOffset at, byte[] bytes)
    {
        ExternalRef subject = new(system, ObjectTypes.KindOf(type)!, RecordJson.IdOf(record));
        return new Delivery { System = system, Kind = Archived, Lane = Lane(system, subject), Subject = subject, OccurredAt = at, Payload = bytes };
    }
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>Records as deliveries. The lane is the account, so that an account, its contacts and its opportunities keep their order.</summary>
internal static class Deliveries
{
    private const string Catalogue = "catalogue";

    public static Delivery Of(string system, RecordType type, RawRecord record, byte[] payload, DateTimeOffset at) => new()
    {
        System = system,
        Kind = type.Name,
        Lane = $"{system}:{Lane(type, record)}",
        Subject = new ExternalRef(system, type.Kind, record.Id),
        OccurredAt = at,
        Payload = payload,
    };

    private static string Lane(RecordType type, RawRecord record) => type.Kind switch
    {
        RecordKinds.Product => Catalogue,
        RecordKinds.Customer => record.Id,
        _ => record.AccountId ?? record.Id,
    };
}

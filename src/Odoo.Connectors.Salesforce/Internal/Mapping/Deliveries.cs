using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>Records as deliveries. The lane is the account, so that an account and its opportunities keep their order.</summary>
internal static class Deliveries
{
    public const string Opportunity = "Opportunity";
    public const string Account = "Account";

    public static Delivery Of(string system, string stream, JsonObject record)
    {
        bool isDeal = stream == Poll.Opportunities;
        string id = SalesforceId.Of(record, "Id") ?? throw FieldErrors.Missing("Id");
        string lane = isDeal ? SalesforceId.Of(record, "AccountId") ?? id : id;
        return new Delivery
        {
            System = system,
            Kind = isDeal ? Opportunity : Account,
            Lane = $"{system}:{lane}",
            Subject = new ExternalRef(system, isDeal ? RecordKinds.Deal : RecordKinds.Customer, id),
            OccurredAt = Moments.Of(record, "SystemModstamp"),
            Payload = Bytes(record),
        };
    }

    public static byte[] Bytes(JsonObject record) => Encoding.UTF8.GetBytes(record.ToJsonString());
}

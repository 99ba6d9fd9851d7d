using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>A record as a poll found it: its stamp, and a digest of its content instead of the content.</summary>
internal sealed record SeenRecord(DateTimeOffset At, string Digest)
{
    public static SeenRecord Of(JsonObject record) => new(
        Moments.Of(record, "SystemModstamp"), Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(record.ToJsonString()))));
}

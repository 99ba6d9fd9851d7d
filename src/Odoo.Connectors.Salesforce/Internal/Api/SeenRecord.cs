using System.Security.Cryptography;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>A record as a poll found it: its stamp, and a digest of its content instead of the content.</summary>
internal sealed record SeenRecord(DateTimeOffset At, string Digest)
{
    public static SeenRecord Of(RawRecord record) => new(record.Stamp, Convert.ToHexString(SHA256.HashData(record.Bytes)));
}

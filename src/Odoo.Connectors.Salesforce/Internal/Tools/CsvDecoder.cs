using System.Text.Json;
using Odoo.Connectors.Salesforce.Internal.Bulk;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Tools;

/// <summary>The results of a query job. Rows say of no type: it is named, or their ids tell it.</summary>
internal static class CsvDecoder
{
    public static bool LooksLike(ReadOnlySpan<byte> payload) =>
        payload.TrimStart("\uFEFF"u8) is [(byte)'"' or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z'), ..] && payload.IndexOf((byte)'\n') > 0;

    public static DecodedPayload Decode(RecordDecoder records, ReadOnlyMemory<byte> payload)
    {
        List<JsonElement> rows = CsvRows.Read(payload.ToArray());
        return new DecodedPayload(FormattableString.Invariant($"results of a query job with {rows.Count} rows"), [.. rows.Select(records.Record)]);
    }
}

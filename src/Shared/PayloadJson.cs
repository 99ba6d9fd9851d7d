using System.Text.Json;

namespace Odoo.Connectors.Vendors;

/// <summary>A whole payload as a document, for the tool.</summary>
internal static class PayloadJson
{
    public static JsonDocument Parse(ReadOnlyMemory<byte> payload, string vendor)
    {
        try
        {
            return JsonDocument.Parse(payload);
        }
        catch (JsonException e)
        {
            // Without the inner exception: its message may quote the payload.
            string place = FormattableString.Invariant($"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            throw new ConnectorException(ErrorKind.Protocol, $"The JSON of {vendor} cannot be read at {place}.") { Field = place };
        }
    }
}

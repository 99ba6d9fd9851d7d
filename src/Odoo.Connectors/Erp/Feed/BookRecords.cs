using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>The records of Odoo's books that flows may read, and their bytes in the words of the model.</summary>
internal static class BookRecords
{
    public static bool IsRecord(ExternalRef reference) =>
        reference.Kind is RecordKinds.Customer or RecordKinds.Invoice or RecordKinds.CreditNote or RecordKinds.Payment or RecordKinds.Refund
        or RecordKinds.Contact or RecordKinds.Contract or RecordKinds.AccountBalance or RecordKinds.IssuedDocument;

    public static object Decode(string system, ExternalRef reference, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return reference.Kind switch
            {
                RecordKinds.Customer => BookMapper.Customer(system, JsonSerializer.Deserialize(bytes.Span, BookJson.Default.PartnerRow)!),
                RecordKinds.Contact => BookMapper.Contact(system, JsonSerializer.Deserialize(bytes.Span, BookJson.Default.PartnerRow)!),
                RecordKinds.AccountBalance => BalanceReader.Map(system, JsonSerializer.Deserialize(bytes.Span, BookJson.Default.BalanceRow)!),
                RecordKinds.IssuedDocument => IssuedMapper.Map(system, JsonSerializer.Deserialize(bytes.Span, BookJson.Default.IssuedRow)!),
                RecordKinds.Contract => OrderMapper.Contract(system, JsonSerializer.Deserialize(bytes.Span, BookJson.Default.OrderRow)!),
                RecordKinds.Payment or RecordKinds.Refund => BookMapper.Payment(system, JsonSerializer.Deserialize(bytes.Span, BookJson.Default.MoneyRow)!),
                _ => BookMapper.Status(system, JsonSerializer.Deserialize(bytes.Span, BookJson.Default.DocumentRow)!),
            };
        }
        catch (JsonException e)
        {
            // Not as the inner exception: its message may quote what was read.
            throw new ConnectorException(ErrorKind.Protocol, $"What was read of {reference} is not of this version; read it again.") { Field = e.Path };
        }
    }
}

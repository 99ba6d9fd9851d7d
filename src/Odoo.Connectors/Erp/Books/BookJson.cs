using System.Text.Json.Serialization;

namespace Odoo.Connectors.Erp;

/// <summary>What was read of the books, as it lies in the inbox or is stored with the event that needed it.</summary>
[JsonSerializable(typeof(PartnerRow))]
[JsonSerializable(typeof(DocumentRow))]
[JsonSerializable(typeof(IssuedRow))]
[JsonSerializable(typeof(MoneyRow))]
[JsonSerializable(typeof(OrderRow))]
[JsonSerializable(typeof(BalanceRow))]
internal sealed partial class BookJson : JsonSerializerContext;

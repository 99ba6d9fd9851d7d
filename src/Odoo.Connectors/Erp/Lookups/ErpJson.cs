using System.Text.Json.Serialization;

namespace Odoo.Connectors.Erp;

/// <summary>What was looked up, as it is stored with the event that needed it.</summary>
[JsonSerializable(typeof(ErpSetup))]
[JsonSerializable(typeof(ErpTax))]
[JsonSerializable(typeof(ErpId))]
[JsonSerializable(typeof(ErpCustomerMatch))]
[JsonSerializable(typeof(ErpJournal))]
[JsonSerializable(typeof(ErpExchange))]
[JsonSerializable(typeof(ErpDocument))]
[JsonSerializable(typeof(ErpOrder))]
[JsonSerializable(typeof(ErpNumbering))]
[JsonSerializable(typeof(ErpLocks))]
[JsonSerializable(typeof(ErpSubscriptions))]
[JsonSerializable(typeof(ErpRate))]
[JsonSerializable(typeof(ErpCandidates))]
[JsonSerializable(typeof(ErpNewProduct))]
[JsonSerializable(typeof(ErpTaxQuestion))]
[JsonSerializable(typeof(ErpTaxation))]
[JsonSerializable(typeof(TaxQuestion))]
[JsonSerializable(typeof(TaxAnswer))]
internal sealed partial class ErpJson : JsonSerializerContext;

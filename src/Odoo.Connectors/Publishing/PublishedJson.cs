using System.Text.Json.Serialization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Publishing;

[JsonSourceGenerationOptions(UseStringEnumConverter = true, Converters = [typeof(ReconciliationJson.CurrencyConverter)])]
[JsonSerializable(typeof(ContractEntitlements))]
[JsonSerializable(typeof(DunningNotice))]
internal sealed partial class PublishedJson : JsonSerializerContext;

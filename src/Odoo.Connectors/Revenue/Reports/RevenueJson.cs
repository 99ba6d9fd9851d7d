using System.Text.Json.Serialization;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>Reports as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, WriteIndented = true,
    Converters = [typeof(ReconciliationJson.CurrencyConverter)])]
[JsonSerializable(typeof(RevenueReport))]
internal sealed partial class RevenueJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>Bodies and answers, read and written by generated code.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(BatchReadRequest))]
[JsonSerializable(typeof(BatchWriteRequest))]
[JsonSerializable(typeof(AssociationInputs))]
[JsonSerializable(typeof(IdInputs))]
[JsonSerializable(typeof(RecordPage))]
[JsonSerializable(typeof(AssociationBatch))]
[JsonSerializable(typeof(AssociationPage))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(AccountDetails))]
[JsonSerializable(typeof(PropertyDefinition))]
[JsonSerializable(typeof(PropertyList))]
[JsonSerializable(typeof(PipelineList))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(JsonDocument))]
internal sealed partial class HubSpotJson : JsonSerializerContext;

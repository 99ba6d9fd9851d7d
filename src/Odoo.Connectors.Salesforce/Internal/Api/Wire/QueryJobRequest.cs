using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>What a query job is to do.</summary>
internal sealed record QueryJobRequest([property: JsonPropertyName("operation")] string Operation, [property: JsonPropertyName("query")] string Query);

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>A limit of the organisation.</summary>
internal sealed record Limit(long Max, long Remaining);

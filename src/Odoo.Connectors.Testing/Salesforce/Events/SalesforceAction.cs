namespace Odoo.Connectors.Testing;

/// <summary>An outbound message as it was set up: of which type it tells which fields.</summary>
internal sealed record SalesforceAction(string Id, string Type, IReadOnlyList<string> Fields);

namespace Odoo.Connectors.Salesforce.Internal.Webhooks;

/// <summary>A record that an outbound message tells of.</summary>
internal sealed record Notification(string Type, string Id, IReadOnlyList<string> Fields);

namespace Odoo.Connectors.Testing.Automation;

/// <summary>A webhook that waits for its transaction to commit.</summary>
internal sealed record WebhookPost(string Url, string Body);

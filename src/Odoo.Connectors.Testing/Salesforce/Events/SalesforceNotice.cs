namespace Odoo.Connectors.Testing;

/// <summary>A notification that waits to be acknowledged.</summary>
internal sealed record SalesforceNotice(string Id, SalesforceAction Action, string RecordId, DateTimeOffset At);

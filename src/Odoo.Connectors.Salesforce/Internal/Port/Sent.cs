namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>What became of a record.</summary>
/// <param name="Id">Its id; null when it was not written.</param>
/// <param name="Failure">Why it was not written; null when it was.</param>
/// <param name="IsAlone">Whether the failure is the record's own, and not that of a call with others.</param>
internal sealed record Sent(string? Id, ConnectorException? Failure, bool IsAlone);

namespace Odoo.Connectors.Sync;

/// <summary>How what the adapter uses is defined in its system at one time. What is not used is left out, so that its changes are none.</summary>
/// <param name="Entries">
/// Names and definitions, without data of records: <c>Account.Phone</c> is <c>phone</c>; a value of a picklist has an entry of its own,
/// <c>Opportunity.StageName=Closed Won</c> is <c>won, closed</c>; a stage <c>pipeline default/closedwon</c> is <c>Closed won, closed, 1.0</c>.
/// </param>
public sealed record SchemaSnapshot(IReadOnlyDictionary<string, string> Entries);

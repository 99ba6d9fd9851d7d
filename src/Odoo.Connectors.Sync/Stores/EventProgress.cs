namespace Odoo.Connectors.Sync;

/// <summary>How far the effects of an event are.</summary>
internal sealed record EventProgress(long EventId, long Open, long Refused, long Rejected, long Applied);

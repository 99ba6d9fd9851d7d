namespace Odoo.Connectors.Sync;

/// <summary>Who changes the identity map, why, because of which event, and when.</summary>
internal sealed record Stamp(string By, string Why, long? EventId, DateTimeOffset At);

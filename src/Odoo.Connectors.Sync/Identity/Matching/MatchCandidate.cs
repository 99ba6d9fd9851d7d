namespace Odoo.Connectors.Sync;

/// <summary>A record that may be the one at hand, and how much speaks for it.</summary>
internal sealed record MatchCandidate(Guid Record, int Score);

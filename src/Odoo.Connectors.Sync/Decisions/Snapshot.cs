using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The values of a record as one system holds them.</summary>
/// <param name="Reference">The record in that system.</param>
/// <param name="Fields">Field names and values as text; only keyed hashes of them are stored.</param>
public sealed record Snapshot(ExternalRef Reference, IReadOnlyDictionary<string, string?> Fields);

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The values of a record as one system holds them.</summary>
/// <param name="Reference">The record in that system.</param>
/// <param name="Fields">Field names and values as text; only keyed hashes of them are stored.</param>
public sealed record Snapshot(ExternalRef Reference, IReadOnlyDictionary<string, string?> Fields)
{
    /// <summary>Texts that are stored as they are, by field, for what must be known again and not only recognised: never data of persons.</summary>
    internal IReadOnlyDictionary<string, string> Kept { get; init; } = new Dictionary<string, string>();
}

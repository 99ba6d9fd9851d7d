using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>Something that the hub is about to write, waits to write, or could not write.</summary>
/// <param name="Key">The effect's key.</param>
/// <param name="Target">The configured name of the target.</param>
/// <param name="Kind">What it is, see <see cref="EffectKinds"/>.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Source">The record it comes from.</param>
/// <param name="PlannedAt">When it was planned, UTC.</param>
/// <param name="Attempts">How often it was sent.</param>
public sealed record AccountEffect(string Key, string Target, string Kind, EffectState State, ExternalRef Source, DateTimeOffset PlannedAt, int Attempts);

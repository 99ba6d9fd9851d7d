namespace Odoo.Connectors.Sync;

/// <summary>What one entry of the trail says, as it is stored and hashed.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="EventId">The event, where it is about one.</param>
/// <param name="EffectKey">The effect, where it is about one.</param>
/// <param name="What">A stable word.</param>
/// <param name="Detail">More, without data of persons.</param>
/// <param name="By">The person who did it; null when the hub did.</param>
/// <param name="Fields">The rule behind each written field, as JSON.</param>
internal sealed record AuditLine(long At, long? EventId, string? EffectKey, string What, string? Detail, string? By = null, string? Fields = null);

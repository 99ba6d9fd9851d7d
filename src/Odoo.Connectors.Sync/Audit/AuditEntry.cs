namespace Odoo.Connectors.Sync;

/// <summary>One line of the audit trail.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="EventId">The event, where it is about one.</param>
/// <param name="EffectKey">The effect, where it is about one.</param>
/// <param name="What">A stable word: decided, planned, applied, refused, retried, …</param>
/// <param name="Detail">More, without data of persons.</param>
/// <param name="By">The person who did it; null when the hub did.</param>
public sealed record AuditEntry(DateTimeOffset At, long? EventId, string? EffectKey, string What, string? Detail, string? By = null)
{
    /// <summary>The rule that allowed each written field, for what was planned.</summary>
    public IReadOnlyDictionary<string, string> Rules { get; init; } = new Dictionary<string, string>();
}

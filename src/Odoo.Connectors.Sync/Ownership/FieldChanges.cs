namespace Odoo.Connectors.Sync;

/// <summary>
/// What one system's record must hold in some fields. The record of the intents that <see cref="RecordSync{T}"/> makes; the port
/// writes exactly these fields, and plans them under <see cref="Subject"/>.
/// </summary>
/// <param name="Subject">The subject of the plan, so that one write to the record is under way at a time.</param>
/// <param name="Values">Fields and values as text.</param>
/// <param name="Rules">The rule that allows each field; goes into <see cref="EffectPlan.Provenance"/>.</param>
public sealed record FieldChanges(string Subject, IReadOnlyDictionary<string, string?> Values, IReadOnlyDictionary<string, string> Rules)
{
    /// <summary>The fields' names; their values may be personal.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Subject}: {string.Join(", ", Values.Keys)}";
}

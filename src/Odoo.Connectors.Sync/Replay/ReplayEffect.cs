namespace Odoo.Connectors.Sync;

/// <summary>One effect of a decision that was made again.</summary>
/// <param name="Target">The configured name of the target.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Class">Document or state.</param>
/// <param name="Key">The key of a document; null for a state effect, whose key is new every time.</param>
/// <param name="State">Where the effect of this key stands; null when there is none yet.</param>
/// <param name="Plan">What was planned now: send, adopt, nothing, or known when it exists and was not planned again.</param>
/// <param name="Changes">What would be sent now compared with what was planned before; empty when it is the same.</param>
public sealed record ReplayEffect(
    string Target, string Kind, EffectClass Class, string? Key, EffectState? State, string Plan, IReadOnlyList<PayloadChange> Changes)
{
    /// <summary>The version of the target's mappings it was planned with before; null when it was not.</summary>
    public int? PlannedWith { get; init; }

    /// <summary>The version it would be planned with now.</summary>
    public int? MappingNow { get; init; }
}

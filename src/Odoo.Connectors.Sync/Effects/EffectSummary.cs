namespace Odoo.Connectors.Sync;

/// <summary>An effect as the ledger knows it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="State">Where it stands.</param>
/// <param name="TargetId">The record's id in the target, once known.</param>
/// <param name="Adopted">Whether the target had it already, made by someone else: it carries no external id of ours.</param>
public sealed record EffectSummary(string Key, EffectState State, string? TargetId, bool Adopted)
{
    /// <summary>The configured name of the system it was planned for: of several names of one account, the one that its document belongs to.</summary>
    public string Target { get; init; } = "";
}

namespace Odoo.Connectors.Sync;

/// <summary>An effect as the ledger knows it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="State">Where it stands.</param>
/// <param name="TargetId">The record's id in the target, once known.</param>
/// <param name="Adopted">Whether the target had it already, made by someone else: it carries no external id of ours.</param>
public sealed record EffectSummary(string Key, EffectState State, string? TargetId, bool Adopted);

namespace Odoo.Connectors.Sync;

/// <summary>An effect and every attempt at it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Target">The configured name of the target.</param>
/// <param name="Kind">What it is.</param>
/// <param name="State">Where it stands.</param>
/// <param name="TargetId">The record's id in the target, once known.</param>
/// <param name="Attempts">The attempts, oldest first.</param>
public sealed record EffectReport(string Key, string Target, string Kind, EffectState State, string? TargetId, IReadOnlyList<AttemptReport> Attempts);

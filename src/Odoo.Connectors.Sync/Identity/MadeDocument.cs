namespace Odoo.Connectors.Sync;

/// <summary>A document that was made for a merged record.</summary>
/// <param name="EffectKey">The key of its effect.</param>
/// <param name="Target">The configured name of the system it is in.</param>
/// <param name="TargetId">Its id there, once known.</param>
public sealed record MadeDocument(string EffectKey, string Target, string? TargetId);

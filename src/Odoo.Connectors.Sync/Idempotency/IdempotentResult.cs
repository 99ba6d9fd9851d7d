namespace Odoo.Connectors.Sync;

/// <summary>What came of idempotent work.</summary>
/// <typeparam name="T">What the work makes.</typeparam>
/// <param name="Value">The result.</param>
/// <param name="Replayed">Whether it was stored by an earlier call.</param>
public sealed record IdempotentResult<T>(T Value, bool Replayed);

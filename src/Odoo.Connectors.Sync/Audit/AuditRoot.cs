namespace Odoo.Connectors.Sync;

/// <summary>Seals the heads of all lanes' chains that changed since the root before it.</summary>
/// <param name="Number">Its number; roots are numbered from 1 without gaps.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Hash">SHA-256 over the root before it and the heads, in lower-case hexadecimal.</param>
public sealed record AuditRoot(long Number, DateTimeOffset At, string Hash);

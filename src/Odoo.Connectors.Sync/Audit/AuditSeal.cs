namespace Odoo.Connectors.Sync;

/// <summary>The head of a lane's chain as a root seals it.</summary>
internal sealed record AuditSeal(string Lane, long Number, byte[] Hash);

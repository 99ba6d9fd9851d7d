namespace Odoo.Connectors.Sync;

/// <summary>Where a lane's chain ends, and where it begins since its oldest entries were pruned.</summary>
internal sealed record AuditHead(string Lane, long Number, byte[] Hash, long BaseNumber, byte[] BaseHash);

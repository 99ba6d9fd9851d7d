namespace Odoo.Connectors.Sync;

/// <summary>Which account of a vendor a configured system is.</summary>
/// <param name="Account">The vendor's own account id: acct_…, an org id, host and database.</param>
/// <param name="IsLive">Whether it is a live (production) account rather than a sandbox or test mode.</param>
public sealed record SystemIdentity(string Account, bool IsLive);

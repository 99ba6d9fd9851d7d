namespace Odoo.Connectors.Sync;

/// <summary>What becomes of usage that comes, or is corrected, after its period was closed.</summary>
public enum LateUsage
{
    /// <summary>It is billed with the next period, as a line of its own that names the period it belongs to.</summary>
    NextPeriod = 0,

    /// <summary>A case is opened, and nothing is billed before <see cref="IUsageOperations.CarryAsync"/> says so.</summary>
    Case,
}

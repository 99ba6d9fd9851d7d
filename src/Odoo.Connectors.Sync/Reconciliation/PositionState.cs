namespace Odoo.Connectors.Sync;

/// <summary>Where a position stands, in what both sides can tell. Numbers are stored.</summary>
public enum PositionState
{
    /// <summary>Not issued, or not posted.</summary>
    Draft = 0,

    /// <summary>In force, and something of it is open.</summary>
    Open,

    /// <summary>In force, and nothing of it is open: paid, credited, received.</summary>
    Settled,

    /// <summary>Void, cancelled or ended.</summary>
    Cancelled,
}

namespace Odoo.Connectors.Sync;

/// <summary>The sorts of open business.</summary>
public enum TroubleKind
{
    /// <summary>Open cases.</summary>
    Case = 0,

    /// <summary>
    /// Effects that are not applied though the fact behind them was received longer than <see cref="ConnectorHealthOptions.Overdue"/> ago.
    /// </summary>
    OverdueEffect,

    /// <summary>Events that could not be decided though they were received longer than <see cref="ConnectorHealthOptions.Overdue"/> ago.</summary>
    OverdueEvent,
}

namespace Odoo.Connectors.Model;

/// <summary>Where a deal stands.</summary>
public enum DealState
{
    /// <summary>Worked on: neither won nor lost.</summary>
    Open = 0,

    /// <summary>Agreed and closed.</summary>
    Won,

    /// <summary>Closed without an agreement.</summary>
    Lost,
}

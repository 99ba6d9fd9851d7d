namespace Odoo.Connectors.Model;

/// <summary>Where a dispute stands.</summary>
public enum DisputeStatus
{
    /// <summary>Not decided.</summary>
    Open = 0,

    /// <summary>Decided for us: the money comes back.</summary>
    Won,

    /// <summary>Decided against us: the money stays with the customer.</summary>
    Lost,

    /// <summary>A question of the customer's bank: no money was taken.</summary>
    Inquiry,
}

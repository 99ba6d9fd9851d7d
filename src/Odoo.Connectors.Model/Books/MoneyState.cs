namespace Odoo.Connectors.Model;

/// <summary>Where booked money stands in the ledger.</summary>
public enum MoneyState
{
    /// <summary>Entered, not posted.</summary>
    Draft = 0,

    /// <summary>Posted, and not yet everything it is for is settled.</summary>
    InProcess,

    /// <summary>Posted and done.</summary>
    Paid,

    /// <summary>Cancelled: it pays nothing.</summary>
    Cancelled,

    /// <summary>Rejected by the bank.</summary>
    Rejected,

    /// <summary>Its entry was reversed, as after a chargeback: it pays nothing.</summary>
    Reversed,
}

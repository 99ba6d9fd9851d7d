namespace Odoo.Connectors.Model;

/// <summary>Where an invoice or credit note stands in the ledger.</summary>
public enum DocumentState
{
    /// <summary>Not posted. One that was posted and paid before may still hold its payments: see <see cref="DocumentStatus.Settlements"/>.</summary>
    Draft = 0,

    /// <summary>Posted, nothing of it is settled.</summary>
    Open,

    /// <summary>Posted, settled in part.</summary>
    PartlyPaid,

    /// <summary>Posted, a payment is registered that the bank has not confirmed. Its amount may still be shown as open.</summary>
    InPayment,

    /// <summary>Posted and settled.</summary>
    Paid,

    /// <summary>Posted and taken back by a credit note or a reversing entry.</summary>
    Reversed,

    /// <summary>Posted, and blocked for payment by a person.</summary>
    Blocked,

    /// <summary>Cancelled.</summary>
    Cancelled,
}

namespace Odoo.Connectors.Model;

/// <summary>What moved on a payment gateway's balance.</summary>
public enum PayoutLineKind
{
    /// <summary>A <see cref="Model.Payment"/>.</summary>
    Payment = 0,

    /// <summary>A <see cref="Model.Refund"/>.</summary>
    Refund,

    /// <summary>A <see cref="PaymentReversal"/>: a payment that bounced, or a refund that failed.</summary>
    Reversal,

    /// <summary>A <see cref="Model.Dispute"/>: the money taken. Its fee is booked with the chargeback.</summary>
    Dispute,

    /// <summary>A <see cref="Model.Dispute"/> that was won: the money given back.</summary>
    DisputeWon,

    /// <summary>The gateway's own charge, as its <see cref="PayoutLine.Amount"/>.</summary>
    Fee,

    /// <summary>Anything else: a person must book it.</summary>
    Other,
}

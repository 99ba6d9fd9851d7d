namespace Odoo.Connectors.Model;

/// <summary>Where a refund stands.</summary>
public enum RefundStatus
{
    /// <summary>The money was given back.</summary>
    Made = 0,

    /// <summary>It is on its way: no money was given back yet.</summary>
    Pending,

    /// <summary>It failed. Where money had moved before, a <see cref="PaymentReversal"/> tells that it came back.</summary>
    Failed,
}

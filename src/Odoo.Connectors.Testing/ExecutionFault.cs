namespace Odoo.Connectors.Testing;

/// <summary>
/// How a write fails inside of a billing system, after it has begun: the answer is 500. Stripe keeps that answer for the call's
/// idempotency key; Chargebee keeps none when nothing was changed, and the answer that was lost when all was.
/// </summary>
public enum ExecutionFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Nothing was changed.</summary>
    Before,

    /// <summary>All was changed and stays so.</summary>
    After,
}

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>A price.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Amount">For one, in fractions of the minor unit; null where it is not one amount for each.</param>
/// <param name="Interval">Day, week, month or year; null where it is billed once.</param>
/// <param name="Count">How many intervals.</param>
/// <param name="IsMetered">Whether usage is billed by it.</param>
/// <param name="TaxBehavior">Whether taxes are in it.</param>
internal sealed record ListedPrice(string Id, decimal? Amount, string? Interval, long Count, bool IsMetered, string? TaxBehavior);

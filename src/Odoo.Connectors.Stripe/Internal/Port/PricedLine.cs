using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>A line of a deal as Stripe is to bill it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Product">The product's id.</param>
/// <param name="Price">The list price that is the negotiated one; null where none is.</param>
/// <param name="Amount">The negotiated price of one, in fractions of the minor unit.</param>
/// <param name="Interval">Day, week, month or year; null where it is billed once.</param>
/// <param name="Count">How many intervals.</param>
internal sealed record PricedLine(ProductLine Line, string Product, ListedPrice? Price, decimal Amount, string? Interval, long Count)
{
    public bool IsMetered => Price?.IsMetered is true;
}

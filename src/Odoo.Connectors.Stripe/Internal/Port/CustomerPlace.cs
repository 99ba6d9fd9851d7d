namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Where a customer is found that was not known when it was planned: Stripe gives it its id when it is made.</summary>
/// <param name="Mark">The mark of the effect that makes it.</param>
/// <param name="Email">Its e-mail address.</param>
internal sealed record CustomerPlace(string Mark, string? Email);

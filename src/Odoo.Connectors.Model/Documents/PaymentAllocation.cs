namespace Odoo.Connectors.Model;

/// <summary>The part of a payment that pays one document.</summary>
/// <param name="Document">The invoice as the source names it.</param>
/// <param name="Amount">How much of it, positive, in the payment's currency.</param>
public sealed record PaymentAllocation(ExternalRef Document, Money Amount);

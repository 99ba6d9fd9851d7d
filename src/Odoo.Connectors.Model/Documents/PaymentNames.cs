namespace Odoo.Connectors.Model;

/// <summary>
/// Which payment something at a payment gateway is about: names only, by which another system may know the payment. The record of a
/// <c>payment.received</c> or <c>dispute.changed</c> of a gateway, beside which everything else is read.
/// </summary>
/// <param name="Payment">The payment as the gateway names it.</param>
/// <param name="Aliases">Further ids of it, as <see cref="Payment.Aliases"/>.</param>
public sealed record PaymentNames(ExternalRef Payment, IReadOnlyList<string> Aliases);

namespace Odoo.Connectors.Model;

/// <summary>What of a refund gives back a credit note.</summary>
/// <param name="CreditNote">The credit note, with the invoice that it takes back.</param>
/// <param name="Amount">How much of the refund, positive.</param>
public sealed record RefundPart(CreditNote CreditNote, Money Amount);

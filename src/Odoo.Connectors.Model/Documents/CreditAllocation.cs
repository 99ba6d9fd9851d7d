namespace Odoo.Connectors.Model;

/// <summary>What a credit note pays of another invoice than the one that it takes back: the record of a <c>payment-allocation</c>.</summary>
/// <param name="CreditNote">The credit note, which is in the ledger.</param>
/// <param name="Invoice">The invoice, which is in the ledger.</param>
/// <param name="Amount">How much of it, positive.</param>
public sealed record CreditAllocation(ExternalRef CreditNote, ExternalRef Invoice, Money Amount);

using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>What an account owes in one currency to one company.</summary>
/// <param name="Open">What is owed, due or not, credits taken off; negative where the customer is owed.</param>
/// <param name="Overdue">What was due before today, credits not taken off.</param>
/// <param name="Detail">Ageing and open items; null where only the sums are known.</param>
public sealed record AccountOwing(Money Open, Money Overdue, CurrencyReceivables? Detail);

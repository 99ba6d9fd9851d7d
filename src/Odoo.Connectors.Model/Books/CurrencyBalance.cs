namespace Odoo.Connectors.Model;

/// <summary>What is open in one currency.</summary>
/// <param name="Open">What is owed, due or not, credits taken off; negative where the customer is owed.</param>
/// <param name="Overdue">What was due before today, credits not taken off.</param>
public sealed record CurrencyBalance(Money Open, Money Overdue);

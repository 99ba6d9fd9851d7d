using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>A customer's account in one currency. Positive balances are owed by the customer.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Opening">The balance at the beginning of the first day.</param>
/// <param name="Entries">What was booked, by day.</param>
/// <param name="Closing">The balance at the end of the last day.</param>
public sealed record CurrencyStatement(Currency Currency, Money Opening, IReadOnlyList<StatementEntry> Entries, Money Closing);

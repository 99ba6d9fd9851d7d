namespace Odoo.Connectors.Model;

/// <summary>Money that came in.</summary>
/// <param name="Amount">How much, positive.</param>
/// <param name="On">The day, in the books.</param>
public sealed record ReceivedMoney(Money Amount, DateOnly On);

namespace Odoo.Connectors.Model;

/// <summary>A discount on a line.</summary>
/// <param name="Id">The discount's id in its source.</param>
/// <param name="Amount">What it takes off, positive.</param>
public sealed record Discount(string Id, Money Amount);

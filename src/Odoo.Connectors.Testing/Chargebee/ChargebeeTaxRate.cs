namespace Odoo.Connectors.Testing;

/// <summary>A tax of an emulated Chargebee site.</summary>
/// <param name="Name">Its name, for example <c>VAT</c>.</param>
/// <param name="Percentage">How much, for example 19.</param>
/// <param name="Country">The country of the customers that pay it, ISO 3166-1 alpha-2; null for all.</param>
public sealed record ChargebeeTaxRate(string Name, decimal Percentage, string? Country = null);

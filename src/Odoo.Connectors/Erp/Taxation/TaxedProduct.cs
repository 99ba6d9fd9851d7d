namespace Odoo.Connectors.Erp;

/// <summary>A product as it is asked about.</summary>
/// <param name="Code">The source's product code.</param>
/// <param name="Net">What is bought of it in one period, in major units, before tax.</param>
public sealed record TaxedProduct(string Code, decimal Net);

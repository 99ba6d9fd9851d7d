using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Who buys what of which company, as an <see cref="ITaxSource"/> is asked.</summary>
public sealed record TaxQuestion
{
    /// <summary>The configured name of the Odoo company that sells.</summary>
    public required string System { get; init; }

    /// <summary>The country of the billing address, ISO 3166, two letters; null where it has none.</summary>
    public string? Country { get; init; }

    /// <summary>The state or province, as its source names it. The default is null.</summary>
    public string? State { get; init; }

    /// <summary>The postal code. The default is null.</summary>
    [PersonalData]
    public string? PostalCode { get; init; }

    /// <summary>The city. The default is null.</summary>
    [PersonalData]
    public string? City { get; init; }

    /// <summary>The customer's VAT number as its source writes it. The default is null.</summary>
    [PersonalData]
    public string? VatNumber { get; init; }

    /// <summary>Whether the customer is a company.</summary>
    public bool IsCompany { get; init; }

    /// <summary>The source's word for how the customer is taxed (<see cref="Customer.TaxTreatment"/>). The default is null.</summary>
    public string? TaxTreatment { get; init; }

    /// <summary>The currency of the amounts, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The day it is asked for, in the company's calendar: the contract's first day, else today.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What is bought, one for each product.</summary>
    public required IReadOnlyList<TaxedProduct> Products { get; init; }

    /// <summary>The company and the country only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"TaxQuestion of {System}, {Country}";
}

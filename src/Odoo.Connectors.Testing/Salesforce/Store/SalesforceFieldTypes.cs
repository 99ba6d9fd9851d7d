namespace Odoo.Connectors.Testing;

/// <summary>How a describe names the kind of a standard field.</summary>
internal static class SalesforceFieldTypes
{
    private static readonly string[] Picklists = ["StageName", "Type", "LeadSource", "Industry", "ForecastCategory", "ForecastCategoryName", "CurrencyIsoCode", "Family", "Role", "BillingStateCode", "BillingCountryCode"];
    private static readonly string[] Currencies = ["Amount", "UnitPrice", "ListPrice", "TotalPrice", "Subtotal", "AnnualRevenue", "ExpectedRevenue"];

    public static string Of(string field) => SalesforceSchema.Kind(field) switch
    {
        SalesforceFieldKind.Id => field == "Id" ? "id" : "reference",
        SalesforceFieldKind.Boolean => "boolean",
        SalesforceFieldKind.Integer => "int",
        SalesforceFieldKind.Date => "date",
        SalesforceFieldKind.DateTime => "datetime",
        SalesforceFieldKind.Compound => "address",
        SalesforceFieldKind.Number => Currencies.Contains(field) ? "currency" : field is "Probability" or "Discount" or "DefaultProbability" ? "percent" : "double",
        _ when Picklists.Contains(field) => "picklist",
        _ when field.EndsWith("Street", StringComparison.Ordinal) || field == "Description" => "textarea",
        _ when field is "Phone" or "MobilePhone" => "phone",
        _ when field == "Email" => "email",
        _ when field == "Website" => "url",
        _ => "string",
    };
}

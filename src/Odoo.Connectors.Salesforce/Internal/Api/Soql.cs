using System.Globalization;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>The queries. What goes into them is checked: field names by the options' validator, ids and moments by their types.</summary>
internal static class Soql
{
    private const string Lines =
        "(SELECT Id, Quantity, UnitPrice, TotalPrice, Description, Product2.ProductCode, Product2.Name FROM OpportunityLineItems ORDER BY SortOrder, Id)";

    // The oldest contact stands for the account.
    private const string Contact = "(SELECT Id, Name, Email, Phone FROM Contacts ORDER BY CreatedDate, Id LIMIT 1)";

    public const string Organization = "SELECT Id, IsSandbox FROM Organization";

    public static string ChangedOpportunities(SalesforceOptions options, DateTimeOffset? since, string? after) =>
        $"{Opportunities(options)} WHERE IsWon = true AND IsClosed = true{(since is { } at ? $" AND {Since(at, after)}" : "")} ORDER BY SystemModstamp, Id";

    public static string ChangedAccounts(SalesforceOptions options, DateTimeOffset? since, string? after) =>
        $"{Accounts(options)}{(since is { } at ? $" WHERE {Since(at, after)}" : "")} ORDER BY SystemModstamp, Id";

    public static string Opportunity(SalesforceOptions options, string id) => $"{Opportunities(options)} WHERE Id = '{id}'";

    public static string AccountsById(SalesforceOptions options, IEnumerable<string> ids) =>
        $"{Accounts(options)} WHERE Id IN ({string.Join(',', ids.Select(id => $"'{id}'"))})";

    public static string Path(string soql) => $"query/?q={Uri.EscapeDataString(soql)}";

    private static string Since(DateTimeOffset at, string? after) => SalesforceId.Normal(after) is { } id
        ? $"(SystemModstamp > {Moment(at)} OR (SystemModstamp = {Moment(at)} AND Id > '{id}'))"
        : $"SystemModstamp >= {Moment(at)}";

    private static string Opportunities(SalesforceOptions options)
    {
        IEnumerable<string> fields = ["Id", "AccountId", "Name", "CloseDate", "IsClosed", "IsWon", "SystemModstamp"];
        fields = options.DefaultCurrency is null ? fields.Append("CurrencyIsoCode") : fields;
        return $"SELECT {Fields(fields.Concat(options.OpportunityCustomFields))}, {Lines} FROM Opportunity";
    }

    private static string Accounts(SalesforceOptions options)
    {
        IEnumerable<string> fields =
        [
            "Id", "Name", "Phone", "Website", "BillingStreet", "BillingCity", "BillingState", "BillingPostalCode", "BillingCountry", "SystemModstamp",
        ];
        fields = options.VatField is { } vat ? fields.Append(vat) : fields;
        return $"SELECT {Fields(fields.Concat(options.AccountCustomFields))}, {Contact} FROM Account";
    }

    // Salesforce refuses a field that is selected twice.
    private static string Fields(IEnumerable<string> fields) => string.Join(", ", fields.Distinct(StringComparer.OrdinalIgnoreCase));

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

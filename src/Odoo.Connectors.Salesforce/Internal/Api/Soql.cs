using System.Globalization;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>
/// The queries. They select what the field tables read. What goes into them is checked: field names by the options' validator, ids and moments by
/// their types.
/// </summary>
internal static class Soql
{
    public const string Organization = "SELECT Id, IsSandbox FROM Organization";

    public const string Stages = "SELECT Id, ApiName, IsActive, IsClosed, IsWon FROM OpportunityStage";

    private const string ByStamp = "ORDER BY SystemModstamp, Id";

    private static readonly Dictionary<string, string> Order = new(StringComparer.Ordinal)
    {
        ["OpportunityLineItems"] = "ORDER BY SortOrder, Id",
        ["OpportunityContactRoles"] = "ORDER BY CreatedDate, Id",
        ["AccountContactRelations"] = "ORDER BY CreatedDate, Id",
        ["Contacts"] = "ORDER BY CreatedDate, Id LIMIT 1",
    };

    /// <summary>What changed of a type, what was deleted or merged away among it.</summary>
    public static string Changed(RecordType type, SalesforceOptions options, DateTimeOffset? since, string? after) =>
        $"{Select(type, options)}{(since is { } at ? $" WHERE {Since(at, after)}" : "")} {ByStamp}";

    /// <summary>The lines that changed, to find their opportunities.</summary>
    public static string ChangedLines(DateTimeOffset? since, string? after) =>
        $"SELECT Id, OpportunityId, SystemModstamp FROM OpportunityLineItem{(since is { } at ? $" WHERE {Since(at, after)}" : "")} {ByStamp}";

    /// <summary>The ids that are there, a page of them.</summary>
    public static string Ids(RecordType type, string? after, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT Id FROM {type.Name}{(SalesforceId.Normal(after) is { } id ? $" WHERE Id > '{id}'" : "")} ORDER BY Id LIMIT {most}");

    public static string ById(RecordType type, SalesforceOptions options, params IEnumerable<string> ids) => $"{Select(type, options)} WHERE {In("Id", ids)}";

    /// <summary>The records themselves without what hangs on them, as query jobs read them. They know no order.</summary>
    public static string Bulk(RecordType type, SalesforceOptions options) => $"SELECT {string.Join(", ", Own(type, options))} FROM {type.Name}";

    /// <summary>What hangs on records that a query job read.</summary>
    public static string Children(RecordType type, string relation, string child, string key, SalesforceOptions options, IEnumerable<string> ids) =>
        $"SELECT {string.Join(", ", Inside(type, options, relation).Append(key))} FROM {child} WHERE {In(key, ids)} {Order[relation].Replace(" LIMIT 1", "", StringComparison.Ordinal)}";

    /// <summary>What some fields of records hold now.</summary>
    public static string Stored(string type, IEnumerable<string> fields, IEnumerable<string> ids) =>
        $"SELECT {string.Join(", ", fields.Prepend("Id").Distinct(StringComparer.OrdinalIgnoreCase))} FROM {type} WHERE {In("Id", ids)}";

    /// <summary>What some fields of the records hold that hang on others.</summary>
    public static string Stored(string type, IEnumerable<string> fields, string key, IEnumerable<string> ids) =>
        $"SELECT {string.Join(", ", fields.Prepend("Id").Distinct(StringComparer.OrdinalIgnoreCase))} FROM {type} WHERE {In(key, ids)} ORDER BY CreatedDate, Id";

    /// <summary>What ties contacts to their own accounts.</summary>
    public static string DirectRelations(IEnumerable<string> contacts) =>
        $"SELECT Id, ContactId FROM AccountContactRelation WHERE {In("ContactId", contacts)} AND IsDirect = true";

    private static string In(string field, IEnumerable<string> ids) => $"{field} IN ({string.Join(',', ids.Select(id => $"'{id}'"))})";

    private static string Since(DateTimeOffset at, string? after) => SalesforceId.Normal(after) is { } id
        ? $"(SystemModstamp > {Moment(at)} OR (SystemModstamp = {Moment(at)} AND Id > '{id}'))"
        : $"SystemModstamp >= {Moment(at)}";

    private static string Select(RecordType type, SalesforceOptions options)
    {
        IEnumerable<string> relations = Names(type, options)
            .Where(n => n.Contains(".records.", StringComparison.Ordinal) && !n.StartsWith("Account.", StringComparison.Ordinal))
            .Select(n => n[..n.IndexOf('.', StringComparison.Ordinal)])
            .Distinct(StringComparer.Ordinal)
            .Select(relation => $"(SELECT {string.Join(", ", Inside(type, options, relation))} FROM {relation} WHERE IsDeleted = false {Order[relation]})");
        return $"SELECT {string.Join(", ", Own(type, options).Concat(relations))} FROM {type.Name}";
    }

    /// <summary>The fields of the type itself. Some exist only where a feature is on: those are selected where the options say so.</summary>
    public static IReadOnlyList<string> Own(RecordType type, SalesforceOptions options) => [.. Names(type, options)
        .Where(n => !n.Contains('.', StringComparison.Ordinal) && n switch
        {
            "BillingCountryCode" or "IsPersonAccount" or "PersonEmail" => options.AccountCustomFields.Contains(n, StringComparer.OrdinalIgnoreCase),
            "CurrencyIsoCode" => options.DefaultCurrency is null,
            _ => true,
        })
        .Distinct(StringComparer.OrdinalIgnoreCase)]; // Salesforce refuses a field that is selected twice.

    public static IEnumerable<string> Inside(RecordType type, SalesforceOptions options, string relation) => Names(type, options)
        .Where(n => n.StartsWith($"{relation}.records.", StringComparison.Ordinal))
        .Select(n => n[$"{relation}.records.".Length..]);

    private static IReadOnlyList<string> Names(RecordType type, SalesforceOptions options)
    {
        RecordTables tables = RecordTables.Of(options);
        return type == RecordType.Account ? tables.Account.Names
            : type == RecordType.Contact ? tables.Contact.Names
            : type == RecordType.Product ? tables.Product.Names
            : tables.Opportunity.Names;
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

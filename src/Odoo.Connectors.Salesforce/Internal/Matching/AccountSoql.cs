using System.Text;

namespace Odoo.Connectors.Salesforce.Internal.Matching;

/// <summary>The query for the accounts that several questions are about. Every value is escaped.</summary>
internal static class AccountSoql
{
    public static string Of(IReadOnlyList<AccountQuestion> questions, SalesforceOptions options)
    {
        List<string> any = [In(options.ExternalIdField, questions.Select(q => q.Own))];
        any.AddRange(questions
            .SelectMany(q => q.Keys.Where(k => AccountQuestion.DomainOf(k) is null).SelectMany(k => q.Texts(k).Select(t => (Field: AccountQuestion.FieldOf(k, options)!, Text: t))))
            .GroupBy(t => t.Field, t => t.Text, StringComparer.OrdinalIgnoreCase)
            .Select(f => In(f.Key, f)));
        any.AddRange(questions
            .SelectMany(q => q.Keys).Select(AccountQuestion.DomainOf).OfType<string>().Distinct(StringComparer.Ordinal)
            .SelectMany(AccountQuestion.Spellings).Select(Pattern)
            .SelectMany(d => (string[])[$"Website LIKE '{d}%'", $"Website LIKE '%/{d}%'", $"Website LIKE '%www.{d}%'"]));
        return $"SELECT {string.Join(", ", Fields(options))} FROM Account WHERE {string.Join(" OR ", any)} ORDER BY CreatedDate, Id";
    }

    /// <summary>The field of the account's country, which tells whose VAT number one without prefix is.</summary>
    public static string CountryField(SalesforceOptions options) =>
        options.AccountCustomFields.Contains("BillingCountryCode", StringComparer.OrdinalIgnoreCase) ? "BillingCountryCode" : "BillingCountry";

    private static IEnumerable<string> Fields(SalesforceOptions options) => ((string?[])["Id", "Website", CountryField(options), options.ExternalIdField, options.VatField])
        .OfType<string>().Concat(options.MatchFields.Values).Distinct(StringComparer.OrdinalIgnoreCase);

    private static string In(string field, IEnumerable<string> values) => $"{field} IN ({string.Join(',', values.Distinct(StringComparer.Ordinal).Select(v => $"'{Literal(v)}'"))})";

    /// <summary>A text that stands for itself in a pattern.</summary>
    private static string Pattern(string text) => Literal(text).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static string Literal(string text)
    {
        StringBuilder literal = new();
        foreach (char c in text)
        {
            literal.Append(c is '\'' or '\\' ? $"\\{c}" : c.ToString());
        }

        return literal.ToString();
    }
}

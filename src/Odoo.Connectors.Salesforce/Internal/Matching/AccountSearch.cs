using System.Text.Json;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Matching;

/// <summary>Answers which accounts may be which customers, many questions by one query. What the query brings is compared again, by normal forms.</summary>
internal sealed class AccountSearch(SalesforceApi api, RecordReader reader)
{
    /// <summary>How many questions are asked together.</summary>
    public const int Most = 100;

    // Salesforce takes addresses of 16,384 bytes.
    private const int LongestQuery = 12_000;

    /// <returns>The answers by the text of their question.</returns>
    public async Task<Dictionary<string, byte[]?>> ReadAsync(IReadOnlyList<string> questions, CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]?> answers = new(StringComparer.Ordinal);
        Stack<AccountQuestion[]> open = new([[.. questions.Select(AccountQuestion.Parse)]]);
        while (open.TryPop(out AccountQuestion[]? together))
        {
            string soql = AccountSoql.Of(together, api.Options);
            if (together.Length > 1 && Uri.EscapeDataString(soql).Length > LongestQuery)
            {
                open.Push(together[..(together.Length / 2)]);
                open.Push(together[(together.Length / 2)..]);
                continue;
            }

            List<JsonElement> accounts = await reader.AllAsync(soql, cancellationToken).ConfigureAwait(false);
            foreach (AccountQuestion question in together)
            {
                answers[question.ToString()] = JsonSerializer.SerializeToUtf8Bytes(Sort(question, accounts), SalesforceJson.Default.AccountMatch);
            }
        }

        return answers;
    }

    private AccountMatch Sort(AccountQuestion question, List<JsonElement> accounts)
    {
        string? own = null;
        List<string> others = [], related = [];
        string? vat = AccountQuestion.VatOf(question.Keys);
        foreach (JsonElement account in accounts)
        {
            string id = new RawRecord(account).Id;
            string? theirs = VatOf(account, vat);
            if (Text(account, api.Options.ExternalIdField) == question.Own)
            {
                own = id;
            }
            else if (question.Keys.Any(key => Shares(account, key, theirs)))
            {
                (vat is not null && theirs is not null && theirs != vat ? related : others).Add(id);
            }
        }

        return new AccountMatch { Own = own, Others = others, Related = related };
    }

    private bool Shares(JsonElement account, string key, string? vat) => AccountQuestion.VatOf([key]) is { } number ? vat == number
        : AccountQuestion.DomainOf(key) is { } domain ? MatchKey.Domain(Text(account, "Website")) == domain
        : string.Equals(
            Text(account, AccountQuestion.FieldOf(key, api.Options)!)?.Trim(), key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..], StringComparison.OrdinalIgnoreCase);

    /// <summary>A number without its country, of an account without one, is taken for one of the country that is asked for.</summary>
    private string? VatOf(JsonElement account, string? asked)
    {
        string? country = Text(account, AccountSoql.CountryField(api.Options)) is { Length: > 0 } text ? Countries.CodeOf(text) : null;
        return api.Options.VatField is { } field ? MatchKey.Vat(Text(account, field), country ?? asked?[..2]) : null;
    }

    private static string? Text(JsonElement account, string field) =>
        account.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

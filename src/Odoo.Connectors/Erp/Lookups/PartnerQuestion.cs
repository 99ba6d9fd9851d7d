using System.Globalization;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Who in Odoo may be a customer: its external id, its match keys and e-mail hint, the partner that is linked.</summary>
internal sealed class PartnerQuestion
{
    private const string LinkedLine = "id:";

    private PartnerQuestion(string own, string[] keys, long? linked) => (Own, Keys, Linked) = (own, keys, linked);

    public string Own { get; }

    public IReadOnlyList<string> Keys { get; }

    public long? Linked { get; }

    /// <summary>The question as text, one part a line.</summary>
    public static string Key(string externalId, IEnumerable<string> matchKeys, string? hint, long? linked)
    {
        IEnumerable<string> lines = matchKeys.Prepend(externalId);
        lines = hint is null ? lines : lines.Append(hint);
        return string.Join('\n', linked is null ? lines : lines.Append(string.Create(CultureInfo.InvariantCulture, $"{LinkedLine}{linked}")));
    }

    public static PartnerQuestion Parse(string key)
    {
        string[] parts = key.Split('\n');
        bool isLinked = parts[^1].StartsWith(LinkedLine, StringComparison.Ordinal);
        return new PartnerQuestion(
            parts[0], isLinked ? parts[1..^1] : parts[1..], isLinked ? long.Parse(parts[^1][LinkedLine.Length..], CultureInfo.InvariantCulture) : null);
    }

    /// <summary>What one key asks Odoo.</summary>
    public static OdooDomain Condition(string key)
    {
        if (MatchKeys.VatIn(key) is string vat)
        {
            return OdooDomain.Where("vat", "=", vat);
        }

        if (MatchKeys.DomainIn(key) is string domain)
        {
            return OdooDomain.Where("website", "ilike", domain);
        }

        if (MatchKeys.HintIn(key) is string email)
        {
            return OdooDomain.Where("email", "=ilike", MatchKeys.Literal(email));
        }

        (string field, string value) = MatchKeys.FieldIn(key);
        return OdooDomain.Where(field, "=", value);
    }

    /// <summary>The answer of those who share a key, sorted by what the key says about them.</summary>
    public ErpCustomerMatch Sort(ErpCustomerMatch match, Func<string, IEnumerable<OdooRecord>> matches)
    {
        SortedSet<long> others = [], related = [], hints = [], archived = [.. match.Archived];
        string? vat = Keys.Select(MatchKeys.VatIn).FirstOrDefault(v => v is not null);
        foreach (string key in Keys)
        {
            foreach (OdooRecord partner in matches(key))
            {
                string? theirs = MatchKeys.NormalVat(partner.GetString("vat"));
                bool isAnother = vat is not null && theirs is not null && theirs != vat;
                (MatchKeys.HintIn(key) is not null ? hints : isAnother ? related : others).Add(partner.Id);
                if (!partner.GetBoolean("active"))
                {
                    archived.Add(partner.Id);
                }
            }
        }

        return match with { Others = [.. others], Related = [.. related], Hints = [.. hints], Archived = [.. archived] };
    }
}

using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>
/// Finds companies that are there already, for many customers in one search. A search lags: what it shows is read before it counts, and what
/// it does not show may be there none the less, so that claims and the unique property stand behind it.
/// </summary>
internal sealed class CompanyFinder(RecordReader reader)
{
    /// <summary>HubSpot takes 3,000 characters in a search and five groups of conditions.</summary>
    private const int MostCharacters = 2_000;
    private const int MostGroups = 5;

    /// <summary>The answers by question. What many answer together and is more than a page shows is left out: it is asked alone.</summary>
    public async Task<IReadOnlyDictionary<ExternalRef, byte[]?>> FindAsync(IReadOnlyList<ExternalRef> questions, CancellationToken cancellationToken)
    {
        CompanyKeys keys = new(reader.Api.Options);
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (SearchFilterGroup[] groups in Searches(questions.SelectMany(CompanyQuestion.KeysOf).Distinct(StringComparer.Ordinal), keys))
        {
            RecordPage page = await reader.SearchAnyAsync(ObjectTypes.Companies, keys.Properties, groups, "hs_object_id", cancellationToken).ConfigureAwait(false);
            if (page.After is not null && questions.Count > 1)
            {
                return new Dictionary<ExternalRef, byte[]?>();
            }

            ids.UnionWith((page.Results ?? []).Select(Mapping.RecordJson.IdOf));
        }

        Dictionary<string, JsonElement> companies = ids.Count == 0 ? []
            : await reader.BatchReadAsync(ObjectTypes.Companies, keys.Properties, ids, cancellationToken).ConfigureAwait(false);
        return questions.ToDictionary(q => q, q => Answer(companies, keys, CompanyQuestion.KeysOf(q)));
    }

    private static byte[]? Answer(Dictionary<string, JsonElement> companies, CompanyKeys keys, string[] wanted)
    {
        CompanyHit[] hits = [.. companies.OrderBy(c => c.Key, IdOrder.Instance).Select(c => keys.HitOf(c.Key, c.Value.GetProperty("properties"), wanted)).OfType<CompanyHit>()];
        return hits.Length == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(new CompanyMatch(hits), PortJson.Default.CompanyMatch);
    }

    /// <summary>As few searches as hold all keys: of each property one condition, any of which must hold.</summary>
    private static IEnumerable<SearchFilterGroup[]> Searches(IEnumerable<string> keys, CompanyKeys properties)
    {
        Dictionary<string, List<string>> values = new(StringComparer.Ordinal);
        int characters = 0;
        foreach ((string property, string[] spellings) in keys.Select(properties.SearchOf).OfType<(string, string[])>())
        {
            int more = spellings.Sum(JsonLength);
            if (values.Count > 0 && (characters + more > MostCharacters || (values.Count == MostGroups && !values.ContainsKey(property))))
            {
                yield return Groups(values);
                (values, characters) = (new(StringComparer.Ordinal), 0);
            }

            (values.TryGetValue(property, out List<string>? all) ? all : values[property] = []).AddRange(spellings);
            characters += more;
        }

        if (values.Count > 0)
        {
            yield return Groups(values);
        }
    }

    private static int JsonLength(string value) => JsonEncodedText.Encode(value).Value.Length + 3;

    private static SearchFilterGroup[] Groups(Dictionary<string, List<string>> values) =>
        [.. values.Select(v => new SearchFilterGroup([new SearchFilter(v.Key, "IN", null, v.Value)]))];
}

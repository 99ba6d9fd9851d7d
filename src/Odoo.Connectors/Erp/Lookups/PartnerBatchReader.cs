using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Asks about many customers at once: one search for all their keys, one look-up of all their external ids. Each answer is the one that
/// <see cref="PartnerReader"/> gives; where that is not sure, it is left out.
/// </summary>
internal sealed class PartnerBatchReader(IOdooClient client, ErpReader reader, ExternalIdFinder finder)
{
    private const string Model = "res.partner";
    private static readonly string[] s_usual = ["parent_id", "website", "vat", "email", "active"];

    /// <summary>How many texts one call compares at most: there is no index for it, and each is reckoned at a microsecond.</summary>
    private const long MostComparisons = 8_000_000;

    private const int FewestPatterns = 25;
    private const int MostPatterns = 1_500;

    /// <returns>The answers by the text of their question.</returns>
    public async Task<Dictionary<string, byte[]?>> ReadAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        long company = await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        OdooContext context = new() { AllowedCompanyIds = [company], ActiveTest = false };
        List<(string Key, PartnerQuestion Question)> asked = [.. keys.Select(k => (k, PartnerQuestion.Parse(k)))];
        Dictionary<string, long?> owners = await finder.FindAsync(Model, [.. asked.Select(a => a.Question.Own).Distinct()], cancellationToken).ConfigureAwait(false);
        asked.RemoveAll(a => !owners.ContainsKey(a.Question.Own));

        HashSet<long> ids = [.. asked.SelectMany(a => (long?[])[owners[a.Question.Own], a.Question.Linked]).OfType<long>()];
        HashSet<string> parts = [.. asked.Where(a => owners[a.Question.Own] is null).SelectMany(a => a.Question.Keys)];
        Dictionary<long, OdooRecord> found = await SearchAsync(ids, parts, context, cancellationToken).ConfigureAwait(false);
        PartnerKeys shared = new(found.Values);

        Dictionary<string, byte[]?> answers = new(StringComparer.Ordinal);
        foreach ((string key, PartnerQuestion question) in asked)
        {
            long? own = owners[question.Own];
            if ((own is long id && !found.ContainsKey(id)) || (own is null && !question.Keys.All(shared.IsSure)))
            {
                continue;
            }

            ErpCustomerMatch match = PartnerReader.Placed(question, own, ((long?[])[own, question.Linked]).OfType<long>().Distinct().Where(found.ContainsKey).Select(i => found[i]));
            if (own is null && match.IsLinkedGone)
            {
                continue; // its note may know where it went
            }

            match = own is null ? question.Sort(match, shared.Of) : match;
            answers[key] = JsonSerializer.SerializeToUtf8Bytes(match, ErpJson.Default.ErpCustomerMatch);
        }

        return answers;
    }

    private async Task<Dictionary<long, OdooRecord>> SearchAsync(HashSet<long> ids, HashSet<string> parts, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<long, OdooRecord> found = [];
        string[] fields = [.. s_usual.Concat(parts.Where(PartnerKeys.IsField).Select(p => MatchKeys.FieldIn(p).Field)).Distinct()];
        List<OdooDomain> exact = [.. parts.Where(p => !PartnerKeys.IsPattern(p)).GroupBy(PartnerKeys.FieldOf, PartnerKeys.ValueOf).Select(f => OdooDomain.In(f.Key, f))];
        string[] patterns = [.. parts.Where(PartnerKeys.IsPattern)];
        int most = patterns.Length == 0 ? 1 : await PatternsAsync(patterns.Length, context, cancellationToken).ConfigureAwait(false);
        List<IEnumerable<OdooDomain>> calls = [.. patterns.Chunk(most).Select(c => c.Select(PartnerQuestion.Condition))];
        for (int i = 0; i < Math.Max(1, calls.Count); i++)
        {
            List<OdooDomain> any = [.. i == 0 ? exact : [], .. calls.Count == 0 ? [] : calls[i]];
            OdooDomain? which = any.Count == 0 ? null : OdooDomain.Where("parent_id", "=", false).And(OdooDomain.AnyOf(any));
            OdooDomain? listed = i == 0 && ids.Count > 0 ? OdooDomain.In("id", ids) : null;
            if ((which is not null && listed is not null ? listed.Or(which) : which ?? listed) is not OdooDomain domain)
            {
                break;
            }

            foreach (OdooRecord partner in await client.SearchReadAsync(Model, domain, fields, new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false))
            {
                found[partner.Id] = partner;
            }
        }

        return found;
    }

    /// <summary>How many patterns a call takes: each is compared with every partner.</summary>
    private async Task<int> PatternsAsync(int wanted, OdooContext context, CancellationToken cancellationToken)
    {
        if (wanted <= FewestPatterns)
        {
            return FewestPatterns;
        }

        long partners = await reader.PartnersAsync(context, cancellationToken).ConfigureAwait(false);
        return (int)Math.Clamp(MostComparisons / Math.Max(1, partners), FewestPatterns, MostPatterns);
    }
}

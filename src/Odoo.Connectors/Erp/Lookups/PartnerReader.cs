using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Finds out who in Odoo may be a customer already, archived partners too. Asked every time, never remembered.</summary>
internal sealed class PartnerReader(IOdooClient client, ErpReader reader)
{
    private const string Linked = "id:";
    private const string Model = "res.partner";

    /// <summary>The question: the external id, the match keys, an e-mail address, the partner that is linked; one a line.</summary>
    public static string Key(string externalId, IEnumerable<string> matchKeys, string? hint, long? linked)
    {
        IEnumerable<string> lines = matchKeys.Prepend(externalId);
        lines = hint is null ? lines : lines.Append(hint);
        return string.Join('\n', linked is null ? lines : lines.Append(string.Create(CultureInfo.InvariantCulture, $"{Linked}{linked}")));
    }

    public async Task<byte[]> ReadAsync(string key, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false)], ActiveTest = false };
        string[] parts = key.Split('\n');
        long? linked = parts[^1].StartsWith(Linked, StringComparison.Ordinal) ? long.Parse(parts[^1][Linked.Length..], CultureInfo.InvariantCulture) : null;
        long? own = await reader.ByExternalIdAsync(parts[0], cancellationToken).ConfigureAwait(false);
        long[] asked = [.. ((long?[])[own, linked]).OfType<long>().Distinct()];
        IReadOnlyList<OdooRecord> there = asked.Length == 0 ? []
            : (await client.ReadAsync(Model, asked, ["active"], context, cancellationToken).ConfigureAwait(false)).Records;
        ErpCustomerMatch match = new()
        {
            Own = own,
            IsLinkedGone = linked is long id && !there.Any(r => r.Id == id),
            Archived = [.. there.Where(r => !r.GetBoolean("active")).Select(r => r.Id)],
        };
        if (own is null && match.IsLinkedGone && ErpKeys.Parse(parts[0]) is (_, ExternalRef customer)
            && await new AdoptionNotes(client, reader).WhereAsync(AdoptionNotes.KeyOf(customer), cancellationToken).ConfigureAwait(false) is long survivor && survivor != linked)
        {
            match = match with { Others = [survivor] };
        }
        else if (own is null)
        {
            string[] keys = [.. parts.Skip(1).Where(p => !p.StartsWith(Linked, StringComparison.Ordinal))];
            match = await MatchAsync(match, keys, context, cancellationToken).ConfigureAwait(false);
        }

        return JsonSerializer.SerializeToUtf8Bytes(match, ErpJson.Default.ErpCustomerMatch);
    }

    private async Task<ErpCustomerMatch> MatchAsync(ErpCustomerMatch match, string[] keys, OdooContext context, CancellationToken cancellationToken)
    {
        SortedSet<long> others = [];
        SortedSet<long> related = [];
        SortedSet<long> hints = [];
        SortedSet<long> archived = [.. match.Archived];
        string? vat = keys.Select(MatchKeys.VatIn).FirstOrDefault(v => v is not null);
        foreach (string key in keys)
        {
            foreach (OdooRecord partner in await MatchesAsync(key, context, cancellationToken).ConfigureAwait(false))
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

    private async Task<IEnumerable<OdooRecord>> MatchesAsync(string key, OdooContext context, CancellationToken cancellationToken)
    {
        OdooDomain condition;
        string? domain = MatchKeys.DomainIn(key);
        if (MatchKeys.VatIn(key) is string vat)
        {
            condition = OdooDomain.Where("vat", "=", vat);
        }
        else if (domain is not null)
        {
            condition = OdooDomain.Where("website", "ilike", domain);
        }
        else if (MatchKeys.HintIn(key) is string email)
        {
            condition = OdooDomain.Where("email", "=ilike", MatchKeys.Literal(email));
        }
        else
        {
            (string field, string value) = MatchKeys.FieldIn(key);
            condition = OdooDomain.Where(field, "=", value);
        }

        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            Model, OdooDomain.Where("parent_id", "=", false).And(condition), ["website", "vat", "active"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return domain is null ? found : found.Where(r => MatchKeys.NormalDomain(r.GetString("website")) == domain);
    }
}

using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Finds out who in Odoo may be a customer already, archived partners too. Asked every time, never remembered.</summary>
internal sealed class PartnerReader(IOdooClient client, ErpReader reader)
{
    private const string Model = "res.partner";

    public async Task<byte[]> ReadAsync(string key, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false)], ActiveTest = false };
        PartnerQuestion question = PartnerQuestion.Parse(key);
        long? own = await reader.ByExternalIdAsync(question.Own, cancellationToken).ConfigureAwait(false);
        long[] asked = [.. ((long?[])[own, question.Linked]).OfType<long>().Distinct()];
        IReadOnlyList<OdooRecord> there = asked.Length == 0 ? []
            : (await client.ReadAsync(Model, asked, ["active"], context, cancellationToken).ConfigureAwait(false)).Records;
        ErpCustomerMatch match = Placed(question, own, there);
        if (own is null && match.IsLinkedGone && ErpKeys.Parse(question.Own) is (_, ExternalRef customer)
            && await new AdoptionNotes(client, reader).WhereAsync(AdoptionNotes.KeyOf(customer), cancellationToken).ConfigureAwait(false) is long survivor && survivor != question.Linked)
        {
            match = match with { Others = [survivor] };
        }
        else if (own is null)
        {
            Dictionary<string, IEnumerable<OdooRecord>> matches = [];
            foreach (string part in question.Keys)
            {
                matches[part] = await MatchesAsync(part, context, cancellationToken).ConfigureAwait(false);
            }

            match = question.Sort(match, k => matches[k]);
        }

        return JsonSerializer.SerializeToUtf8Bytes(match, ErpJson.Default.ErpCustomerMatch);
    }

    /// <summary>What is told of the partner that carries the external id and of the one that is linked.</summary>
    public static ErpCustomerMatch Placed(PartnerQuestion question, long? own, IEnumerable<OdooRecord> there) => new()
    {
        Own = own,
        IsLinkedGone = question.Linked is long id && !there.Any(r => r.Id == id),
        Archived = [.. there.Where(r => !r.GetBoolean("active")).Select(r => r.Id)],
    };

    private async Task<IEnumerable<OdooRecord>> MatchesAsync(string key, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            Model, OdooDomain.Where("parent_id", "=", false).And(PartnerQuestion.Condition(key)), ["website", "vat", "active"], new OdooSearch { Order = "id" }, context, cancellationToken)
            .ConfigureAwait(false);
        return MatchKeys.DomainIn(key) is not string domain ? found : found.Where(r => MatchKeys.NormalDomain(r.GetString("website")) == domain);
    }
}

using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The records behind many external ids. The effect action finds them in one call; so does a user who may read <c>ir.model.data</c>, which
/// Odoo opens to <c>base.group_erp_manager</c> only; everybody else asks for one after the other.
/// </summary>
internal sealed class ExternalIdFinder(IOdooClient client, ErpReader reader, EffectsChoice effects)
{
    /// <summary>Finds.</summary>
    /// <returns>The id, or null where nothing is there, by external id. One that is left out must be asked for alone.</returns>
    public async Task<Dictionary<string, long?>> FindAsync(string model, IReadOnlyList<string> externalIds, CancellationToken cancellationToken)
    {
        if (externalIds.Count == 0)
        {
            return [];
        }

        long company = await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        return await effects.FindAsync(company, model, externalIds, cancellationToken).ConfigureAwait(false)
            ?? (await reader.MayAsync("ir.model.data", "read", cancellationToken).ConfigureAwait(false)
                ? await ListedAsync(company, model, externalIds, cancellationToken).ConfigureAwait(false)
                : await EachAsync(externalIds, cancellationToken).ConfigureAwait(false));
    }

    private async Task<Dictionary<string, long?>> EachAsync(IReadOnlyList<string> externalIds, CancellationToken cancellationToken)
    {
        Dictionary<string, long?> found = new(StringComparer.Ordinal);
        foreach (string id in externalIds)
        {
            found[id] = await reader.ByExternalIdAsync(id, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>Of several rows of one name, of another model's, and of a record that the user does not see, nothing is told.</summary>
    private async Task<Dictionary<string, long?>> ListedAsync(long company, string model, IReadOnlyList<string> externalIds, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [company], ActiveTest = false };
        IEnumerable<OdooDomain> modules = externalIds.GroupBy(Module, Name).Select(m => OdooDomain.Where("module", "=", m.Key).And(OdooDomain.In("name", m)));
        IReadOnlyList<OdooRecord> rows = await client.SearchReadAsync(
            "ir.model.data", OdooDomain.AnyOf(modules), ["module", "name", "model", "res_id"], new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        Dictionary<string, long?> found = externalIds.ToDictionary(id => id, _ => (long?)null, StringComparer.Ordinal);
        foreach (OdooRecord row in rows)
        {
            string id = $"{row.GetString("module")}.{row.GetString("name")}";
            if (row.GetString("model") == model && row.GetInt64("res_id") is long record)
            {
                found[id] = record;
            }
            else
            {
                found.Remove(id);
            }
        }

        return found;
    }

    private static string Module(string externalId) => externalId[..externalId.IndexOf('.', StringComparison.Ordinal)];

    private static string Name(string externalId) => externalId[(externalId.IndexOf('.', StringComparison.Ordinal) + 1)..];
}

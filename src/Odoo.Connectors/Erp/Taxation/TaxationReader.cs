using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The taxes that Odoo itself would put on products: those of the product in this company, and in their place the ones that name the
/// customer's fiscal position and what they replace (Odoo 19; explicit taxes of an invoice are never replaced, so that nothing but an order
/// made by hand shows them). At most five calls.
/// </summary>
internal sealed class TaxationReader(IOdooClient client, ErpReader reader)
{
    private static readonly string[] s_positionFields = ["name", "sequence", "vat_required", "country_id", "country_group_id", "zip_from", "zip_to", "state_ids"];

    public async Task<byte[]> ReadAsync(string key, CancellationToken cancellationToken)
    {
        ErpTaxQuestion question = JsonSerializer.Deserialize(key, ErpJson.Default.ErpTaxQuestion)!;
        long company = await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        OdooContext context = new() { AllowedCompanyIds = [company] };
        OdooRecord? position = await PositionAsync(question, company, context, cancellationToken).ConfigureAwait(false);
        OdooReadResult products = await client.ReadAsync("product.product", question.Products, ["taxes_id"], context, cancellationToken).ConfigureAwait(false);
        long[] own = [.. products.Records.SelectMany(p => p.GetIds("taxes_id")).Distinct().Order()];
        OdooDomain ofCompany = OdooDomain.Where("company_id", "=", company);
        Dictionary<long, string> names = [];
        foreach (OdooRecord tax in await TaxesAsync(ofCompany.And(OdooDomain.Where("id", "in", Ids(own))), context, cancellationToken).ConfigureAwait(false))
        {
            names[tax.Id] = tax.GetString("name") ?? "";
        }

        ILookup<long, long> instead = (position is null || names.Count == 0 ? []
            : await TaxesAsync(ofCompany.And(OdooDomain.Where("fiscal_position_ids", "in", Ids([position.Id]))), context, cancellationToken).ConfigureAwait(false))
            .SelectMany(t => t.GetIds("original_tax_ids").Select(of => (Of: of, t.Id, Name: t.GetString("name") ?? "")))
            .Select(t =>
            {
                names[t.Id] = t.Name;
                return t;
            })
            .ToLookup(t => t.Of, t => t.Id);
        List<ErpProductTax> taxes = [];
        foreach (OdooRecord product in products.Records)
        {
            IEnumerable<long> bears = product.GetIds("taxes_id").Where(names.ContainsKey).SelectMany(t => instead.Contains(t) ? instead[t] : [t]).Distinct();
            taxes.AddRange(bears.Select(t => new ErpProductTax(product.Id, t, names[t])));
        }

        return JsonSerializer.SerializeToUtf8Bytes(new ErpTaxation { Position = position?.GetString("name"), Taxes = taxes }, ErpJson.Default.ErpTaxation);
    }

    private static JsonArray Ids(IEnumerable<long> ids) => [.. ids.Select(i => (JsonNode)i)];

    private async Task<IReadOnlyList<OdooRecord>> TaxesAsync(OdooDomain which, OdooContext context, CancellationToken cancellationToken) =>
        await client.SearchReadAsync("account.tax", which, ["name", "original_tax_ids"], new OdooSearch { Order = "sequence, id" }, context, cancellationToken).ConfigureAwait(false);

    /// <summary>The given one, else the one that fits best, as Odoo applies them: a customer without a country has none.</summary>
    private async Task<OdooRecord?> PositionAsync(ErpTaxQuestion question, long company, OdooContext context, CancellationToken cancellationToken)
    {
        if (question.Position is long given)
        {
            return (await client.ReadAsync("account.fiscal.position", [given], ["name"], context, cancellationToken).ConfigureAwait(false)).Records[0];
        }

        if (question.Country is not string code
            || await reader.ReadAsync(ErpLookup.Of("", ErpLookup.Country, code), cancellationToken).ConfigureAwait(false) is not byte[] country)
        {
            return null;
        }

        long there = JsonSerializer.Deserialize(country, ErpJson.Default.ErpId)!.Id;
        IReadOnlyList<OdooRecord> positions = await client.SearchReadAsync(
            "account.fiscal.position", OdooDomain.Where("company_id", "=", company).And(OdooDomain.Where("auto_apply", "=", true)),
            s_positionFields, new OdooSearch { Order = "sequence, id" }, context, cancellationToken).ConfigureAwait(false);
        long[] groups = [.. positions.Select(p => p.GetReference("country_group_id")?.Id).OfType<long>().Distinct().Order()];
        Dictionary<long, IReadOnlyList<long>> countries = (groups.Length == 0 ? []
            : (await client.ReadAsync("res.country.group", groups, ["country_ids"], context, cancellationToken).ConfigureAwait(false)).Records)
            .ToDictionary(g => g.Id, g => g.GetIds("country_ids"));
        long? state = await StateAsync(question, cancellationToken).ConfigureAwait(false);

        // The most particular one, in the order of _get_fpos_ranking_functions (odoo/odoo, addons/account/models/partner.py, 18.0); the sort keeps Odoo's
        // own order among equals. Odoo ranks positions of a branch's parents too, which are not read here.
        return positions.Where(p => Fits(p, question, there, state, countries))
            .OrderByDescending(p => p.GetBoolean("vat_required")).ThenByDescending(HasZips).ThenByDescending(p => p.GetIds("state_ids").Count > 0)
            .ThenByDescending(p => p.GetReference("country_id") is not null).ThenByDescending(p => p.GetReference("country_group_id") is not null).FirstOrDefault();
    }

    private async Task<long?> StateAsync(ErpTaxQuestion question, CancellationToken cancellationToken) =>
        question is { State: string state, Country: string country } && !state.Contains('\n', StringComparison.Ordinal)
        && await reader.ReadAsync(ErpLookup.Of("", ErpLookup.State, string.Create(CultureInfo.InvariantCulture, $"{country}\n{state.Trim()}")), cancellationToken).ConfigureAwait(false) is byte[] found
            ? JsonSerializer.Deserialize(found, ErpJson.Default.ErpId)!.Id : null;

    private static bool Fits(OdooRecord position, ErpTaxQuestion question, long country, long? state, Dictionary<long, IReadOnlyList<long>> countries) =>
        (!position.GetBoolean("vat_required") || question.HasVat)
        && (position.GetReference("country_id") is not { } only || only.Id == country)
        && (position.GetReference("country_group_id") is not { } group || countries[group.Id].Contains(country))
        && (position.GetIds("state_ids") is { Count: 0 } || (state is long its && position.GetIds("state_ids").Contains(its)))
        && (!HasZips(position) || (question.PostalCode is string zip && string.CompareOrdinal(position.GetString("zip_from"), zip) <= 0 && string.CompareOrdinal(zip, position.GetString("zip_to")) <= 0));

    private static bool HasZips(OdooRecord position) => position.GetString("zip_from") is { Length: > 0 } && position.GetString("zip_to") is { Length: > 0 };
}

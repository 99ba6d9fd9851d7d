using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Looks up what mapping tables name: journals, payment terms, fiscal positions, languages, states, exchange rates.</summary>
internal sealed class ReferenceReader(IOdooClient client, ErpReader reader)
{
    /// <summary>One more than a case names, so that it can say that there are more.</summary>
    private const int MostCandidates = ErpCandidates.MostNamed + 1;

    public async Task<byte[]?> ReadAsync(string kind, string key, CancellationToken cancellationToken)
    {
        long company = await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        string[] parts = key.Split('\n');
        return kind switch
        {
            ErpLookup.Journal => Id(await SearchAsync(
                "account.journal", Own(company).And(OdooDomain.Where("type", "=", parts[0])).And(OdooDomain.Where("code", "=", parts[1])), company, cancellationToken)
                .ConfigureAwait(false)),
            ErpLookup.PaymentTerm => await NamedAsync("account.payment.term", key, company, cancellationToken).ConfigureAwait(false),
            ErpLookup.FiscalPosition => await NamedAsync("account.fiscal.position", key, company, cancellationToken).ConfigureAwait(false),
            ErpLookup.Language => Id(await SearchAsync("res.lang", OdooDomain.Where("code", "=", key), company, cancellationToken).ConfigureAwait(false)),
            ErpLookup.State => await StateAsync(parts[0], parts[1], company, cancellationToken).ConfigureAwait(false),
            ErpLookup.Rate => await RateAsync(parts[0], parts[1], company, cancellationToken).ConfigureAwait(false),
            ErpLookup.NewProduct => await NewProductAsync(key, company, cancellationToken).ConfigureAwait(false),
            ErpLookup.Candidates => await CandidatesAsync(key, company, cancellationToken).ConfigureAwait(false),
            _ => throw new ConnectorException(ErrorKind.Configuration, $"Odoo has no reader for '{kind}'."),
        };
    }

    private static OdooContext In(long company) => new() { AllowedCompanyIds = [company] };

    private static OdooDomain Own(long company) => OdooDomain.Where("company_id", "=", company);

    private static OdooDomain OwnOrShared(long company) => OdooDomain.Where("company_id", "in", new JsonArray(company, false));

    private static byte[]? Id(IReadOnlyList<long> ids) => ids.Count == 1 ? Bytes(new ErpId { Id = ids[0] }, ErpJson.Default.ErpId) : null;

    private static byte[] Bytes<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private Task<IReadOnlyList<long>> SearchAsync(string model, OdooDomain domain, long company, CancellationToken cancellationToken) =>
        client.SearchAsync(model, domain, new OdooSearch { Limit = 2, Order = "id" }, In(company), cancellationToken);

    private async Task<byte[]> NewProductAsync(string code, long company, CancellationToken cancellationToken) => Bytes(
        new ErpNewProduct
        {
            IsAllowed = await reader.MayAsync("product.product", "create", cancellationToken).ConfigureAwait(false),
            IsArchived = (await SearchAsync(
                "product.product", OdooDomain.Where("default_code", "=", code).And(OdooDomain.Where("active", "=", false)), company, cancellationToken).ConfigureAwait(false)).Count > 0,
        },
        ErpJson.Default.ErpNewProduct);

    /// <summary>By external id, by database id, else by name.</summary>
    private async Task<byte[]?> NamedAsync(string model, string key, long company, CancellationToken cancellationToken)
    {
        if (await reader.ReferenceAsync(key, cancellationToken).ConfigureAwait(false) is not long id)
        {
            return Id(await SearchAsync(model, OwnOrShared(company).And(OdooDomain.Where("name", "=", key)), company, cancellationToken).ConfigureAwait(false));
        }

        return Id(await SearchAsync(model, OwnOrShared(company).And(OdooDomain.Where("id", "=", id)), company, cancellationToken).ConfigureAwait(false));
    }

    private async Task<byte[]?> StateAsync(string country, string state, long company, CancellationToken cancellationToken)
    {
        OdooDomain there = OdooDomain.Where("country_id.code", "=", country);
        IReadOnlyList<long> byCode = await SearchAsync("res.country.state", there.And(OdooDomain.Where("code", "=", state.ToUpperInvariant())), company, cancellationToken)
            .ConfigureAwait(false);
        return Id(byCode) ?? Id(await SearchAsync("res.country.state", there.And(OdooDomain.Where("name", "=ilike", MatchKeys.Literal(state))), company, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// The newest rate up to a day between a currency and the company's own: that of the currency, else of the company's, which other
    /// companies of the database may state theirs against. Odoo takes a later rate, or one to one, where there is none.
    /// </summary>
    private async Task<byte[]?> RateAsync(string currency, string day, long company, CancellationToken cancellationToken)
    {
        ErpSetup setup = await reader.SetupAsync(cancellationToken).ConfigureAwait(false);
        OdooDomain before = OwnOrShared(company).And(OdooDomain.Where("name", "<=", day));
        foreach (OdooDomain which in (OdooDomain[])[OdooDomain.Where("currency_id.name", "=", currency), OdooDomain.Where("currency_id", "=", setup.CurrencyId)])
        {
            IReadOnlyList<OdooRecord> rates = await client.SearchReadAsync(
                "res.currency.rate", before.And(which), ["name", "rate"], new OdooSearch { Limit = 1, Order = "name desc, id" }, In(company), cancellationToken).ConfigureAwait(false);
            if (rates.Count > 0)
            {
                return Bytes(new ErpRate { Day = rates[0].GetString("name")!, Rate = rates[0].GetDecimal("rate") ?? 0m }, ErpJson.Default.ErpRate);
            }
        }

        return null;
    }

    /// <summary>What a table's entries may name in this company, as they would be written there. Names of set-up data, never of persons.</summary>
    private async Task<byte[]> CandidatesAsync(string table, long company, CancellationToken cancellationToken)
    {
        (string model, string field, OdooDomain domain) = Enum.Parse<ReferenceTable>(table) switch
        {
            ReferenceTable.Taxes => ("account.tax", "name", Own(company).And(OdooDomain.Where("type_tax_use", "=", "sale")).And(OdooDomain.Where("amount_type", "=", "percent"))),
            ReferenceTable.Products => ("product.product", "default_code", OwnOrShared(company).And(OdooDomain.Where("default_code", "!=", false))),
            ReferenceTable.Journals => ("account.journal", "code", Own(company).And(OdooDomain.In("type", ["sale", "bank"]))),
            ReferenceTable.PaymentTerms => ("account.payment.term", "name", OwnOrShared(company)),
            ReferenceTable.FiscalPositions => ("account.fiscal.position", "name", OwnOrShared(company)),
            _ => ("res.lang", "code", OdooDomain.All),
        };
        IReadOnlyList<OdooRecord> found = await client.SearchReadAsync(
            model, domain, [field], new OdooSearch { Limit = MostCandidates, Order = $"{field}, id" }, In(company), cancellationToken).ConfigureAwait(false);
        List<string> names = [];
        foreach (OdooRecord record in found)
        {
            string name = record.GetString(field) ?? "";
            names.Add(model == "account.tax" ? string.Create(CultureInfo.InvariantCulture, $"{name} (id {record.Id})") : name);
        }

        return Bytes(new ErpCandidates { Names = names }, ErpJson.Default.ErpCandidates);
    }
}

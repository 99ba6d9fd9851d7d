using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Looks things up in Odoo. Set-up data is remembered for a while; customers are asked for every time.</summary>
internal sealed class ErpReader(string name, IOdooClient client, OdooErpOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<ExternalRef, (DateTimeOffset At, byte[]? Answer)> _remembered = new();
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, long Answer)> _counted = new(StringComparer.Ordinal);
    private readonly MoneyReader _money = new(client);

    /// <summary>The company's lock dates.</summary>
    public LockReader Locks { get; } = new(client, options.ReferenceLifetime, clock);

    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        if (reference.Kind == ErpLookup.Customer)
        {
            return await new PartnerReader(client, this).ReadAsync(reference.Id, cancellationToken).ConfigureAwait(false);
        }

        if (reference.Kind == ErpLookup.External)
        {
            return await ByExternalIdAsync(reference.Id, cancellationToken).ConfigureAwait(false) is long id ? Bytes(new ErpId { Id = id }, ErpJson.Default.ErpId) : null;
        }

        if (reference.Kind == ErpLookup.Adopted)
        {
            return await new AdoptionNotes(client, this).WhereAsync(reference.Id, cancellationToken).ConfigureAwait(false) is long id ? Bytes(new ErpId { Id = id }, ErpJson.Default.ErpId) : null;
        }

        if (reference.Kind == ErpLookup.Locks)
        {
            long company = await CompanyIdAsync(cancellationToken).ConfigureAwait(false);
            DateOnly day = DateOnly.ParseExact(reference.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            return Bytes(await Locks.ReadAsync(company, day, cancellationToken).ConfigureAwait(false), ErpJson.Default.ErpLocks);
        }

        if (reference.Kind == ErpLookup.Document)
        {
            return await new DocumentReader(client, this).ReadAsync(reference.Id, cancellationToken).ConfigureAwait(false);
        }

        if (reference.Kind == ErpLookup.Order)
        {
            return await new OrderLookup(client, this).ReadAsync(reference.Id, cancellationToken).ConfigureAwait(false);
        }

        if (_remembered.TryGetValue(reference, out (DateTimeOffset At, byte[]? Answer) hit) && clock.GetUtcNow() - hit.At < options.ReferenceLifetime)
        {
            return hit.Answer;
        }

        byte[]? answer = reference.Kind switch
        {
            ErpLookup.Setup => await ReadSetupAsync(cancellationToken).ConfigureAwait(false),
            ErpLookup.Numbering => await NumberingAsync(reference.Id, cancellationToken).ConfigureAwait(false),
            ErpLookup.Tax => await TaxAsync(reference.Id, cancellationToken).ConfigureAwait(false),
            ErpLookup.Currency => await IdAsync("res.currency", OdooDomain.Where("name", "=", reference.Id), cancellationToken).ConfigureAwait(false),
            ErpLookup.Country => await IdAsync("res.country", OdooDomain.Where("code", "=", reference.Id), cancellationToken).ConfigureAwait(false),
            ErpLookup.Pricelist => await PricelistAsync(reference.Id, cancellationToken).ConfigureAwait(false),
            ErpLookup.Subscriptions => await new SubscriptionReader(client).ProbeAsync(await CompanyIdAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
            ErpLookup.Plan => await PlanAsync(reference.Id, cancellationToken).ConfigureAwait(false),
            ErpLookup.Product => await IdAsync("product.product", OdooDomain.Where("default_code", "=", reference.Id), cancellationToken).ConfigureAwait(false),
            ErpLookup.PaymentJournal => await _money.JournalAsync(await CompanyIdAsync(cancellationToken).ConfigureAwait(false), reference.Id, cancellationToken).ConfigureAwait(false),
            ErpLookup.Account => await IdAsync("account.account", OdooDomain.Where("code", "=", reference.Id), cancellationToken).ConfigureAwait(false),
            ErpLookup.Exchange => await _money.RateAsync(await CompanyIdAsync(cancellationToken).ConfigureAwait(false), reference.Id, cancellationToken).ConfigureAwait(false),
            ErpLookup.Taxation => await new TaxationReader(client, this).ReadAsync(reference.Id, cancellationToken).ConfigureAwait(false),
            _ => await new ReferenceReader(client, this).ReadAsync(reference.Kind, reference.Id, cancellationToken).ConfigureAwait(false),
        };
        if (answer is not null && !(reference.Kind == ErpLookup.Numbering && IsMixed(answer)))
        {
            _remembered[reference] = (clock.GetUtcNow(), answer);
        }

        return answer;
    }

    public static object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => reference.Kind switch
    {
        ErpLookup.Setup => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpSetup)!,
        ErpLookup.Tax => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpTax)!,
        ErpLookup.Subscriptions => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpSubscriptions)!,
        ErpLookup.Locks => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpLocks)!,
        ErpLookup.Customer => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpCustomerMatch)!,
        ErpLookup.PaymentJournal => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpJournal)!,
        ErpLookup.Exchange => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpExchange)!,
        ErpLookup.Order => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpOrder)!,
        ErpLookup.Document => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpDocument)!,
        ErpLookup.Numbering => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpNumbering)!,
        ErpLookup.Rate => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpRate)!,
        ErpLookup.NewProduct => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpNewProduct)!,
        ErpLookup.Taxation => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpTaxation)!,
        ErpLookup.TaxAnswer => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.TaxAnswer)!,
        ErpLookup.Candidates => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpCandidates)!,
        _ => JsonSerializer.Deserialize(answer.Span, ErpJson.Default.ErpId)!,
    };

    /// <summary>Asks Odoo anew from now on: something that was remembered is gone there, or a person mended what a case complained about.</summary>
    public void Forget()
    {
        _remembered.Clear();
        _counted.Clear();
    }

    /// <summary>Whether the user may do something with the records of a model.</summary>
    public async Task<bool> MayAsync(string model, string operation, CancellationToken cancellationToken) => await CountedAsync(
        $"{operation} {model}",
        async () => await client.CallAsync(new OdooCall { Model = model, Method = "has_access", Ids = [], Arguments = [operation], IsRead = true }, cancellationToken)
            .ConfigureAwait(false) is { ValueKind: JsonValueKind.True } ? 1 : 0).ConfigureAwait(false) == 1;

    /// <summary>About how many partners there are.</summary>
    public Task<long> PartnersAsync(OdooContext context, CancellationToken cancellationToken) =>
        CountedAsync("partners", () => client.SearchCountAsync("res.partner", OdooDomain.All, context: context, cancellationToken: cancellationToken));

    /// <summary>The company's id; everything else is asked within it.</summary>
    public async Task<long> CompanyIdAsync(CancellationToken cancellationToken) => (await SetupAsync(cancellationToken).ConfigureAwait(false)).CompanyId;

    /// <summary>The company and its journals.</summary>
    public async Task<ErpSetup> SetupAsync(CancellationToken cancellationToken) => JsonSerializer.Deserialize(
        (await ReadAsync(ErpLookup.Of(name, ErpLookup.Setup, ""), cancellationToken).ConfigureAwait(false))!, ErpJson.Default.ErpSetup)!;

    /// <summary>The id behind an entry of a mapping table: a database id, or an external id with the company's in it; null when it is neither, or not there.</summary>
    public async Task<long?> ReferenceAsync(string entry, CancellationToken cancellationToken)
    {
        long company = await CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        string key = entry.Replace("{company}", company.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id
            : key.Contains('.', StringComparison.Ordinal) && !key.Contains(' ', StringComparison.Ordinal) ? await ByExternalIdAsync(key, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>The record that a plan names by external id (<c>{"$ref": …}</c>) or database id, with its name for messages; null when an external id is not there.</summary>
    public async Task<(string Name, long? Id)> RecordAsync(JsonNode record, CancellationToken cancellationToken)
    {
        if (record is not JsonObject reference)
        {
            string number = record.ToJsonString();
            return (number, long.Parse(number, CultureInfo.InvariantCulture));
        }

        string name = (string)reference["$ref"]!;
        return (name, await ByExternalIdAsync(name, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The record behind an external id, archived ones too.</summary>
    public async Task<long?> ByExternalIdAsync(string externalId, CancellationToken cancellationToken)
    {
        int dot = externalId.IndexOf('.', StringComparison.Ordinal);
        long company = await CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            JsonElement? answer = await client.CallAsync(
                new OdooCall
                {
                    Model = "ir.model.data",
                    Method = "check_object_reference",
                    Arguments = [externalId[..dot], externalId[(dot + 1)..]],
                    // Without this an archived record answers as if it did not exist.
                    Context = new OdooContext { AllowedCompanyIds = [company], ActiveTest = false },
                    IsRead = true,
                },
                cancellationToken).ConfigureAwait(false);
            return answer is { ValueKind: JsonValueKind.Array } pair && pair[1].ValueKind == JsonValueKind.Number ? pair[1].GetInt64() : null;
        }
        catch (OdooServerException e) when (e.ExceptionName == "builtins.ValueError")
        {
            // "External ID not found in the system" has no exception of its own.
            return null;
        }
    }

    private async Task<long> CountedAsync(string what, Func<Task<long>> count)
    {
        if (_counted.TryGetValue(what, out (DateTimeOffset At, long Answer) hit) && clock.GetUtcNow() - hit.At < options.ReferenceLifetime)
        {
            return hit.Answer;
        }

        long answer = await count().ConfigureAwait(false);
        _counted[what] = (clock.GetUtcNow(), answer);
        return answer;
    }

    private async Task<byte[]?> NumberingAsync(string journal, CancellationToken cancellationToken)
    {
        long company = await CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        return Bytes(
            await JournalNumbers.ReadAsync(client, company, journal, options.SourceNumberedJournals.Contains(journal), cancellationToken).ConfigureAwait(false),
            ErpJson.Default.ErpNumbering);
    }

    /// <summary>What is wrong is asked for again: a person is about to put it right.</summary>
    private static bool IsMixed(byte[] answer) => JsonSerializer.Deserialize(answer, ErpJson.Default.ErpNumbering)!.Foreign is not null;

    private static OdooContext Company(long id) => new() { AllowedCompanyIds = [id] };

    private async Task<byte[]?> ReadSetupAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> companies = await client.SearchReadAsync(
            "res.company", OdooDomain.Where("name", "=", options.Company), ["currency_id", "tax_calculation_rounding_method"], cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (companies.Count != 1)
        {
            throw Missing("Company", $"Odoo shows this user {companies.Count} companies named '{options.Company}'; name exactly one that it may use.");
        }

        long company = companies[0].Id;
        return Bytes(
            new ErpSetup
            {
                CompanyId = company,
                CurrencyId = companies[0].GetReference("currency_id")?.Id ?? 0,
                SalesJournalId = await JournalAsync(company, "SalesJournal", options.SalesJournal, "sale", cancellationToken).ConfigureAwait(false),
                BankJournalId = await JournalAsync(company, "BankJournal", options.BankJournal, "bank", cancellationToken).ConfigureAwait(false),
                RoundsPerLine = companies[0].GetString("tax_calculation_rounding_method") == "round_per_line",
            },
            ErpJson.Default.ErpSetup);
    }

    private async Task<long> JournalAsync(long company, string setting, string code, string type, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> ids = await client.SearchAsync(
            "account.journal",
            OdooDomain.Where("company_id", "=", company).And(OdooDomain.Where("code", "=", code)).And(OdooDomain.Where("type", "=", type)),
            context: Company(company), cancellationToken: cancellationToken).ConfigureAwait(false);
        return ids.Count == 1 ? ids[0] : throw Missing(setting, $"Company '{options.Company}' has no {type} journal with the code '{code}'.");
    }

    private async Task<byte[]?> TaxAsync(string tax, CancellationToken cancellationToken)
    {
        long company = await CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        long? id = await ReferenceAsync(tax, cancellationToken).ConfigureAwait(false);
        if (id is null)
        {
            return null;
        }

        OdooReadResult read = await client.ReadAsync(
            "account.tax", [id.Value], ["amount", "amount_type", "tax_group_id", "price_include", "type_tax_use"], Company(company), cancellationToken).ConfigureAwait(false);
        if (read.Records.Count == 0)
        {
            return null;
        }

        OdooRecord record = read.Records[0];
        if (record.GetString("amount_type") != "percent" || record.GetString("type_tax_use") != "sale")
        {
            throw Missing("Taxes", $"The Odoo tax '{tax}' is not a percentage on sales; map to one that is.");
        }

        return Bytes(
            new ErpTax
            {
                Id = record.Id,
                Rate = record.GetDecimal("amount") ?? 0m,
                GroupId = record.GetReference("tax_group_id")?.Id ?? 0,
                PriceIncluded = record.GetBoolean("price_include"),
            },
            ErpJson.Default.ErpTax);
    }

    private async Task<byte[]?> IdAsync(string model, OdooDomain domain, CancellationToken cancellationToken)
    {
        long company = await CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<long> ids = await client.SearchAsync(
            model, domain, new OdooSearch { Limit = 2, Order = "id" }, Company(company), cancellationToken).ConfigureAwait(false);
        return ids.Count switch
        {
            0 => null,
            1 => Bytes(new ErpId { Id = ids[0] }, ErpJson.Default.ErpId),
            _ => throw new ConnectorException(
                ErrorKind.Configuration, $"Odoo has several {model} records where one is meant; make the reference unique.") { Field = model },
        };
    }

    /// <summary>A recurring plan by database id, external id, name or period.</summary>
    private async Task<byte[]?> PlanAsync(string plan, CancellationToken cancellationToken)
    {
        if (long.TryParse(plan, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return Bytes(new ErpId { Id = number }, ErpJson.Default.ErpId);
        }

        return await IdAsync(SubscriptionReader.Plans, SubscriptionReader.PlanBy(plan), cancellationToken).ConfigureAwait(false)
            ?? (plan.Contains('.', StringComparison.Ordinal) && await ByExternalIdAsync(plan, cancellationToken).ConfigureAwait(false) is long id
                ? Bytes(new ErpId { Id = id }, ErpJson.Default.ErpId) : null);
    }

    /// <summary>An order takes its currency from its pricelist, whatever currency is written to it.</summary>
    private async Task<byte[]?> PricelistAsync(string currency, CancellationToken cancellationToken)
    {
        long company = await CompanyIdAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<long> ids = await client.SearchAsync(
            "product.pricelist",
            OdooDomain.Where("currency_id.name", "=", currency).And(OdooDomain.Where("company_id", "in", new System.Text.Json.Nodes.JsonArray(company, false))),
            new OdooSearch { Limit = 1, Order = "sequence, id" }, Company(company), cancellationToken).ConfigureAwait(false);
        return ids.Count == 0 ? null : Bytes(new ErpId { Id = ids[0] }, ErpJson.Default.ErpId);
    }

    private ConnectorException Missing(string setting, string message) =>
        new(ErrorKind.Configuration, $"Systems:{name}:{setting}: {message}") { Field = $"Systems:{name}:{setting}" };

    private static byte[] Bytes<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What the planners of one Odoo company share. Pure: it asks <see cref="Known"/>.</summary>
internal sealed class PlanContext(string system, OdooErpOptions options, OwnershipTable ownership, MappingTable mappings, Known known, string way, object record)
{
    public string System => system;

    public OdooErpOptions Options => options;

    public Known Known => known;

    /// <summary>The day of the document that is planned, in the company's zone.</summary>
    public DateOnly DocumentDay { get; } = DocumentDays.Of(
        record, at => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone)).DateTime), known.Now);

    /// <summary>The company as ownership and routing name it.</summary>
    public string Company => CompanyOf(system, options);

    /// <summary>The way documents are written, fixed in the effect's row.</summary>
    public string Way => way;

    /// <summary>Whether the host has a tax engine for this company.</summary>
    public bool HasTaxSource { get; init; }

    /// <summary>The products that are made for it.</summary>
    public NewProducts NewProducts { get; } = new();

    /// <summary>The way of a document of money.</summary>
    public string WayOf(DocumentPlan plan) => plan.Money is not null && Way == ErpWays.Action ? ErpWays.Around : Way;

    /// <summary>The host's own field for something of a contract, or null.</summary>
    public string? ContractField(string what) => options.ContractFields.TryGetValue(what, out string? field) ? field : null;

    public static string CompanyOf(string system, OdooErpOptions options) => $"{system}/{options.Company}";

    /// <summary>The rule of a field of a record.</summary>
    public FieldRule Rule<T>(string field, T record)
        where T : class => ownership.RuleOf(field, record, Company);

    /// <summary>The rule of a document: its owner decides about all of it.</summary>
    public string Rule<T>()
        where T : class => ownership.RuleOf<T>(typeof(T).Name, null, Company).ToString();

    /// <summary>What the host maps, on top of what was planned; a reason to stop when it fails.</summary>
    public CaseReason? Map(Intent intent, PlannedFields fields) => mappings.Apply(system, intent.Record, intent.Source, fields);

    public bool TrySetup(out ErpSetup setup)
    {
        bool known1 = known.TryRead(ErpLookup.Of(system, ErpLookup.Setup, ""), out ErpSetup? found);
        setup = found!;
        return known1;
    }

    /// <summary>A currency's id; a case when Odoo lacks it.</summary>
    public bool TryCurrency(Currency currency, out long id, ref CaseReason? problem)
    {
        id = 0;
        if (!known.TryRead(ErpLookup.Of(system, ErpLookup.Currency, currency.Code), out ErpId? found))
        {
            return false;
        }

        if (found is null)
        {
            problem ??= new CaseReason(
                ErrorKind.Configuration, "inactive-currency", $"Odoo has no active currency {currency.Code}; activate it there, then retry.", "currency");
        }

        id = found?.Id ?? 0;
        return found is null || !DocumentDays.IsBooked(record) || RatePolicy.TryCheck(this, currency, found.Id, ref problem);
    }

    /// <summary>The pricelist that gives an order a currency other than the company's; zero when none is needed.</summary>
    public bool TryPricelist(ErpSetup? setup, long currencyId, Currency currency, out long id, ref CaseReason? problem)
    {
        id = 0;
        if (!known.TryRead(ErpLookup.Of(system, ErpLookup.Pricelist, currency.Code), out ErpId? found))
        {
            return false;
        }

        if (setup is null || currencyId == setup.CurrencyId)
        {
            return true;
        }

        if (found is null)
        {
            problem ??= new CaseReason(
                ErrorKind.Configuration, "missing-pricelist",
                $"Odoo takes an order's currency from its pricelist, and company '{options.Company}' has none in {currency.Code}; create one, then retry.", "currency");
        }

        id = found?.Id ?? 0;
        return true;
    }

    /// <summary>The product of a code. What the host names itself, in a table or as an option, is never made.</summary>
    public bool TryProduct(string code, out long id, ref CaseReason? problem) =>
        options.CreateProducts && code != options.RoundingProduct && code != options.BadDebtProduct && !ReferenceEntries.Lists(options, ReferenceTable.Products, code)
            ? NewProducts.TryFind(this, code, out id, ref problem)
            : MappedReference.TryId(this, ReferenceTable.Products, code, use => ErpLookup.Of(system, ErpLookup.Product, use), out id, ref problem);

    /// <summary>The code of the sales journal of a source's documents, as configured.</summary>
    public string SalesJournal(ExternalRef source) => ReferenceEntries.Find(options, ReferenceTable.Journals, source.System, DocumentDay) ?? options.SalesJournal;

    /// <summary>The journal of a source's documents: <see cref="OdooErpOptions.Journals"/> where it lists any of their kind, else the company's usual one.</summary>
    public bool TryJournal(ExternalRef source, bool isPayment, long usual, out long id, ref CaseReason? problem)
    {
        id = usual;
        return !ReferenceEntries.All(options, ReferenceTable.Journals).Any(j => j.Key.EndsWith("/payments", StringComparison.Ordinal) == isPayment)
            || MappedReference.TryId(
                this, ReferenceTable.Journals, isPayment ? $"{source.System}/payments" : source.System,
                use => ErpLookup.Of(system, ErpLookup.Journal, $"{(isPayment ? "bank" : "sale")}\n{use}"), out id, ref problem);
    }

    public bool TryTax(string rateId, out ErpTax tax, ref CaseReason? problem)
    {
        tax = null!;
        if (!MappedReference.TryFind(this, ReferenceTable.Taxes, rateId, out string? target, ref problem))
        {
            return false;
        }

        if (target is null)
        {
            return true;
        }

        if (!known.TryRead(ErpLookup.Of(system, ErpLookup.Tax, target), out ErpTax? found))
        {
            return false;
        }

        tax = found!;
        if (found is null)
        {
            return MappedReference.TryRefuseUse(this, ReferenceTable.Taxes, rateId, target, ref problem);
        }

        if (found.PriceIncluded)
        {
            string setting = MappedReference.Setting(this, ReferenceTable.Taxes, rateId);
            problem ??= new CaseReason(
                ErrorKind.Configuration, "unmapped-tax",
                $"The Odoo tax '{target}' is included in prices; map {setting} to one that is not: amounts are sent net.", setting);
        }

        return true;
    }

    /// <summary>The partner of a customer: by external id, or by id where the partner was there before us.</summary>
    public bool TryPartner(Customer customer, out JsonNode partner)
    {
        partner = null!;
        if (!known.TryLink(customer.Ref, out RecordLink? record))
        {
            return false;
        }

        ExternalRef origin = record?.Origin ?? customer.Ref;
        if (!known.TryEffect(known.DocumentKey(system, EffectKinds.Customer, origin), out EffectSummary? effect))
        {
            return false;
        }

        // One that we made is named by its external id, which follows it wherever it is merged into.
        if (effect is { State: not EffectState.Refused, Adopted: false })
        {
            partner = DocumentPlan.Ref(ErpKeys.ExternalId(EffectKinds.Customer, origin));
            return true;
        }

        if (!TryMatch(customer, origin, record, out ErpCustomerMatch match))
        {
            return false;
        }

        partner = PartnerPlace.Find(this, origin, record, effect, match).Reference;
        return true;
    }

    /// <summary>Who in Odoo may be this customer. A partner that is linked to another record is not, once this one has its own.</summary>
    public bool TryMatch(Customer customer, ExternalRef origin, RecordLink? record, out ErpCustomerMatch match)
    {
        string key = PartnerQuestion.Key(
            ErpKeys.ExternalId(EffectKinds.Customer, origin), MatchKeys.Of(customer, options), options.EmailHints ? MatchKeys.HintOf(customer) : null, LinkedPartner(record)?.Id);
        bool answered = known.TryRead(ErpLookup.Of(system, ErpLookup.Customer, key), out ErpCustomerMatch? found);
        match = found ?? new ErpCustomerMatch();
        List<long> others = [], hints = [];
        foreach (long other in match.Others.Concat(match.Hints))
        {
            RecordLink? theirs = null;
            foreach (string name in known.NamesOf(system))
            {
                answered &= known.TryLink(new ExternalRef(name, RecordKinds.Customer, other.ToString(CultureInfo.InvariantCulture)), out RecordLink? under);
                theirs ??= under;
            }

            bool isHint = !match.Others.Contains(other);
            if (theirs is null || theirs.RecordId == record?.RecordId || (record is null && !isHint))
            {
                (isHint ? hints : others).Add(other);
            }
        }

        match = match with { Others = others, Hints = hints };
        return answered;
    }

    /// <summary>The partner that the identity map links a customer to, under whichever name of the database.</summary>
    public (string System, long Id)? LinkedPartner(RecordLink? record)
    {
        foreach (string name in known.NamesOf(system).OrderBy(n => n != system))
        {
            if (record?.IdIn(name, RecordKinds.Customer) is string id)
            {
                return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long partner)
                    ? (name, partner)
                    : throw new ConnectorException(ErrorKind.Validation, $"{name}/customer/{id} is linked to {record.Origin} and is no id of Odoo; supersede it by the partner's database id.");
            }
        }

        return null;
    }

    /// <summary>The day of an instant in the company's zone.</summary>
    public DateOnly Day(DateTimeOffset instant) => new CompanyCalendar(options.TimeZone).DayOf(instant);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

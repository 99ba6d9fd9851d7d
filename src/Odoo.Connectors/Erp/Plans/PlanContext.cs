using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What the planners of one Odoo company share. Pure: it asks <see cref="Known"/>.</summary>
internal sealed class PlanContext(string system, OdooErpOptions options, OwnershipTable ownership, MappingTable mappings, Known known, string way)
{
    public string System => system;

    public OdooErpOptions Options => options;

    public Known Known => known;

    /// <summary>The company as ownership and routing name it.</summary>
    public string Company => CompanyOf(system, options);

    /// <summary>The way documents are written, fixed in the effect's row.</summary>
    public string Way => way;

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
        return true;
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

    public bool TryProduct(string code, out long id, ref CaseReason? problem)
    {
        id = 0;
        string reference = options.Products.TryGetValue(code, out string? mapped) ? mapped : code;
        if (!known.TryRead(ErpLookup.Of(system, ErpLookup.Product, reference), out ErpId? found))
        {
            return false;
        }

        if (found is null)
        {
            problem ??= new CaseReason(
                ErrorKind.Configuration, "unmapped-product",
                $"Odoo has no product with the internal reference '{reference}'; create it, or map it by Systems:{system}:Products:{code}, then retry.",
                $"Systems:{system}:Products:{code}");
        }

        id = found?.Id ?? 0;
        return true;
    }

    public bool TryTax(string rateId, out ErpTax tax, ref CaseReason? problem)
    {
        tax = null!;
        string setting = $"Systems:{system}:Taxes:{rateId}";
        if (!options.Taxes.TryGetValue(rateId, out string? target))
        {
            problem ??= new CaseReason(
                ErrorKind.Configuration, "unmapped-tax", $"The tax rate '{rateId}' is mapped to no Odoo tax; set {setting}, then retry.", setting);
            return true;
        }

        if (!known.TryRead(ErpLookup.Of(system, ErpLookup.Tax, target), out ErpTax? found))
        {
            return false;
        }

        if (found is null || found.PriceIncluded)
        {
            problem ??= new CaseReason(
                ErrorKind.Configuration, "unmapped-tax",
                found is null
                    ? $"Odoo has no tax '{target}'; correct {setting}, then retry."
                    : $"The Odoo tax '{target}' is included in prices; map {setting} to one that is not: amounts are sent net.",
                setting);
        }

        tax = found!;
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

        // What the identity map says goes before what was found at the time: partners are merged, and replaced by hand.
        long? linked = LinkedPartner(record);
        if (effect is { State: not EffectState.Refused })
        {
            partner = effect.Adopted ? linked ?? long.Parse(effect.TargetId!, CultureInfo.InvariantCulture) : DocumentPlan.Ref(ErpKeys.ExternalId(EffectKinds.Customer, origin));
            return true;
        }

        if (!TryMatch(customer, origin, record, out ErpCustomerMatch match))
        {
            return false;
        }

        partner = match.Own is null && linked is long there ? there : match is { Own: null, Others.Count: 1, Related.Count: 0 } ? match.Others[0] : DocumentPlan.Ref(ErpKeys.ExternalId(EffectKinds.Customer, origin));
        return true;
    }

    /// <summary>Who in Odoo may be this customer. A partner that is linked to another record is not, once this one has its own.</summary>
    public bool TryMatch(Customer customer, ExternalRef origin, RecordLink? record, out ErpCustomerMatch match)
    {
        string key = string.Join('\n', [ErpKeys.ExternalId(EffectKinds.Customer, origin), .. MatchKeys.Of(customer, options.SharedDomains)]);
        bool answered = known.TryRead(ErpLookup.Of(system, ErpLookup.Customer, key), out ErpCustomerMatch? found);
        match = found ?? new ErpCustomerMatch();
        if (record is null)
        {
            return answered;
        }

        List<long> others = [];
        foreach (long other in match.Others)
        {
            answered &= known.TryLink(new ExternalRef(system, RecordKinds.Customer, other.ToString(CultureInfo.InvariantCulture)), out RecordLink? theirs);
            if (theirs is null || theirs.RecordId == record.RecordId)
            {
                others.Add(other);
            }
        }

        match = match with { Others = others };
        return answered;
    }

    /// <summary>The partner that the identity map links a customer to.</summary>
    public long? LinkedPartner(RecordLink? record) => record?.IdIn(system, RecordKinds.Customer) is not string id ? null
        : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long partner) ? partner
        : throw new ConnectorException(ErrorKind.Validation, $"{system}/customer/{id} is linked to {record.Origin} and is no id of Odoo; supersede it by the partner's database id.");

    /// <summary>The day of an instant in the company's zone.</summary>
    public DateOnly Day(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone)).DateTime);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

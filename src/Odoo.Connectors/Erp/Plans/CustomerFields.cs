using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What a partner must hold: the fields that the customer's source owns. On an update an empty value clears; on a create it is simply absent.
/// </summary>
internal sealed class CustomerFields
{
    private readonly PlanContext _context;
    private readonly Customer _customer;
    private readonly bool _forCreate;
    private readonly List<string> _remarks = [];

    private CustomerFields(PlanContext context, Customer customer, bool forCreate)
    {
        (_context, _customer, _forCreate) = (context, customer, forCreate);
        Planned = new PlannedFields([], context.Rule<Customer>());
    }

    public PlannedFields Planned { get; }

    /// <summary>What was left out, for the audit trail.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <returns>False when something must be read first.</returns>
    public static bool TryPlan(PlanContext context, Intent intent, bool forCreate, out CustomerFields fields, ref CaseReason? problem)
    {
        Customer customer = (Customer)intent.Record;
        fields = new CustomerFields(context, customer, forCreate);
        fields.Set(nameof(Customer.Name), "name", customer.Name);
        fields.Set(nameof(Customer.Email), "email", customer.Email);
        fields.Set(nameof(Customer.Phone), "phone", customer.Phone);
        fields.Set(nameof(Customer.Website), "website", customer.Website);
        fields.SetVat(ref problem);
        if (!fields.TryAddress(ref problem) | !fields.TryLanguage(ref problem))
        {
            return false;
        }

        if (forCreate)
        {
            fields.Planned.Values["is_company"] = customer.IsCompany;
            if (customer.Contact is Contact contact)
            {
                fields.Planned.Values["child_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
                {
                    ["type"] = "contact", ["name"] = contact.Name, ["email"] = contact.Email ?? "", ["phone"] = contact.Phone ?? "",
                }));
            }
        }

        problem ??= context.Map(intent, fields.Planned);
        return true;
    }

    public void Unarchive()
    {
        Planned.Set("active", true, $"Systems:{_context.System}:{nameof(OdooErpOptions.ArchivedCustomer)}");
        _remarks.Add("the partner is taken out of the archive");
    }

    private bool Owns(string field, out string rule)
    {
        FieldRule found = _context.Rule(field, _customer);
        rule = found.ToString();
        return found.Owner == _customer.Ref.System;
    }

    private void Set(string field, string name, JsonNode? value)
    {
        if (Owns(field, out string rule) && (value is not null || !_forCreate))
        {
            Planned.Set(name, value ?? false, rule);
        }
    }

    private void SetVat(ref CaseReason? problem)
    {
        string? country = _customer.BillingAddress?.Country;
        string? vat = VatNumbers.Normal(_customer.VatNumber, country);
        if (vat is null || VatNumbers.IsRight(vat, country) != false || !Owns(nameof(Customer.VatNumber), out _))
        {
            Set(nameof(Customer.VatNumber), "vat", vat);
        }
        else if (_context.Options.InvalidVat == FaultyValue.LeaveOut)
        {
            _remarks.Add("the VAT number is left out: its form or check digits are wrong");
        }
        else
        {
            problem ??= new CaseReason(
                ErrorKind.Validation, "invalid-vat",
                $"The VAT number of {_customer.Ref} is none: its form or check digits are wrong. Correct it there, or set Systems:{_context.System}:InvalidVat to LeaveOut, then retry.",
                nameof(Customer.VatNumber));
        }
    }

    private bool TryAddress(ref CaseReason? problem)
    {
        const string Field = nameof(Customer.BillingAddress);
        Address? address = _customer.BillingAddress;
        if (!Owns(Field, out _) || (address is null && _forCreate))
        {
            return true;
        }

        Set(Field, "street", address?.Street?.Replace('\n', ' '));
        Set(Field, "city", address?.City);
        Set(Field, "zip", address?.PostalCode);
        ErpId? country = null;
        if (address?.Country is string code && !_context.Known.TryRead(ErpLookup.Of(_context.System, ErpLookup.Country, code), out country))
        {
            return false;
        }

        if (address?.Country is not null && country is null)
        {
            problem ??= new CaseReason(
                ErrorKind.Validation, "unknown-country", $"Odoo has no country '{address.Country}'; correct it at {_customer.Ref}, then retry.", "BillingAddress.Country");
        }

        Set(Field, "country_id", country?.Id);
        return TryState(address);
    }

    /// <summary>A state that Odoo does not know is free text of the source: the address goes without it.</summary>
    private bool TryState(Address? address)
    {
        ErpId? state = null;
        if (address is { State: string name, Country: string code } && !name.Contains('\n', StringComparison.Ordinal)
            && !_context.Known.TryRead(ErpLookup.Of(_context.System, ErpLookup.State, $"{code}\n{name.Trim()}"), out state))
        {
            return false;
        }

        if (address?.State is not null && state is null)
        {
            _remarks.Add("the state or province is left out: Odoo does not know it in that country");
        }

        Set(nameof(Customer.BillingAddress), "state_id", state?.Id);
        return true;
    }

    private bool TryLanguage(ref CaseReason? problem)
    {
        if (_customer.Language is not { Length: > 0 } language || !Owns(nameof(Customer.Language), out _))
        {
            return true;
        }

        string code = ReferenceEntries.Find(_context.Options, ReferenceTable.Languages, language, _context.DocumentDay) ?? language.Replace('-', '_');
        if (!_context.Known.TryRead(ErpLookup.Of(_context.System, ErpLookup.Language, code), out ErpId? installed))
        {
            return false;
        }

        if (installed is not null)
        {
            Set(nameof(Customer.Language), "lang", code);
            return true;
        }

        if (_context.Options.UnknownLanguage == FaultyValue.Case)
        {
            return MappedReference.TryRefuseUse(_context, ReferenceTable.Languages, language, code, ref problem);
        }

        _remarks.Add($"the language '{code}' is left out: it is not installed in Odoo");
        return true;
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Plans a customer: matched before it is made, its match keys claimed in the commit that plans it.</summary>
internal static class CustomerPlanner
{
    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        Customer customer = (Customer)intent.Record;
        if (!context.Known.TryLink(intent.Source, out RecordLink? record))
        {
            return PlanResult.Needs;
        }

        ExternalRef origin = record?.Origin ?? intent.Source;
        IReadOnlyList<string> claims = MatchKeys.Of(customer, context.Options.SharedDomains);
        CaseReason? problem = null;
        bool known = context.TrySetup(out ErpSetup setup);
        known &= context.TryMatch(customer, origin, record, out ErpCustomerMatch match);
        known &= TryFields(context, intent, customer, forCreate: true, out PlannedFields fields, ref problem);
        if (!known)
        {
            return PlanResult.Needs;
        }

        if (match.Own is null && context.LinkedPartner(record) is long linked)
        {
            return new PlanResult.Adopt(linked.ToString(System.Globalization.CultureInfo.InvariantCulture), claims);
        }

        if (match is { Own: null, Others.Count: 1, Related.Count: 0 })
        {
            return new PlanResult.Adopt(match.Others[0].ToString(System.Globalization.CultureInfo.InvariantCulture), claims);
        }

        if (match.Own is null && match.Others.Count + match.Related.Count > 0)
        {
            return new PlanResult.Review(new CaseReason(
                ErrorKind.Conflict, "ambiguous-match",
                $"{match.Others.Count + match.Related.Count} partners in Odoo (ids {string.Join(", ", match.Others.Concat(match.Related))}) share a VAT number or web domain with {customer.Ref} and are not surely it; merge them there, or give them different web sites, then retry."));
        }

        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        DocumentPlan plan = new(ErpKeys.ExternalId(EffectKinds.Customer, origin), "res.partner") { Company = setup.CompanyId, Read = ["name"] };
        foreach ((string name, JsonNode? value) in fields.Values)
        {
            plan.Values[name] = value?.DeepClone();
        }

        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"customer/{origin}",
            Payload = plan.ToString(),
            Way = context.Way,
            Claims = claims,
            Provenance = fields.Provenance,
        });
    }

    /// <summary>Fields that changed at their owner, as absolute values.</summary>
    public static PlanResult PlanFields(PlanContext context, Intent intent)
    {
        Customer customer = (Customer)intent.Record;
        if (!context.Known.TryLink(intent.Source, out RecordLink? record) || !context.TrySetup(out ErpSetup setup))
        {
            return PlanResult.Needs;
        }

        CaseReason? problem = null;
        if (!TryFields(context, intent, customer, forCreate: false, out PlannedFields fields, ref problem))
        {
            return PlanResult.Needs;
        }

        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        if (fields.Values.Count == 0)
        {
            return new PlanResult.Nothing("no field of it is owned by its source");
        }

        ExternalRef origin = record?.Origin ?? intent.Source;
        if (origin != intent.Source)
        {
            return new PlanResult.Nothing($"another name of {origin}, whose fields count");
        }

        bool known = context.Known.TryEffect(context.Known.DocumentKey(context.System, EffectKinds.Customer, origin), out EffectSummary? made);
        known &= context.TryMatch(customer, origin, record, out ErpCustomerMatch match);
        if (!known)
        {
            return PlanResult.Needs;
        }

        if (made is null or { State: EffectState.Refused } && match is { Own: null, Others.Count: 0, Related.Count: 0 })
        {
            return new PlanResult.Nothing("the customer is created with these values");
        }

        if (!context.TryPartner(customer with { Ref = origin }, out JsonNode partner))
        {
            return PlanResult.Needs;
        }

        WritePlan plan = new() { Company = setup.CompanyId, Model = "res.partner", Record = partner, Values = fields.Values };
        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"customer/{origin}", Payload = plan.ToString(), Way = ErpWays.Write, Provenance = fields.Provenance,
        });
    }

    private static bool TryFields(
        PlanContext context, Intent intent, Customer customer, bool forCreate, out PlannedFields fields, ref CaseReason? problem)
    {
        PlannedFields planned = new([], context.Rule<Customer>());
        fields = planned;
        Set(nameof(Customer.Name), "name", customer.Name);
        Set(nameof(Customer.Email), "email", customer.Email);
        Set(nameof(Customer.Phone), "phone", customer.Phone);
        Set(nameof(Customer.Website), "website", customer.Website);
        Set(nameof(Customer.VatNumber), "vat", MatchKeys.NormalVat(customer.VatNumber));
        if (customer.BillingAddress is Address address)
        {
            Set(nameof(Customer.BillingAddress), "street", address.Street?.Replace('\n', ' '));
            Set(nameof(Customer.BillingAddress), "city", address.City);
            Set(nameof(Customer.BillingAddress), "zip", address.PostalCode);
            if (!TryCountry(context, customer, address.Country, planned, ref problem))
            {
                return false;
            }
        }

        if (forCreate)
        {
            planned.Values["is_company"] = customer.IsCompany;
            if (customer.Contact is Contact contact)
            {
                planned.Values["child_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
                {
                    ["type"] = "contact", ["name"] = contact.Name, ["email"] = contact.Email ?? "", ["phone"] = contact.Phone ?? "",
                }));
            }
        }

        problem ??= context.Map(intent, planned);
        return true;

        void Set(string field, string name, string? value)
        {
            // On an update an empty value clears; on a create it is simply absent.
            FieldRule rule = context.Rule(field, customer);
            if (rule.Owner == customer.Ref.System && (value is not null || !forCreate))
            {
                planned.Set(name, value is null ? false : value, rule.ToString());
            }
        }
    }

    private static bool TryCountry(PlanContext context, Customer customer, string? code, PlannedFields planned, ref CaseReason? problem)
    {
        FieldRule rule = context.Rule(nameof(Customer.BillingAddress), customer);
        if (code is null || rule.Owner != customer.Ref.System)
        {
            return true;
        }

        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Country, code), out ErpId? country))
        {
            return false;
        }

        if (country is null)
        {
            problem = new CaseReason(ErrorKind.Validation, "unknown-country", $"Odoo has no country '{code}'; correct it at {customer.Ref}, then retry.", "BillingAddress.Country");
            return true;
        }

        planned.Set("country_id", country.Id, rule.ToString());
        return true;
    }
}

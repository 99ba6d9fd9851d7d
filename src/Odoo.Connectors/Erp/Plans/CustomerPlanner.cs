using System.Globalization;
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
        IReadOnlyList<string> claims = MatchKeys.Of(customer, context.Options);
        CaseReason? problem = null;
        bool known = context.TrySetup(out ErpSetup setup);
        known &= context.TryMatch(customer, origin, record, out ErpCustomerMatch match);
        known &= CustomerFields.TryPlan(context, intent, forCreate: true, out CustomerFields fields, ref problem);
        if (!known)
        {
            return PlanResult.Needs;
        }

        long? adopted = match.Own is not null ? null
            : context.LinkedPartner(record)?.Id is long linked && !match.IsLinkedGone ? linked
            : match is { Others.Count: 1, Related.Count: 0 } ? match.Others[0] : null;
        if ((match.Own ?? adopted) is long there && match.Archived.Contains(there) && context.Options.ArchivedCustomer == ArchivedPartner.Case)
        {
            return new PlanResult.Review(Archived(context, customer, there));
        }

        if (adopted is long partner)
        {
            return new PlanResult.Adopt(partner.ToString(CultureInfo.InvariantCulture), claims);
        }

        if ((Ambiguous(customer, match) ?? Gone(context, origin, record, match) ?? problem) is CaseReason reason)
        {
            return new PlanResult.Review(reason);
        }

        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"customer/{origin}",
            Payload = Creation(origin, setup, fields).ToString(),
            Way = context.Way,
            Claims = claims,
            Provenance = fields.Planned.Provenance,
            Remarks = fields.Remarks,
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
        if (!CustomerFields.TryPlan(context, intent, forCreate: false, out CustomerFields fields, ref problem))
        {
            return PlanResult.Needs;
        }

        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        if (fields.Planned.Values.Count == 0)
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

        PartnerPlace place = PartnerPlace.Find(context, origin, record, made, match);
        if (place.IsDeleted)
        {
            return Recreate(context, intent, origin, setup, place);
        }

        if (place.Id is long there && match.Archived.Contains(there))
        {
            if (context.Options.ArchivedCustomer == ArchivedPartner.Case)
            {
                return new PlanResult.Review(Archived(context, customer, there));
            }

            fields.Unarchive();
        }

        WritePlan plan = new()
        {
            Company = setup.CompanyId,
            Model = "res.partner",
            Record = place.Reference,
            Values = fields.Planned.Values,
            Note = place.Reference is JsonObject ? null : AdoptionNotes.KeyOf(origin),
        };
        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"customer/{origin}", Payload = plan.ToString(), Way = ErpWays.Write, Provenance = fields.Planned.Provenance, Remarks = fields.Remarks,
        }) { Facts = place.Facts };
    }

    private static PlanResult Recreate(PlanContext context, Intent intent, ExternalRef origin, ErpSetup setup, PartnerPlace place)
    {
        if (context.Options.DeletedCustomer == DeletedPartner.Case)
        {
            return new PlanResult.Review(new CaseReason(
                ErrorKind.Gone, "deleted-customer",
                $"The partner of {origin} was deleted in Odoo. Set Systems:{context.System}:DeletedCustomer to Recreate to have it made anew, then retry.", "customer"));
        }

        CaseReason? problem = null;
        return !CustomerFields.TryPlan(context, intent, forCreate: true, out CustomerFields fields, ref problem) ? PlanResult.Needs
            : problem is not null ? new PlanResult.Review(problem)
            : new PlanResult.Send(new EffectPlan
            {
                Subject = $"customer/{origin}",
                Payload = Creation(origin, setup, fields).ToString(),
                Way = context.Way,
                Provenance = fields.Planned.Provenance,
                Remarks = [.. fields.Remarks, "the partner was deleted in Odoo and is made anew"],
            }) { Facts = place.Facts };
    }

    private static DocumentPlan Creation(ExternalRef origin, ErpSetup setup, CustomerFields fields)
    {
        DocumentPlan plan = new(ErpKeys.ExternalId(EffectKinds.Customer, origin), "res.partner") { Company = setup.CompanyId, Read = ["name"] };
        foreach ((string name, JsonNode? value) in fields.Planned.Values)
        {
            plan.Values[name] = value?.DeepClone();
        }

        return plan;
    }

    private static CaseReason Archived(PlanContext context, Customer customer, long partner) => new(
        ErrorKind.Conflict, "archived-customer",
        string.Create(CultureInfo.InvariantCulture, $"Partner {partner} in Odoo is {customer.Ref} and is archived. Take it out of the archive there, or set Systems:{context.System}:ArchivedCustomer to Unarchive, then retry."),
        "customer");

    /// <summary>The linked partner is gone and nothing says which one it was merged into: making another would make two of one customer.</summary>
    private static CaseReason? Gone(PlanContext context, ExternalRef origin, RecordLink? record, ErpCustomerMatch match) =>
        match.Own is not null || !match.IsLinkedGone || context.Options.DeletedCustomer == DeletedPartner.Recreate ? null : new CaseReason(
            ErrorKind.Gone, "deleted-customer",
            string.Create(CultureInfo.InvariantCulture, $"Partner {context.LinkedPartner(record)?.Id}, which {origin} is linked to, is no longer in Odoo: deleted, or merged into another one. Supersede the link by the partner that took its place, or set Systems:{context.System}:DeletedCustomer to Recreate to have it made anew, then retry."),
            "customer");

    /// <summary>Partners that may be the customer and are not surely it.</summary>
    private static CaseReason? Ambiguous(Customer customer, ErpCustomerMatch match)
    {
        if (match.Own is not null)
        {
            return null;
        }

        if (match.Others.Count + match.Related.Count > 0)
        {
            return new CaseReason(
                ErrorKind.Conflict, "ambiguous-match",
                $"{match.Others.Count + match.Related.Count} partners in Odoo (ids {string.Join(", ", match.Others.Concat(match.Related))}) share a VAT number, web domain or another match key with {customer.Ref} and are not surely it; merge them there, or give them different values, then retry.");
        }

        return match.Hints.Count == 0 ? null : new CaseReason(
            ErrorKind.Conflict, "same-email",
            $"Partners in Odoo (ids {string.Join(", ", match.Hints)}) have the e-mail address of {customer.Ref}, which proves nothing. If one of them is it, link that id to it; else give them different addresses. Then retry.",
            nameof(Customer.Email));
    }
}

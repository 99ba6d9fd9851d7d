using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Vendors;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Customers that are to exist, and their fields.</summary>
internal static class CustomerPlans
{
    /// <summary>What was told is remembered beside what was stored: Stripe may write it in its own way, and the same told again is no change.</summary>
    public static string Told(string field) => $"{field} as told";

    public static PlanResult Customer(PlanContext context, Intent intent, Customer customer)
    {
        if (!context.TryCustomer(intent.Source, out string? id, out RecordLink? link))
        {
            return PlanResult.Needs;
        }

        IReadOnlyList<string> claims = CustomerKeys.Of(customer, context.Options.MatchKeys, context.Options.SharedDomains);
        if (id is not null)
        {
            return new PlanResult.Adopt(id, claims);
        }

        string? account = AccountOf(context, intent.Source, link);
        if (!TryMatch(context, account, out string? found, out PlanResult? ask))
        {
            return PlanResult.Needs;
        }

        return ask ?? (found is not null ? new PlanResult.Adopt(found, claims) { Found = Own(context, found) } : Create(context, intent, customer, link, account, claims));
    }

    /// <summary>The customer's fields as absolute values; one that is being made is found when they are sent.</summary>
    public static PlanResult Fields(PlanContext context, Intent intent, Customer customer)
    {
        if (!context.TryCustomer(intent.Source, out string? id, out RecordLink? link))
        {
            return PlanResult.Needs;
        }

        string key = context.CustomerKey(intent.Source, link);
        string? found = null;
        PlanResult? ask = null;
        EffectSummary? made = null;
        if (id is null && !(TryMatch(context, AccountOf(context, intent.Source, link), out found, out ask) & context.Known.TryEffect(key, out made)))
        {
            return PlanResult.Needs;
        }

        if (ask is not null)
        {
            return ask;
        }

        id ??= found;
        if (id is null && made is null or { State: EffectState.Refused or EffectState.Rejected or EffectState.Skipped })
        {
            return new PlanResult.Nothing("the customer is made with these values");
        }

        return Checked(context, customer) ?? Update(context, intent, customer, id, key, found is null ? null : Own(context, found));
    }

    /// <summary>What the customer owes elsewhere; who is no customer of this account is told nothing.</summary>
    public static PlanResult Summary(PlanContext context, Intent intent, AccountSummary summary)
    {
        string? found = null;
        PlanResult? ask = null;
        if (!context.TryCustomer(intent.Source, out string? id, out RecordLink? link) || (id is null && !TryMatch(context, AccountOf(context, intent.Source, link), out found, out ask)))
        {
            return PlanResult.Needs;
        }

        if (ask is not null || (id ?? found) is not { } customer)
        {
            return ask ?? new PlanResult.Nothing("it is no customer there");
        }

        string subject = $"customer/{customer}";
        bool answered = context.Known.TryShadow(Own(context, customer), out Shadow shadow);
        if (!(answered & context.Known.TryBusy(context.System, subject, out bool busy)))
        {
            return PlanResult.Needs;
        }

        PlannedFields fields = SummaryPlans.Form(summary, context.Options);
        Dictionary<string, string> texts = PlanContext.Texts(fields);
        return !busy && texts.All(t => shadow.Holds(t.Key, t.Value)) ? new PlanResult.Nothing("unchanged") : new PlanResult.Send(new EffectPlan
        {
            Subject = subject, Way = Ways.CustomerFields, Payload = new PlannedWrite { Fields = texts, PlannedAt = context.Now, Id = customer }.ToPayload(), Provenance = fields.Provenance,
        })
        {
            Found = found is null ? null : Own(context, found),
        };
    }

    private static PlanResult Update(PlanContext context, Intent intent, Customer customer, string? id, string key, ExternalRef? found)
    {
        string mark = Mark.Of(key);
        string former = $"customer/{mark}";
        Shadow shadow = Shadow.Empty;
        bool answered = id is null || context.Known.TryShadow(Own(context, id), out shadow);
        answered &= context.Known.TryBusy(context.System, former, out bool isBeingMade);
        string subject = id is null || isBeingMade ? former : $"customer/{id}";
        answered &= context.Known.TryBusy(context.System, subject, out bool busy);
        if (!answered)
        {
            return PlanResult.Needs;
        }

        PlannedFields fields = CustomerForm.Of(customer, isNew: false, context);
        if (context.Mappings.Apply(context.System, customer, intent.Source, fields) is { } unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        Dictionary<string, string> texts = PlanContext.Texts(fields);
        if (texts.Count == 0)
        {
            return new PlanResult.Nothing("no field of it is owned by its source");
        }

        if (!busy && texts.All(t => shadow.Holds(t.Key, t.Value) || shadow.Holds(Told(t.Key), t.Value)))
        {
            return new PlanResult.Nothing("unchanged");
        }

        texts.Remove(CustomerForm.TaxId, out string? taxId);
        return new PlanResult.Send(new EffectPlan
        {
            Subject = subject,
            Way = Ways.CustomerFields,
            Payload = new PlannedWrite { Fields = texts, TaxId = taxId, PlannedAt = context.Now, Id = id, Place = id is null ? new CustomerPlace(mark, customer.Email) : null }.ToPayload(),
            Provenance = fields.Provenance,
        })
        {
            Found = found,
        };
    }

    private static PlanResult Create(PlanContext context, Intent intent, Customer customer, RecordLink? link, string? account, IReadOnlyList<string> claims)
    {
        if (Checked(context, customer) is { } problem)
        {
            return problem;
        }

        PlannedFields fields = CustomerForm.Of(customer, isNew: true, context);
        if (account is not null)
        {
            fields.Set($"metadata[{context.Options.CustomerMetadataKey}]", account, nameof(StripeOptions.CustomerMetadataKey));
        }

        if (context.Mappings.Apply(context.System, customer, intent.Source, fields) is { } unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        bool isUntyped = customer.VatNumber is { Length: > 0 } && !fields.Values.ContainsKey(CustomerForm.TaxIdOfNew);
        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"customer/{Mark.Of(context.CustomerKey(intent.Source, link))}",
            Way = Ways.Customer,
            Payload = new PlannedWrite { Fields = PlanContext.Texts(fields), PlannedAt = context.Now }.ToPayload(),
            Claims = claims,
            Provenance = fields.Provenance,
            Remarks = isUntyped ? ["without its VAT number: its country does not tell the type of tax id"] : [],
        });
    }

    private static PlanResult.Review? Checked(PlanContext context, Customer customer) =>
        customer.TaxTreatment is not { Length: > 0 } treatment || context.Options.TaxTreatments.ContainsKey(treatment) ? null : PlanContext.Review(
            ErrorKind.Configuration, "unmapped-tax-treatment",
            $"{customer.Ref} is taxed as a word that '{context.System}' does not know; add it to Systems:{context.System}:TaxTreatments with none, exempt or reverse, then retry.",
            nameof(StripeOptions.TaxTreatments));

    /// <summary>The customer that carries the CRM's id already.</summary>
    /// <returns>False when it is not known yet.</returns>
    private static bool TryMatch(PlanContext context, string? account, out string? found, out PlanResult? ask)
    {
        (found, ask) = (null, null);
        CustomerMatch? match = null;
        if (account is not null && !context.Known.TryRead(CustomerMatch.Question(context.System, account), out match))
        {
            return false;
        }

        if (match is { Ids: [string only] })
        {
            found = only;
        }
        else if (match is { Ids.Count: > 1 })
        {
            ask = PlanContext.Review(
                ErrorKind.Conflict, "ambiguous-match",
                $"{match.Ids.Count} customers of '{context.System}' ({string.Join(", ", match.Ids)}) carry the same id of the CRM; clear the metadata of those that are not it, then retry.",
                $"metadata[{context.Options.CustomerMetadataKey}]");
        }

        return true;
    }

    /// <summary>The customer's id in the CRM whose ids the metadata holds.</summary>
    private static string? AccountOf(PlanContext context, ExternalRef source, RecordLink? link) => context.Options.CrmSystem is not { } crm ? null
        : source.System == crm ? source.Id : link?.IdIn(crm, RecordKinds.Customer);

    private static ExternalRef Own(PlanContext context, string id) => new(context.System, RecordKinds.Customer, id);
}

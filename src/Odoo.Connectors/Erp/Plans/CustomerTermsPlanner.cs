using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Plans what a partner holds for this company alone: payment terms, fiscal position, credit limit. What the source says nothing about
/// stays as it is in Odoo, until the source said something once.
/// </summary>
internal static class CustomerTermsPlanner
{
    private const string Terms = "property_payment_term_id";
    private const string Position = "property_account_position_id";
    private const string Limit = "credit_limit";

    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        Customer customer = (Customer)intent.Record;
        if (!context.Known.TryLink(intent.Source, out RecordLink? record))
        {
            return PlanResult.Needs;
        }

        ExternalRef agreed = ShadowOf(context.System, record?.Origin ?? intent.Source);
        string subject = $"{EffectKinds.CustomerTerms}/{agreed.Id}";
        CaseReason? problem = null;
        bool known = context.TrySetup(out ErpSetup setup);
        known &= context.Known.TryShadow(agreed, out Shadow shadow);
        known &= context.Known.TryBusy(context.System, subject, out bool busy);
        known &= context.TryPartner(customer, out JsonNode partner);
        PlannedFields fields = new([], context.Rule<Customer>());
        known &= TryReference(context, ReferenceTable.PaymentTerms, customer.PaymentTerms, ErpLookup.PaymentTerm, Terms, shadow, fields, ref problem);
        known &= TryReference(context, ReferenceTable.FiscalPositions, customer.TaxTreatment, ErpLookup.FiscalPosition, Position, shadow, fields, ref problem);
        known &= TryLimit(context, customer, setup, shadow, fields, ref problem);
        if (!known)
        {
            return PlanResult.Needs;
        }

        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        if (fields.Values.Count == 0)
        {
            return new PlanResult.Nothing("its source says nothing about its terms");
        }

        WritePlan plan = new() { Company = setup.CompanyId, Model = "res.partner", Record = partner, Values = fields.Values, Shadow = agreed };
        return !busy && shadow.Holds(fields.Values.Select(v => KeyValuePair.Create<string, string?>(v.Key, ShadowText(v.Value!))))
            ? new PlanResult.Nothing("the partner holds these terms")
            : new PlanResult.Send(new EffectPlan { Subject = subject, Payload = plan.ToString(), Way = ErpWays.Write, Provenance = fields.Provenance });
    }

    /// <summary>Under which name a customer's terms with a company are remembered.</summary>
    public static ExternalRef ShadowOf(string system, ExternalRef origin) => new(system, EffectKinds.CustomerTerms, ErpKeys.ExternalId(EffectKinds.Customer, origin));

    private static bool TryReference(
        PlanContext context, ReferenceTable table, string? word, string lookup, string field, Shadow shadow, PlannedFields fields, ref CaseReason? problem)
    {
        if (string.IsNullOrEmpty(word))
        {
            Clear(field, shadow, fields, JsonValue.Create(false));
            return true;
        }

        bool known = MappedReference.TryId(context, table, word, use => ErpLookup.Of(context.System, lookup, use), out long id, ref problem);
        fields.Values[field] = id;
        return known;
    }

    private static bool TryLimit(PlanContext context, Customer customer, ErpSetup? setup, Shadow shadow, PlannedFields fields, ref CaseReason? problem)
    {
        if (customer.CreditLimit is not Money limit)
        {
            Clear(Limit, shadow, fields, JsonValue.Create(0m));
            return true;
        }

        bool known = context.TryCurrency(limit.Currency, out long currency, ref problem);
        if (known && setup is not null && currency != setup.CurrencyId)
        {
            problem ??= new CaseReason(
                ErrorKind.Validation, "credit-limit-currency",
                $"The credit limit of {customer.Ref} is in {limit.Currency}, and company '{context.Options.Company}' keeps its books in another currency; state it in that one, then retry.",
                nameof(Customer.CreditLimit));
        }

        fields.Values[Limit] = limit.Amount;
        return known;
    }

    /// <summary>What was said once and is said no more is taken back.</summary>
    private static void Clear(string field, Shadow shadow, PlannedFields fields, JsonNode nothing)
    {
        if (shadow.Knows(field))
        {
            fields.Values[field] = nothing;
        }
    }

    /// <summary>The value as it is read back; see <see cref="ErpOutcomes.Values"/>.</summary>
    private static string ShadowText(JsonNode value) => value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? decimal.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture).ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)
        : "false";
}

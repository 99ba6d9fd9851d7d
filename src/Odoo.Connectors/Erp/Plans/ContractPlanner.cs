using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Plans contracts as confirmed sale orders, or as subscriptions where Odoo has them. A deal or a subscription makes the order, the
/// subscription says on it where it stands, an amendment sets its lines.
/// </summary>
internal static class ContractPlanner
{
    private const string InvoicedTo = "partner_invoice_id";

    /// <summary>Lets plain create give lines external ids, as load does: Odoo takes them in an import's context.</summary>
    private static JsonObject ImportContext => new() { ["_import_current_module"] = "odoo_connectors", ["noupdate"] = true };

    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        (string name, Currency currency, IReadOnlyList<ProductLine> lines, ExternalRef of) = intent.Record switch
        {
            Deal deal => (deal.Name, deal.Currency, deal.Lines, deal.Ref),
            Contract contract => (contract.Ref.Id, contract.Currency, contract.Terms, contract.Ref),
            object other => throw new ArgumentException($"A contract cannot be planned from {other.GetType().Name}."),
        };
        if (lines.Count == 0)
        {
            return new PlanResult.Review(new CaseReason(
                ErrorKind.Validation, "contract-without-lines", $"{intent.Source} has no products; add what was sold there, then retry.", "Lines"));
        }

        CaseReason? problem = null;
        bool known = context.TrySetup(out ErpSetup setup) & context.TryPartner(intent.Customer!, out JsonNode partner)
            & context.TryCurrency(currency, out long currencyId, ref problem);
        known &= context.TryPricelist(setup, currencyId, currency, out long pricelist, ref problem);
        JsonNode? invoiced = null;
        known &= intent.InvoicedTo is null || context.TryPartner(intent.InvoicedTo, out invoiced);
        JsonObject header = [];
        known &= intent.Record is not Contract subscription || ContractHeader.TryPlan(context, subscription, isNew: true, header, [], ref problem);
        JsonArray orderLines = [];
        foreach (ProductLine line in lines)
        {
            known &= context.TryProduct(line.ProductCode, out long product, ref problem);
            orderLines.Add((JsonNode)new JsonArray(0, 0, new JsonObject
            {
                ["id"] = ContractLine.KeyOf(of, line),
                ["product_id"] = product,
                ["name"] = line.Description,
                ["product_uom_qty"] = line.Quantity,
                ["price_unit"] = line.UnitPrice,
            }));
        }

        List<string> remarks = [];
        known &= TaxValidation.TryCheck(context, intent.Customer!, currency, (intent.Record as Deal)?.StartsOn ?? (intent.Record as Contract)?.StartsOn, lines, remarks, ref problem);
        if (!known)
        {
            return PlanResult.Needs;
        }

        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        DocumentPlan plan = new(ErpKeys.ExternalId(EffectKinds.Contract, intent.Source), "sale.order")
        {
            Company = setup.CompanyId, Calls = ["action_confirm"], Read = ["name", "state", "amount_untaxed"], Context = ImportContext,
        };
        plan.Values["partner_id"] = partner;
        if (invoiced is not null)
        {
            plan.Values[InvoicedTo] = invoiced;
        }

        plan.Values["company_id"] = setup.CompanyId;
        plan.Values["origin"] = name;
        plan.Values["order_line"] = orderLines;
        if (pricelist != 0)
        {
            plan.Values["pricelist_id"] = pricelist;
        }

        // A field without a value is simply not given.
        foreach ((string field, JsonNode? value) in header.Where(h => h.Value!.GetValueKind() != System.Text.Json.JsonValueKind.False))
        {
            plan.Values[field] = value!.DeepClone();
        }

        PlannedFields fields = new(plan.Values, $"{context.Rule<Contract>()}, as agreed in {intent.Source}");
        if (context.Map(intent, fields) is CaseReason unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        plan.Expect["currency_id"] = currencyId;
        plan.Expect["amount_untaxed"] = Math.Round(lines.Sum(l => Math.Round(l.Quantity * l.UnitPrice, currency.Exponent, MidpointRounding.AwayFromZero)), currency.Exponent);
        plan.ExpectAfter["state"] = "sale";
        return new PlanResult.Send(new EffectPlan
        {
            Subject = $"contract/{intent.Source}",
            Payload = plan.ToString(),
            Way = context.Way,
            Provenance = fields.Provenance,
            Remarks = remarks,
        });
    }

    /// <summary>Where the subscription stands, on the order.</summary>
    public static PlanResult PlanActivation(PlanContext context, Intent intent)
    {
        Contract contract = (Contract)intent.Record;
        ExternalRef order = OrderOf(context, intent);
        ExternalRef target = new(context.System, RecordKinds.Contract, ErpKeys.ExternalId(EffectKinds.Contract, order));
        CaseReason? problem = null;
        JsonObject values = [], labels = [];
        JsonArray lines = [];
        bool known = context.TrySetup(out ErpSetup setup) & context.Known.TryShadow(target, out Shadow shadow) & context.Known.TryBusy(context.System, Subject(order), out bool busy);
        known &= ContractHeader.TryPlan(context, contract, isNew: false, values, labels, ref problem);

        // An order that was never said to be invoiced to another one keeps what people entered.
        JsonNode? invoiced = null;
        if (intent.InvoicedTo is not null || shadow.Knows(InvoicedTo))
        {
            known &= context.TryPartner(intent.InvoicedTo ?? intent.Customer!, out invoiced);
            values[InvoicedTo] = invoiced;
        }

        if (context.Options.ContractEnd == ContractEnd.ZeroQuantities)
        {
            known &= ContractTerms.TryPlan(context, contract, lines, ref problem);
        }

        if (!known)
        {
            return PlanResult.Needs;
        }

        PlannedFields fields = new(values, context.Rule<Contract>());
        problem ??= context.Map(intent, fields);
        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        // The version alone is no change.
        string? version = context.ContractField("Version");
        if (!busy && shadow.Holds(ContractShadow.Of(fields.Values.Where(v => v.Key != version), contract.Status)))
        {
            return new PlanResult.Nothing("the order stands as the subscription does");
        }

        ContractPlan plan = new()
        {
            Company = setup.CompanyId,
            Order = target.Id,
            Source = contract.Ref,
            Version = contract.Version,
            VersionField = version,
            Status = contract.Status,
            Values = fields.Values,
            Labels = labels,
            Lines = lines,
            LinesOnReturn = true,
            End = context.Options.ContractEnd,
            Head = AmendmentText.Origin(contract),
        };
        return Send(plan, order, fields.Provenance);
    }

    /// <summary>
    /// New terms: the order's lines as absolute values. The effect's key names the amendment as the event told it; the values are the
    /// contract's as it is now, so that a late event cannot bring old terms back.
    /// </summary>
    public static PlanResult PlanAmendment(PlanContext context, Intent intent)
    {
        Contract contract = (Contract)intent.Record;
        CaseReason? problem = null;
        JsonObject values = [], labels = [];
        JsonArray lines = [];
        bool known = context.TrySetup(out ErpSetup setup);
        known &= ContractHeader.TryPlan(context, contract, isNew: false, values, labels, ref problem);
        known &= ContractTerms.TryPlan(context, contract, lines, ref problem);
        if (!known)
        {
            return PlanResult.Needs;
        }

        PlannedFields fields = new(values, context.Rule<Contract>());
        problem ??= context.Map(intent, fields);
        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        ExternalRef order = OrderOf(context, intent);
        ContractPlan plan = new()
        {
            Company = setup.CompanyId,
            Order = ErpKeys.ExternalId(EffectKinds.Contract, order),
            Source = contract.Ref,
            Version = contract.Version,
            VersionField = context.ContractField("Version"),
            Status = contract.Status,
            Values = fields.Values,
            Labels = labels,
            Lines = lines,
            End = context.Options.ContractEnd,
            Head = contract.Amendments is [.., Amendment last] ? AmendmentText.Head(context, contract, last) : AmendmentText.Origin(contract),
            Changes = [.. contract.Amendments.SelectMany(a => AmendmentText.Changes(context, contract, a))],
            TellsStatus = contract.Amendments.Any(a => a.StatusAfter is not null),
        };
        return Send(plan, order, new Dictionary<string, string>(fields.Provenance, StringComparer.Ordinal) { ["order_line"] = context.Rule<Contract>() });
    }

    private static PlanResult.Send Send(ContractPlan plan, ExternalRef order, IReadOnlyDictionary<string, string> provenance) => new(new EffectPlan
    {
        Subject = Subject(order), Payload = plan.ToString(), Way = ErpWays.Contract, Provenance = provenance,
    });

    private static string Subject(ExternalRef order) => $"contract/{order}";

    /// <summary>The reference the order was made of: the first one of the contract's record.</summary>
    private static ExternalRef OrderOf(PlanContext context, Intent intent) =>
        context.Known.TryLink(intent.Source, out RecordLink? record) && record is not null ? record.Origin : intent.Source;
}

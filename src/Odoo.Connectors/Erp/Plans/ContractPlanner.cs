using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Plans contracts as confirmed sale orders: Odoo Community has no subscriptions. A deal makes the order, the subscription
/// puts its id on it, an amendment sets its quantities.
/// </summary>
internal static class ContractPlanner
{
    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        (string name, Currency currency, IReadOnlyList<ProductLine> lines) = intent.Record switch
        {
            Deal deal => (deal.Name, deal.Currency, deal.Lines),
            Contract contract => (contract.Ref.Id, contract.Currency, contract.Terms),
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
        JsonArray orderLines = [];
        foreach (ProductLine line in lines)
        {
            known &= context.TryProduct(line.ProductCode, out long product, ref problem);
            orderLines.Add((JsonNode)new JsonArray(0, 0, new JsonObject
            {
                ["product_id"] = product, ["name"] = line.Description, ["product_uom_qty"] = line.Quantity, ["price_unit"] = line.UnitPrice,
            }));
        }

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
            Company = setup.CompanyId, Calls = ["action_confirm"], Read = ["name", "state", "amount_untaxed"],
        };
        plan.Values["partner_id"] = partner;
        plan.Values["company_id"] = setup.CompanyId;
        plan.Values["origin"] = name;
        plan.Values["order_line"] = orderLines;
        if (pricelist != 0)
        {
            plan.Values["pricelist_id"] = pricelist;
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
        });
    }

    /// <summary>The subscription's id on the order.</summary>
    public static PlanResult PlanActivation(PlanContext context, Intent intent)
    {
        Contract contract = (Contract)intent.Record;
        ExternalRef order = OrderOf(context, intent);
        ExternalRef target = new(context.System, RecordKinds.Contract, ErpKeys.ExternalId(EffectKinds.Contract, order));
        if (!context.TrySetup(out ErpSetup setup)
            | !context.Known.TryShadow(target, out Shadow shadow)
            | !context.Known.TryBusy(context.System, Subject(order), out bool busy))
        {
            return PlanResult.Needs;
        }

        PlannedFields fields = new(new JsonObject { ["client_order_ref"] = contract.Ref.Id }, context.Rule<Contract>());
        if (context.Map(intent, fields) is CaseReason unmapped)
        {
            return new PlanResult.Review(unmapped);
        }

        if (!busy && shadow.Holds(fields.Values.Select(v => KeyValuePair.Create(v.Key, v.Value?.ToString()))))
        {
            return new PlanResult.Nothing("the order carries the subscription's id");
        }

        WritePlan plan = new()
        {
            Company = setup.CompanyId,
            Model = "sale.order",
            Record = DocumentPlan.Ref(ErpKeys.ExternalId(EffectKinds.Contract, order)),
            Values = fields.Values,
        };
        return Send(plan, order, fields.Provenance);
    }

    /// <summary>
    /// New terms: the order's quantities and prices as absolute values. The effect's key names the amendment as the event told
    /// it; the values are the contract's as it is now, so that a late event cannot bring old terms back.
    /// </summary>
    public static PlanResult PlanAmendment(PlanContext context, Intent intent)
    {
        Contract contract = (Contract)intent.Record;
        CaseReason? problem = null;
        bool known = context.TrySetup(out ErpSetup setup);
        JsonArray lines = [];
        HashSet<string> current = [.. contract.Terms.Select(t => t.ProductCode)];
        IEnumerable<ProductLine> removed = contract.Amendments
            .SelectMany(a => a.Before.Concat(a.Terms)).Where(t => !current.Contains(t.ProductCode)).DistinctBy(t => t.ProductCode)
            .Select(t => t with { Quantity = 0m });
        foreach (ProductLine term in contract.Terms.Concat(removed))
        {
            known &= context.TryProduct(term.ProductCode, out long product, ref problem);
            lines.Add((JsonNode)new JsonObject
            {
                ["product_id"] = product,
                ["name"] = term.Description,
                ["product_uom_qty"] = term.Quantity,
                ["price_unit"] = term.UnitPrice,
                ["reprice"] = contract.Amendments.Any(a => Repriced(a, term)),
            });
        }

        if (!known)
        {
            return PlanResult.Needs;
        }

        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        ExternalRef order = OrderOf(context, intent);
        WritePlan plan = new()
        {
            Company = setup.CompanyId,
            Model = "sale.order",
            Record = DocumentPlan.Ref(ErpKeys.ExternalId(EffectKinds.Contract, order)),
            Values = [],
            Lines = lines,
        };
        return Send(plan, order, new Dictionary<string, string> { ["order_line"] = context.Rule<Contract>() });
    }

    /// <summary>The order keeps its price, which may hold a discount of the deal, unless the amendment is about the price.</summary>
    private static bool Repriced(Amendment amendment, ProductLine term) =>
        amendment.Before.Any(b => b.ProductCode == term.ProductCode && b.UnitPrice != term.UnitPrice);

    private static PlanResult.Send Send(WritePlan plan, ExternalRef order, IReadOnlyDictionary<string, string> provenance) => new(new EffectPlan
    {
        Subject = Subject(order), Payload = plan.ToString(), Way = ErpWays.Write, Provenance = provenance,
    });

    private static string Subject(ExternalRef order) => $"contract/{order}";

    /// <summary>The reference the order was made of: the first one of the contract's record.</summary>
    private static ExternalRef OrderOf(PlanContext context, Intent intent) =>
        context.Known.TryLink(intent.Source, out RecordLink? record) && record is not null ? record.Origin : intent.Source;
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>The terms of a contract as lines of its order: those in force, and with quantity 0 those that an amendment took away.</summary>
internal static class ContractTerms
{
    public static bool TryPlan(PlanContext context, Contract contract, JsonArray lines, ref CaseReason? problem)
    {
        bool known = true;
        HashSet<(string, string)> current = [.. contract.Terms.Select(Identity)];
        IEnumerable<ProductLine> removed = contract.Amendments
            .SelectMany(a => a.Before.Concat(a.Terms)).Where(t => !current.Contains(Identity(t))).DistinctBy(Identity).Select(t => t with { Quantity = 0m });
        foreach (ProductLine term in contract.Terms.Concat(removed))
        {
            known &= context.TryProduct(term.ProductCode, out long product, ref problem);
            ProductLine? before = contract.Amendments.SelectMany(a => a.Before).FirstOrDefault(b => Identity(b) == Identity(term));
            lines.Add((JsonNode)new ContractLine(
                ContractLine.KeyOf(contract.Ref, term), product, term.ProductCode, term.Description, term.Quantity, term.UnitPrice, contract.Amendments.Any(a => Repriced(a, term)))
            {
                Was = before is null ? null : (before.Quantity, before.UnitPrice),
                IsNew = before is null && contract.Amendments.Count > 0,
            }.ToJson());
        }

        return known;
    }

    private static (string Id, string ProductCode) Identity(ProductLine line) => (line.Id, line.ProductCode);

    /// <summary>The order keeps its price, which may hold a discount of the deal, unless the amendment is about the price.</summary>
    private static bool Repriced(Amendment amendment, ProductLine term) =>
        amendment.Before.Any(b => Identity(b) == Identity(term) && b.UnitPrice != term.UnitPrice);
}

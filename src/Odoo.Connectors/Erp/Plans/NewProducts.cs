using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The products of one plan that Odoo does not have and that are made before it is carried out. In the plan each stands as a negative
/// number: the place of its code in the list that goes along.
/// </summary>
internal sealed class NewProducts
{
    /// <summary>Where a payload lists the codes.</summary>
    public const string Member = "new_products";

    private readonly List<string> _codes = [];

    /// <summary>The product of a code; a case where it may not be made.</summary>
    /// <returns>False when something must be read first.</returns>
    public bool TryFind(PlanContext context, string code, out long id, ref CaseReason? problem)
    {
        id = 0;
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Product, code), out ErpId? found))
        {
            return false;
        }

        if (found is not null)
        {
            id = found.Id;
            return true;
        }

        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.NewProduct, code), out ErpNewProduct? place))
        {
            return false;
        }

        string mapping = $"map it by {MappedReference.Setting(context, ReferenceTable.Products, code)}";
        if (place!.IsArchived)
        {
            return MappedReference.TryRefuse(
                context, ReferenceTable.Products, code, $"The product with the internal reference '{code}' is archived in Odoo; take it out of the archive, or {mapping}", ref problem);
        }

        if (!place.IsAllowed)
        {
            return MappedReference.TryRefuse(
                context, ReferenceTable.Products, code,
                $"Odoo has no product with the internal reference '{code}', and its user may not create one: it is not in {RightsCheck.ProductGroup}. Add it to that group, create the product, or {mapping}",
                ref problem);
        }

        if (!_codes.Contains(code))
        {
            _codes.Add(code);
        }

        id = -1 - _codes.IndexOf(code);
        return true;
    }

    /// <summary>The plan with the products that it needs made.</summary>
    public PlanResult AddTo(PlanResult result)
    {
        if (_codes.Count == 0 || result is not PlanResult.Send send)
        {
            return result;
        }

        JsonObject payload = (JsonObject)JsonNode.Parse(send.Plan.Payload)!;
        payload[Member] = new JsonArray([.. _codes.Select(c => (JsonNode)c)]);
        return send with
        {
            Plan = send.Plan with
            {
                Payload = payload.ToJsonString(PlanJson.Options),
                Remarks = [.. send.Plan.Remarks, .. _codes.Select(c => string.Create(CultureInfo.InvariantCulture, $"the product '{c}' is not in Odoo and is created"))],
            },
        };
    }
}

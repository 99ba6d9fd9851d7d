using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Makes the products that plans need, each under an external id of its code, which Odoo keeps unique: so it may be tried again. Afterwards
/// a plan names them by their database ids.
/// </summary>
internal sealed class ProductMaker(string system, IOdooClient client, ErpReader reader, IFaultPoints faults)
{
    private const string Model = "product.product";
    private static readonly string[] s_columns = ["id", "name", "default_code", "type", "list_price"];

    /// <summary>Makes what is missing.</summary>
    /// <returns>What can be sent now, and the outcomes of what cannot.</returns>
    public async Task<(IReadOnlyList<Dispatch> Ready, IReadOnlyList<Outcome> Failed)> MakeAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Dispatch> ready = [];
        List<Outcome> failed = [];
        foreach (Dispatch dispatch in dispatches)
        {
            try
            {
                ready.Add(dispatch.Payload.Contains(NewProducts.Member, StringComparison.Ordinal)
                    ? dispatch with { Payload = await NamedAsync(dispatch.Payload, cancellationToken).ConfigureAwait(false) }
                    : dispatch);
            }
            catch (ConnectorException e)
            {
                failed.Add(ErpOutcomes.Failed(dispatch, e));
            }
        }

        return (ready, failed);
    }

    private async Task<string> NamedAsync(string payload, CancellationToken cancellationToken)
    {
        JsonObject plan = (JsonObject)JsonNode.Parse(payload)!;
        List<long> ids = [];
        foreach (JsonNode? code in plan[NewProducts.Member] as JsonArray ?? [])
        {
            ids.Add(await IdAsync((string)code!, (long)plan["company"]!, cancellationToken).ConfigureAwait(false));
        }

        plan.Remove(NewProducts.Member);
        Name(plan, ids);
        return plan.ToJsonString(PlanJson.Options);
    }

    private static void Name(JsonNode? node, List<long> ids)
    {
        foreach (JsonNode? item in node as JsonArray ?? [])
        {
            Name(item, ids);
        }

        foreach ((string name, JsonNode? value) in (node as JsonObject ?? []).ToList())
        {
            if (name is "product_id" or "product" && value is JsonValue number && number.TryGetValue(out long place) && place < 0)
            {
                node![name] = ids[(int)(-1 - place)];
            }
            else
            {
                Name(value, ids);
            }
        }
    }

    /// <summary>By its code: another document may have made it meanwhile, or a person. By its external id, where a person changed the code since.</summary>
    private async Task<long> IdAsync(string code, long company, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(ErpLookup.Of(system, ErpLookup.Product, code), cancellationToken).ConfigureAwait(false) is byte[] known)
        {
            return JsonSerializer.Deserialize(known, ErpJson.Default.ErpId)!.Id;
        }

        string key = ErpKeys.Product(code);
        if (await reader.ByExternalIdAsync(key, cancellationToken).ConfigureAwait(false) is long there)
        {
            return there;
        }

        // Odoo would make up a sale price of 1.
        OdooLoadResult loaded = await client.LoadAsync(
            Model, s_columns, [[key, code, code, "service", "0"]], new OdooContext { AllowedCompanyIds = [company] }, cancellationToken).ConfigureAwait(false);
        if (!loaded.Succeeded)
        {
            throw loaded.Failure($"the product '{code}'");
        }

        faults.Reached(ErpFaultPoint.Loaded);
        return loaded.Ids[0];
    }
}

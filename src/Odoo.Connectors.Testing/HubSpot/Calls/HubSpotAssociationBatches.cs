using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Associations of many records at once.</summary>
internal sealed class HubSpotAssociationBatches(HubSpotAssociationCalls single, HubSpotAssociations associations, HubSpotRecords records, TimeProvider clock)
{
    private const int MostRead = 1_000;
    private const int MostWritten = 2_000;

    public VendorAnswer Serve(HubSpotCall call, HubSpotType from, HubSpotType to, string[] what) => (call.Method, what) switch
    {
        ("POST", ["read"]) => Read(call.Body(), from, to),
        ("POST", ["create"]) => Create(call.Body(), from, to, input => single.Types(from, to, input["types"])),
        ("POST", ["associate", "default"]) => Create(call.Body(), from, to, _ => [single.Plain(from, to)]),
        ("POST", ["archive"]) => Archive(call.Body(), from, to),
        _ => throw call.NotEmulated(),
    };

    /// <summary>A record without associations is missing from the results, and named among the errors.</summary>
    private VendorAnswer Read(JsonObject body, HubSpotType from, HubSpotType to)
    {
        single.Plain(from, to);
        var batch = new HubSpotBatch(clock);
        foreach (JsonNode input in HubSpotInput.Inputs(body, MostRead))
        {
            string id = HubSpotInput.Needed(input, "id");
            JsonNode[] links = records.Find(from, id) is { IsArchived: false } record
                ? [.. associations.Of(record, to).Select(link => HubSpotAssociationCalls.Link(link.Record, link.Types))]
                : [];
            if (links.Length > 0)
            {
                batch.Add(new JsonObject { ["from"] = new JsonObject { ["id"] = id }, ["to"] = new JsonArray(links) });
            }
            else
            {
                batch.Fail(new JsonObject
                {
                    ["status"] = "error",
                    ["category"] = "OBJECT_NOT_FOUND",
                    ["subCategory"] = "crm.associations.NO_ASSOCIATIONS_FOUND",
                    ["message"] = $"No {to.Singular} is associated with {from.Singular} {id}.",
                    ["context"] = new JsonObject { ["fromObjectId"] = new JsonArray(id) },
                });
            }
        }

        return batch.ToAnswer(200);
    }

    private VendorAnswer Create(JsonObject body, HubSpotType from, HubSpotType to, Func<JsonNode, IEnumerable<HubSpotAssociationType>> types)
    {
        var batch = new HubSpotBatch(clock);
        foreach (JsonNode input in HubSpotInput.Inputs(body, MostWritten))
        {
            try
            {
                HubSpotRecord one = single.Existing(from, End(input, "from"));
                HubSpotRecord two = single.Existing(to, End(input, "to"));
                foreach (HubSpotAssociationType type in types(input).ToArray())
                {
                    single.Add(one, two, type);
                    batch.Add(HubSpotAssociationCalls.Spec(one, two, type.Id));
                    batch.Add(HubSpotAssociationCalls.Spec(two, one, type.Inverse));
                }
            }
            catch (HubSpotRefusal refusal) when (refusal.Category == "OBJECT_NOT_FOUND")
            {
                batch.Fail(refusal.ToError());
            }
        }

        return batch.ToAnswer(201);
    }

    private VendorAnswer Archive(JsonObject body, HubSpotType from, HubSpotType to)
    {
        foreach (JsonNode input in HubSpotInput.Inputs(body, MostWritten))
        {
            HubSpotRecord one = single.Existing(from, End(input, "from"));
            foreach (JsonNode? other in input["to"] as JsonArray ?? [])
            {
                associations.Remove(one, single.Existing(to, HubSpotInput.Needed(other!, "id")), HubSpotWriter.Integration);
            }
        }

        return VendorAnswer.Empty(204);
    }

    private static string End(JsonNode input, string name) => HubSpotInput.Needed(input[name] ?? new JsonObject(), "id");
}

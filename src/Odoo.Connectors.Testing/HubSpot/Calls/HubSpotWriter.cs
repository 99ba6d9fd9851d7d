using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Checks and carries out the writing of one record.</summary>
internal sealed class HubSpotWriter(HubSpotRules rules, HubSpotRecords records, HubSpotAssociations associations, HubSpotEmulatorOptions options)
{
    public const string Integration = "INTEGRATION";

    /// <summary>The values to store, or why they are refused; nothing is stored yet.</summary>
    public Dictionary<string, string> Check(HubSpotType type, IEnumerable<KeyValuePair<string, string>> properties, HubSpotRecord? record)
    {
        (Dictionary<string, string> values, List<HubSpotProblem> problems) = rules.Read(type, properties, record);
        if (problems.Count > 0)
        {
            throw HubSpotRefusal.Invalid(problems, options.PortalId);
        }

        string[] missing = record is null && type.Name == "deals" ? [.. ((string[])["dealname", "dealstage"]).Where(name => values.GetValueOrDefault(name, string.Empty).Length == 0)] : [];
        if (missing.Length > 0)
        {
            throw HubSpotRefusal.Required(type, missing);
        }

        if (records.Uniques.Taken(type, values, record) is var (property, owner))
        {
            string id = owner.Id.ToString(CultureInfo.InvariantCulture);
            throw property == "email"
                ? new HubSpotRefusal(409, $"Contact already exists. Existing ID: {id}", "CONFLICT")
                : HubSpotRefusal.Invalid([new HubSpotProblem(property, "CONFLICTING_UNIQUE_VALUE", $"{id} already has that value.")], options.PortalId);
        }

        return values;
    }

    public HubSpotRecord Create(HubSpotType type, JsonNode input)
    {
        Dictionary<string, string> values = Check(type, HubSpotInput.Properties(input), null);
        List<(HubSpotRecord To, HubSpotAssociationType Type)> links = [.. Links(type, input)];
        HubSpotRecord record = records.Create(type, values, Integration);
        foreach ((HubSpotRecord to, HubSpotAssociationType way) in links)
        {
            associations.Add(record, to, way, Integration);
        }

        return record;
    }

    public void Update(HubSpotRecord record, IEnumerable<KeyValuePair<string, string>> properties) =>
        records.Update(record, Check(record.Type, properties, record), Integration);

    private IEnumerable<(HubSpotRecord To, HubSpotAssociationType Type)> Links(HubSpotType type, JsonNode input)
    {
        foreach (JsonNode? link in input["associations"] as JsonArray ?? [])
        {
            string id = link!["to"]?["id"]?.ToString() ?? string.Empty;
            foreach (JsonNode? way in link["types"] as JsonArray ?? [])
            {
                (HubSpotType to, HubSpotAssociationType found) = Way(type, way!["associationTypeId"]?.GetValue<int>() ?? 0);
                yield return (records.Find(to, id) ?? throw HubSpotRefusal.Missing(to, id), found);
            }
        }
    }

    private (HubSpotType To, HubSpotAssociationType Type) Way(HubSpotType from, int number)
    {
        foreach (HubSpotType to in HubSpotType.Known)
        {
            if (associations.Find(from, to, number) is { } found)
            {
                return (to, found);
            }
        }

        throw HubSpotRefusal.Bad($"No association type {number} starts at {from.Name}.");
    }
}

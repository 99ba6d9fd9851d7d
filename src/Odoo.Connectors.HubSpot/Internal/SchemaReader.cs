using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;
using Odoo.Connectors.HubSpot.Internal.Port;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal;

/// <summary>How the account defines what is used: properties that are read and written, the values of choices, pipelines and their stages.</summary>
internal sealed class SchemaReader(PropertyReader reader)
{
    // Accounts with a single currency, without products or where nothing was merged need not have them.
    private static readonly string[] Optional =
        ["companies.hs_merged_object_ids", "contacts.hs_merged_object_ids", "deals.hs_merged_object_ids", "deals.deal_currency_code", "line_items.hs_line_item_currency_code", "line_items.hs_pricing_model", "line_items.hs_recurring_billing_start_date"];

    private static readonly string[] Types = [ObjectTypes.Companies, ObjectTypes.Contacts, ObjectTypes.Deals, ObjectTypes.LineItems, ObjectTypes.Products];

    /// <summary>The properties that are read, and the stages that the options name.</summary>
    public static IReadOnlyList<string> Needs(HubSpotOptions options, RecordMaps maps) =>
    [
        .. Types.SelectMany(t => maps.PropertiesOf(t).Select(p => $"{t}.{p}")).Except(Optional),
        .. options.WonStages.Select(Stage),
    ];

    public async Task<SchemaSnapshot> ReadAsync(HubSpotOptions options, RecordMaps maps, CancellationToken cancellationToken)
    {
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        ILookup<string, string> written = PropertyPlan.Of(options).ToLookup(p => p.Type, p => p.Definition.Name);
        foreach (string type in Types)
        {
            IReadOnlyDictionary<string, PropertyDefinition> there = await reader.PropertiesAsync(type, cancellationToken).ConfigureAwait(false);
            foreach (string name in maps.PropertiesOf(type).Union(written[type]).Where(there.ContainsKey))
            {
                Add(entries, $"{type}.{name}", there[name], written[type].Contains(name));
            }
        }

        foreach (Pipeline pipeline in await reader.PipelinesAsync(cancellationToken).ConfigureAwait(false))
        {
            entries[$"pipeline {pipeline.Id}"] = pipeline.Label ?? "";
            foreach (PipelineStage stage in (pipeline.Stages ?? []).Where(s => s.Archived != true))
            {
                entries[Stage(stage.Id)] =
                    $"{stage.Label} of {pipeline.Id}, {(stage.Metadata?.GetValueOrDefault("isClosed") == "true" ? "closed" : "open")}, {stage.Metadata?.GetValueOrDefault("probability")}";
            }
        }

        return new SchemaSnapshot(entries);
    }

    private static string Stage(string id) => $"stage {id}";

    /// <summary>The values of a property matter where we write one of them; those that people choose of are read as they are.</summary>
    private static void Add(Dictionary<string, string> entries, string name, PropertyDefinition property, bool isWritten)
    {
        entries[name] = property.HasUniqueValue == true ? $"{property.Type}, unique" : property.Type ?? "";
        foreach (PropertyOption option in isWritten ? property.Options ?? [] : [])
        {
            entries[$"{name}={option.Value}"] = option.Label;
        }
    }
}

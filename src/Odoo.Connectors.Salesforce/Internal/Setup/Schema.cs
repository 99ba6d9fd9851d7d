using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Odoo.Connectors.Salesforce.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Setup;

/// <summary>How the fields that are read and written are defined now: their types, the values of their picklists, and what the stages mean.</summary>
internal sealed class Schema(SalesforceApi api, Describer describer, RecordReader reader)
{
    /// <summary>What is read; nothing is decoded without it.</summary>
    public IReadOnlyList<string> Needs => [.. Read().SelectMany(type => type.Fields.Select(f => $"{type.Name}.{f}"))];

    public async Task<SchemaSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        IReadOnlyList<WrittenField> written = WrittenFields.Of(api.Options);
        foreach ((string type, IReadOnlyList<string> read) in Read())
        {
            Description description = await describer.ReadAsync(type, cancellationToken).ConfigureAwait(false);
            HashSet<string> used = new(read.Concat(written.Where(w => w.Type == type).Select(w => w.Name)), StringComparer.OrdinalIgnoreCase);
            foreach (DescribedField field in description.Fields!.Where(f => f.Name is not null && used.Contains(f.Name)))
            {
                Add(entries, $"{type}.{used.First(u => u.Equals(field.Name, StringComparison.OrdinalIgnoreCase))}", field);
            }
        }

        foreach (JsonElement stage in (await reader.QueryAsync(Soql.Stages, cancellationToken).ConfigureAwait(false)).Records)
        {
            entries[$"Opportunity.StageName={stage.GetProperty("ApiName")}"] = Meaning(new RawRecord(stage));
        }

        return new SchemaSnapshot(entries);
    }

    /// <summary>A stage that begins to mean something else is a change, whatever its label.</summary>
    private static string Meaning(RawRecord stage) =>
        $"{(stage.Is("IsWon") ? "won" : stage.Is("IsClosed") ? "lost" : "open")}, {(stage.Is("IsActive") ? "active" : "inactive")}";

    private static void Add(Dictionary<string, string> entries, string name, DescribedField field)
    {
        entries[name] = field.Type == "string" ? string.Create(CultureInfo.InvariantCulture, $"string {field.Length}") : field.Type ?? "";
        foreach (PicklistValue value in field.Picklist ?? [])
        {
            entries[$"{name}={value.Value}"] = value.IsActive == false ? "inactive" : "active";
        }
    }

    private List<(string Name, IReadOnlyList<string> Fields)> Read()
    {
        SalesforceOptions options = api.Options;
        return
        [
            .. RecordType.All.Select(type => (type.Name, type == RecordType.Account
                ? [.. Soql.Own(type, options).Concat(options.MatchFields.Values).Distinct(StringComparer.OrdinalIgnoreCase)]
                : Soql.Own(type, options))),
            ("OpportunityLineItem", [.. Soql.Inside(RecordType.Opportunity, options, "OpportunityLineItems").Where(f => !f.Contains('.', StringComparison.Ordinal))]),
        ];
    }
}

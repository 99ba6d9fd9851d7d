using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Looks whether the custom fields are there that ids of the CRM go to. Chargebee's API makes none: a person does.</summary>
internal sealed class FieldSetup(ChargebeeApi api)
{
    public async Task<IReadOnlyList<SetupFinding>> RunAsync(CancellationToken cancellationToken)
    {
        List<SetupFinding> findings = [];
        (string Entity, string Field)[] wanted =
        [
            ("customer", api.Options.CustomerField), ("subscription", api.Options.DealField),
            .. api.Options.MatchKeys.Where(CustomerQuestion.IsCustomField).Select(static k => ("customer", k)),
        ];
        foreach ((string entity, string field) in wanted)
        {
            findings.Add(CustomerQuestion.IsCustomField(field)
                ? await FieldAsync(entity, field, cancellationToken).ConfigureAwait(false)
                : new SetupFinding($"{entity}.meta_data.{field}", SetupState.Present, "A key of meta_data needs no setting up."));
        }

        return findings;
    }

    private async Task<SetupFinding> FieldAsync(string entity, string field, CancellationToken cancellationToken)
    {
        string name = $"{entity}.{field}";
        JsonElement? found = null;
        string path = $"custom_field_configs?limit=100&entity_type={entity}";
        for (string? next = ""; next is not null && found is null;)
        {
            ListPage page = await api.ListAsync(next.Length == 0 ? path : $"{path}&offset={Uri.EscapeDataString(next)}", cancellationToken).ConfigureAwait(false);
            foreach (byte[] element in page.Elements)
            {
                using JsonDocument document = JsonDocument.Parse(element);
                found ??= document.RootElement.EnumerateObject().Select(p => p.Value).FirstOrDefault(v => v.Text("api_name") == field) is { ValueKind: JsonValueKind.Object } config ? config.Clone() : null;
            }

            next = page.Next;
        }

        return found switch
        {
            null => new SetupFinding(name, SetupState.Missing, $"Chargebee's API makes no fields: add it as a text under Settings > Configure Chargebee > Custom Fields > {entity}, and have Chargebee's support make it searchable."),
            { } config when config.Text("field_datatype") is not (null or "string") => new SetupFinding(name, SetupState.Wrong, $"It is of the type {config.Text("field_datatype")}; ids of a CRM are texts. Add another field and name that."),
            { } config when config.Text("status") is not (null or "active") => new SetupFinding(name, SetupState.Wrong, "It is not active; activate it in Chargebee."),
            _ => new SetupFinding(name, SetupState.Present, "As it must be. Whether it is searchable is seen when a customer is looked for by it."),
        };
    }
}

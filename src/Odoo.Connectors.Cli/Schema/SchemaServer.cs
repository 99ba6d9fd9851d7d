using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Cli.Schema;

/// <summary>Asks a server for its schema, by reads alone.</summary>
internal static class SchemaServer
{
    private const int Page = 1000;

    /// <summary>The fields of the models named, or of all. A model that the server lacks is left out and handed to <paramref name="missing"/>.</summary>
    public static async Task<OdooSchema> ReadAsync(IOdooClient client, IReadOnlyCollection<string>? models, Action<string> missing, CancellationToken cancellationToken)
    {
        OdooVersion version = await client.VersionAsync(cancellationToken).ConfigureAwait(false);
        SortedDictionary<string, string?> names = models is null
            ? await AllAsync(client, cancellationToken).ConfigureAwait(false)
            : new(models.Distinct(StringComparer.Ordinal).ToDictionary(m => m, _ => (string?)null), StringComparer.Ordinal);
        SortedDictionary<string, SchemaModel> result = new(StringComparer.Ordinal);
        foreach ((string name, string? label) in names)
        {
            if (await FieldsAsync(client, name, cancellationToken).ConfigureAwait(false) is { } fields)
            {
                result[name] = new(label, fields);
            }
            else
            {
                missing(name);
            }
        }

        return new(version.ServerVersion, result);
    }

    private static async Task<SortedDictionary<string, string?>> AllAsync(IOdooClient client, CancellationToken cancellationToken)
    {
        SortedDictionary<string, string?> names = new(StringComparer.Ordinal);
        long last = 0;
        IReadOnlyList<OdooRecord> page;
        do
        {
            page = await client.SearchReadAsync("ir.model", OdooDomain.Where("id", ">", last), ["model", "name"],
                new OdooSearch { Order = "id", Limit = Page }, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (OdooRecord model in page)
            {
                last = model.Id;
                names[model.GetString("model") ?? ""] = model.GetString("name");
            }
        }
        while (page.Count == Page);
        names.Remove("");
        return names;
    }

    private static async Task<SortedDictionary<string, SchemaField>?> FieldsAsync(IOdooClient client, string model, CancellationToken cancellationToken)
    {
        OdooCall call = new()
        {
            Model = model,
            Method = "fields_get",
            Keywords = new JsonObject { ["attributes"] = new JsonArray([.. SchemaField.Attributes.Select(a => (JsonNode)a)]) },
            IsRead = true,
        };
        try
        {
            JsonElement? answer = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
            return answer is { ValueKind: JsonValueKind.Object } fields
                ? SchemaReader.Fields(fields, model)
                : throw new InputException($"{model}: the server's fields_get gave no object; is its version supported?");
        }
        catch (OdooServerException e) when (e.Kind is ErrorKind.Validation or ErrorKind.NotFound)
        {
            // The arguments are always the same and good, so that only the model's name can be refused.
            return null;
        }
    }
}

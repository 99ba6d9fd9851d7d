using System.Text.Json;

namespace Odoo.Connectors.Cli.Schema;

/// <summary>Reads a saved schema, and answers of <c>fields_get</c>. What it cannot read it names.</summary>
internal static class SchemaReader
{
    private const string Advice = "save it anew with 'odoo-connectors models schema'";

    public static async Task<OdooSchema> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"There is no file {path}; save a schema with 'odoo-connectors models schema --out {path}'.");
        }

        FileStream file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            try
            {
                using JsonDocument document = await JsonDocument.ParseAsync(file, default, cancellationToken).ConfigureAwait(false);
                return Read(document.RootElement, path);
            }
            catch (JsonException e)
            {
                throw new InputException($"{path} is no JSON (line {e.LineNumber + 1}); {Advice}.");
            }
        }
    }

    public static OdooSchema Read(JsonElement root, string source)
    {
        SortedDictionary<string, SchemaModel> models = new(StringComparer.Ordinal);
        foreach (JsonProperty model in Property(root, "models", JsonValueKind.Object, source).EnumerateObject())
        {
            string path = $"{source}: models.{model.Name}";
            JsonElement fields = Property(model.Value, "fields", JsonValueKind.Object, path);
            models[model.Name] = new(Text(model.Value, "name", path), Fields(fields, path));
        }

        return new(Text(root, "server_version", source) ?? throw new InputException($"{source}: server_version is missing; {Advice}."), models);
    }

    /// <summary>The fields of one answer of <c>fields_get</c>.</summary>
    public static SortedDictionary<string, SchemaField> Fields(JsonElement fields, string source)
    {
        SortedDictionary<string, SchemaField> result = new(StringComparer.Ordinal);
        foreach (JsonProperty field in fields.EnumerateObject())
        {
            result[field.Name] = Field(field.Value, $"{source}.{field.Name}");
        }

        return result;
    }

    private static SchemaField Field(JsonElement field, string path) => new()
    {
        Type = Text(field, "type", path) ?? throw new InputException($"{path}: type is missing; {Advice}."),
        Label = Text(field, "string", path),
        Help = Text(field, "help", path),
        IsRequired = Flag(field, "required", path),
        IsReadOnly = Flag(field, "readonly", path),
        IsStored = Flag(field, "store", path),
        IsCompanyDependent = Flag(field, "company_dependent", path),
        Relation = Text(field, "relation", path),
        RelationField = Text(field, "relation_field", path),
        CurrencyField = Text(field, "currency_field", path),
        Digits = Digits(field),
        Options = field.TryGetProperty("selection", out JsonElement selection) ? Options(selection) : null,
    };

    // A selection may have values that are no texts, in modules of long ago; it is then read as it comes.
    private static IReadOnlyList<SchemaOption>? Options(JsonElement selection) =>
        selection.ValueKind == JsonValueKind.Array && selection.EnumerateArray().All(IsOption)
            ? [.. selection.EnumerateArray().Select(o => new SchemaOption(o[0].GetString()!, o[1].ValueKind == JsonValueKind.String ? o[1].GetString()! : ""))]
            : null;

    private static bool IsOption(JsonElement option) =>
        option.ValueKind == JsonValueKind.Array && option.GetArrayLength() == 2 && option[0].ValueKind == JsonValueKind.String;

    private static (int, int)? Digits(JsonElement field) =>
        field.TryGetProperty("digits", out JsonElement digits) && digits.ValueKind == JsonValueKind.Array && digits.GetArrayLength() == 2
            && digits[0].TryGetInt32(out int precision) && digits[1].TryGetInt32(out int scale) ? (precision, scale) : null;

    private static JsonElement Property(JsonElement parent, string name, JsonValueKind kind, string path) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind
            ? value : throw new InputException($"{path}: {name} is missing or not an object; {Advice}.");

    // Odoo writes false for a text that is not set.
    private static string? Text(JsonElement parent, string name, string path) =>
        parent.ValueKind != JsonValueKind.Object ? throw new InputException($"{path} is not an object; {Advice}.")
        : !parent.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.False or JsonValueKind.Null => null,
            _ => throw new InputException($"{path}: {name} is not a text; {Advice}."),
        };

    private static bool Flag(JsonElement parent, string name, string path) => parent.TryGetProperty(name, out JsonElement value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        _ => throw new InputException($"{path}: {name} is neither true nor false; {Advice}."),
    };
}

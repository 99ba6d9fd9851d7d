using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Generation;

/// <summary>Which models and fields are wanted, as the command line says.</summary>
internal static class FieldChoice
{
    /// <summary>From <c>a,b</c>, given once or more.</summary>
    public static IReadOnlyList<string>? Models(IEnumerable<string>? lists)
    {
        string[] models = [.. (lists ?? []).SelectMany(l => l.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];
        return models.Length > 0 ? models : null;
    }

    /// <summary>From <c>model=field,field</c>, given once or more.</summary>
    public static Dictionary<string, HashSet<string>> Fields(IEnumerable<string>? choices)
    {
        Dictionary<string, HashSet<string>> result = new(StringComparer.Ordinal);
        foreach (string choice in choices ?? [])
        {
            string[] parts = choice.Split('=', 2, StringSplitOptions.TrimEntries);
            string[] fields = parts.Length == 2 ? parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
            if (fields.Length == 0 || parts[0].Length == 0)
            {
                throw new InputException($"--fields {choice} names no fields; write it as --fields res.partner=name,email.");
            }

            (result.TryGetValue(parts[0], out HashSet<string>? known) ? known : result[parts[0]] = new(StringComparer.Ordinal)).UnionWith(fields);
        }

        return result;
    }

    /// <summary>
    /// The part of a schema that is wanted. Without a choice for a model all its fields are, except binary ones: a page of partners would
    /// bring five pictures of each. <c>*</c> means those too.
    /// </summary>
    public static OdooSchema Apply(OdooSchema schema, IReadOnlyList<string>? models, Dictionary<string, HashSet<string>> fields, Action<string> warn)
    {
        SortedDictionary<string, SchemaModel> result = new(StringComparer.Ordinal);
        foreach (string name in fields.Keys.Where(m => models is not null && !models.Contains(m)))
        {
            throw new InputException($"--fields names {name}, which --models does not; add it there or leave it out here.");
        }

        foreach (string name in models ?? [.. schema.Models.Keys.Union(fields.Keys)])
        {
            SchemaModel model = schema.Models.GetValueOrDefault(name)
                ?? throw new InputException($"The schema has no model {name}; check its name, and that its module is installed and the user may see it.");
            if (!Names.IsModel(name))
            {
                warn($"{name} is left out: a typed model's name has small letters, digits, underscores and dots only.");
                continue;
            }

            result[name] = new(model.Label, Of(name, model, fields.GetValueOrDefault(name), warn));
        }

        return schema with { Models = result };
    }

    private static SortedDictionary<string, SchemaField> Of(string name, SchemaModel model, HashSet<string>? chosen, Action<string> warn)
    {
        if (chosen?.FirstOrDefault(f => f != "*" && !model.Fields.ContainsKey(f)) is { } unknown)
        {
            throw new InputException($"{name} has no field {unknown}; check its name, and that its module is installed and the user may see it.");
        }

        SortedDictionary<string, SchemaField> result = new(StringComparer.Ordinal);
        foreach ((string field, SchemaField value) in model.Fields)
        {
            bool isWanted = chosen is null ? value.Type != "binary" : chosen.Contains("*") || chosen.Contains(field) || field == "id";
            if (isWanted && Names.IsField(field))
            {
                result[field] = value;
            }
            else if (isWanted)
            {
                warn($"{name}.{field} is left out: a typed field's name has small letters, digits and underscores only.");
            }
        }

        return result;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Schema;

/// <summary>Reads models.txt, and what modules add to it.</summary>
internal static partial class ModelReader
{
    public static Dictionary<string, Model> Read(params IEnumerable<string> modules)
    {
        var models = new Dictionary<string, Model>();
        Model? model = null;
        foreach (var line in modules.Prepend("automation.txt").Prepend("users.txt").Prepend("models.txt").SelectMany(f => EmbeddedData.Text(f).Split('\n')))
        {
            if (line.StartsWith('['))
            {
                model = ReadModel(line, models);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                var field = ReadField(line);
                model!.Fields[field.Name] = field;
            }
        }

        return models;
    }

    private static Model ReadModel(string line, Dictionary<string, Model> models)
    {
        var end = line.IndexOf(']', StringComparison.Ordinal);
        var parts = line[(end + 1)..].Split('|', StringSplitOptions.TrimEntries);
        if (parts is ["+"])
        {
            return models[line[1..end]];
        }

        var model = new Model(line[1..end], parts[0], parts[1]);
        models.Add(model.Name, model);
        AddMagic(model);
        return model;
    }

    private static void AddMagic(Model model)
    {
        foreach (var line in (string[])["id integer readonly | ID", "display_name char computed | Display Name", "create_date datetime | Created on", "write_date datetime | Last Updated on", "create_uid many2one(res.users) | Created by", "write_uid many2one(res.users) | Last Updated by"])
        {
            var field = ReadField(line);
            model.Fields[field.Name] = field;
        }
    }

    private static Field ReadField(string line)
    {
        var bar = line.Split(" | ");
        var match = FieldLine().Match(bar[0]);
        var (name, options) = (match.Groups["name"].Value, match.Groups["options"].Value);
        var inner = match.Groups["inner"].Value.Split(',');
        var type = Enum.Parse<FieldType>(match.Groups["type"].Value, ignoreCase: true);
        return new Field
        {
            Name = name,
            Type = type,
            Label = bar.Length > 1 ? bar[1].Trim() : LabelOf(name),
            Relation = type is FieldType.Selection ? "" : inner[0],
            Inverse = type is FieldType.One2Many or FieldType.Properties ? inner[1] : "",
            InvoiceLinesOnly = type is FieldType.One2Many && inner is [_, _, "invoice"],
            Only = type is FieldType.One2Many && inner is [_, _, var only] && only.Split(':') is [var by, var value] ? (by, value) : null,
            Selection = type is FieldType.Selection ? [.. inner.Select(i => i.Split('=')).Select(p => (p[0], p[1]))] : [],
            Required = options.Contains("required", StringComparison.Ordinal),
            Indexed = options.Contains("index", StringComparison.Ordinal),
            Readonly = options.Contains("readonly", StringComparison.Ordinal),
            Computed = options.Contains("computed", StringComparison.Ordinal),
            OwnCompanies = options.Contains("own_companies", StringComparison.Ordinal),
            OfCompany = options.Contains("per_company", StringComparison.Ordinal),
            Digits = Option(options, "digits") is { } digits ? int.Parse(digits, CultureInfo.InvariantCulture) : null,
            Default = Option(options, "default"),
        };
    }

    private static string? Option(string options, string name) =>
        options.Split(' ').FirstOrDefault(o => o.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static string LabelOf(string name)
    {
        var words = name.Replace("_ids", "", StringComparison.Ordinal).Replace("_id", "", StringComparison.Ordinal).Split('_');
        return string.Join(' ', words.Where(w => w.Length > 0).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }

    [GeneratedRegex(@"^(?<name>\w+) (?<type>\w+)(\((?<inner>[^)]*)\))?(?<options>.*)$")]
    private static partial Regex FieldLine();
}

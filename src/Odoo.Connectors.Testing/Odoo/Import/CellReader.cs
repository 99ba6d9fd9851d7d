using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Schema;

namespace Odoo.Connectors.Testing.Import;

/// <summary>Turns cells into values for create and write.</summary>
internal sealed class CellReader(Env env)
{
    public JsonObject Read(Model model, ImportRecord record)
    {
        var vals = new JsonObject();
        foreach (var (path, cell) in record.Cells.Where(c => c.Path[0] is not ("id" or ".id")))
        {
            var field = model.Fields[path[0]];
            vals[field.Name] = RowSplitter.IsEmpty(cell) ? Empty(field, cell) : Convert(field, path, cell!);
        }

        foreach (var (name, children) in record.Children)
        {
            vals[name] = Children(model.Fields[name], children);
        }

        return vals;
    }

    /// <summary>The record a row means: by database id, by external id, or none yet.</summary>
    public (long? Id, string? ExternalId) Target(Model model, ImportRecord record)
    {
        if (Cell(record, ".id") is { } databaseId)
        {
            return Js.TryNumber(databaseId, out var id) && env.World[model.Name].Find((long)id) is { } row
                ? (row.Id, null)
                : throw new ImportMessage(".id", $"Unknown database identifier '{Js.Text(databaseId)}'");
        }

        if (Cell(record, "id") is not { } cell)
        {
            return (null, null);
        }

        var text = Js.Text(cell);
        var module = env.Context["module"] is { } given && Js.IsText(given) ? Js.Text(given) : "__import__";
        var externalId = text.Contains('.', StringComparison.Ordinal) ? text : $"{module}.{text}";
        if (env.World.ExternalIds.Find(externalId) is not { } hit)
        {
            return (null, externalId);
        }

        return hit.Model == model.Name
            ? (hit.Id, externalId)
            : throw OdooError.Value($"For external id {externalId} when trying to create/update a record of model {model.Name} found record of different model {hit.Model} ({hit.Id})");
    }

    private static JsonNode? Cell(ImportRecord record, string column) =>
        record.Cells.FirstOrDefault(c => c.Path[0] == column) is { Path: not null } hit && !RowSplitter.IsEmpty(hit.Cell) ? hit.Cell : null;

    private static JsonNode? Empty(Field field, JsonNode? cell) => cell?.GetValueKind() is JsonValueKind.False && field.Type is FieldType.Boolean
        ? throw OdooError.Attribute("'bool' object has no attribute 'lower'")
        : field.Type is FieldType.Many2Many ? new JsonArray(new JsonArray(6, 0, new JsonArray())) : Js.False();

    private JsonArray Children(Field parent, List<ImportRecord> children)
    {
        var model = env.Model(parent.Relation);
        var commands = new JsonArray();
        foreach (var child in children)
        {
            var (id, externalId) = Target(model, child);
            JsonObject vals;
            try
            {
                vals = Read(model, child);
            }
            catch (ImportMessage message)
            {
                throw message.Within(parent);
            }

            if (id is null && externalId is not null)
            {
                vals[Records.ExternalIdKey] = externalId;
            }

            commands.Add((JsonNode)new JsonArray(id is null ? 0 : 1, id ?? 0, vals));
        }

        return commands;
    }

    private JsonNode? Convert(Field field, string[] path, JsonNode cell)
    {
        if (cell.GetValueKind() is JsonValueKind.True)
        {
            throw OdooError.Attribute("'bool' object has no attribute 'lower'");
        }

        var text = Js.Text(cell);
        switch (field.Type)
        {
            case FieldType.Boolean:
                return text.ToUpperInvariant() switch
                {
                    "1" or "TRUE" or "YES" => true,
                    "0" or "FALSE" or "NO" => false,
                    _ => throw new ImportMessage(field.Name, $"Unknown value '{text}' for boolean field '{field.Label}'", "Use '1' for yes and '0' for no", field.Label),
                };
            case FieldType.Integer:
                return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? whole
                    : throw new ImportMessage(field.Name, $"'{text}' does not seem to be an integer for field '{field.Label}'", label: field.Label);
            case FieldType.Float or FieldType.Monetary:
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
                    : throw new ImportMessage(field.Name, $"'{text}' does not seem to be a number for field '{field.Label}'", label: field.Label);
            case FieldType.Date:
                return DateOnly.TryParseExact(text, "yyyy-MM-dd", out _) ? text
                    : throw new ImportMessage(field.Name, $"'{text}' does not seem to be a valid date for field '{field.Label}'", "Use the format '2012-12-31'", field.Label);
            case FieldType.Datetime:
                return Moment(text) ?? throw new ImportMessage(field.Name, $"'{text}' does not seem to be a valid datetime for field '{field.Label}'", "Use the format '2012-12-31 23:59:59'", field.Label);
            case FieldType.Selection:
                return field.Selection.Where(s => s.Key.Equals(text, StringComparison.OrdinalIgnoreCase) || s.Label.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(s => s.Key).FirstOrDefault()
                    ?? throw new ImportMessage(field.Name, $"Value '{text}' not found in selection field '{field.Label}'", new JsonArray([.. field.Selection.Select(s => (JsonNode)s.Label)]), field.Label);
            case FieldType.Many2One:
                return new ReferenceCell(env, field).Resolve(path, text);
            case FieldType.Many2Many:
                var ids = text.Split(',').Select(t => new ReferenceCell(env, field).Resolve(path, t.Trim()));
                return new JsonArray(new JsonArray(6, 0, Js.List([.. ids])));
            default:
                return text;
        }
    }

    /// <summary>A moment as the clock of the caller's zone shows it, in UTC.</summary>
    private string? Moment(string text)
    {
        if (!DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var zone = env.Context["tz"] is { } name && Js.IsText(name) && TimeZoneInfo.TryFindSystemTimeZoneById(Js.Text(name), out var known) ? known : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTimeToUtc(local, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Erp;

/// <summary>
/// A plan's values as columns and rows of <c>load</c>. Lines become sub-rows with external ids of their own, so that they are
/// never doubled. By Odoo's naming, <c>…_id</c> is a reference and <c>…_ids</c> a list.
/// </summary>
internal sealed class LoadRows
{
    private readonly List<string> _columns = ["id"];
    private readonly List<Dictionary<string, JsonNode?>> _rows = [[]];

    public LoadRows(DocumentPlan plan)
    {
        _rows[0]["id"] = plan.Key;
        foreach ((string field, JsonNode? value) in plan.Values)
        {
            // tax_totals is a structure that no cell can hold; it is written on the draft.
            if (field == "tax_totals")
            {
                continue;
            }

            if (value is JsonArray commands && IsLines(commands))
            {
                AddLines(plan.Key, field, commands);
            }
            else
            {
                Set(0, "", field, value);
            }
        }
    }

    public IReadOnlyList<string> Columns => _columns;

    public IReadOnlyList<IReadOnlyList<JsonNode?>> Rows =>
        [.. _rows.Select(r => (IReadOnlyList<JsonNode?>)[.. _columns.Select(c => r.TryGetValue(c, out JsonNode? cell) ? cell?.DeepClone() : "")])];

    private static bool IsLines(JsonArray commands) => commands.Count > 0 && commands[0] is JsonArray { Count: 3 } command && command[2] is JsonObject;

    private void AddLines(string key, string field, JsonArray commands)
    {
        for (int i = 0; i < commands.Count; i++)
        {
            if (_rows.Count <= i)
            {
                _rows.Add([]);
            }

            JsonObject line = (JsonObject)commands[i]![2]!;
            Set(i, $"{field}/", "id", (string?)line["id"] ?? string.Create(CultureInfo.InvariantCulture, $"{key}_{field}_{i + 1}"));
            foreach ((string name, JsonNode? value) in line.Where(v => v.Key != "id"))
            {
                Set(i, $"{field}/", name, value);
            }
        }
    }

    private void Set(int row, string prefix, string field, JsonNode? value)
    {
        (string column, JsonNode? cell) = value switch
        {
            JsonObject reference when reference["$ref"] is JsonNode key => ($"{prefix}{field}/id", key.DeepClone()),
            JsonArray commands => ($"{prefix}{field}/.id", string.Join(',', commands.SelectMany(c => (JsonArray)c![2]!).Select(id => id!.ToJsonString()))),
            JsonValue number when field.EndsWith("_id", StringComparison.Ordinal) && number.GetValueKind() == JsonValueKind.Number => ($"{prefix}{field}/.id", number.ToJsonString()),
            _ => (prefix + field, value?.DeepClone()),
        };
        if (!_columns.Contains(column))
        {
            _columns.Add(column);
        }

        _rows[row][column] = cell;
    }
}

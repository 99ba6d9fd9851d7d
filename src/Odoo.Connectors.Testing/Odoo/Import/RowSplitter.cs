using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Schema;

namespace Odoo.Connectors.Testing.Import;

/// <summary>Cuts rows into records: a row with one2many cells only belongs to the record above.</summary>
internal sealed class RowSplitter(World world)
{
    public List<ImportRecord> Split(Model model, List<string[]> columns, List<JsonNode?[]> rows, int offset = 0)
    {
        var records = new List<ImportRecord>();
        var nested = columns.Select(c => IsOneToMany(model, c)).ToArray();
        for (var i = 0; i < rows.Count;)
        {
            var end = i + 1;
            while (end < rows.Count && IsContinuation(rows[end], nested))
            {
                end++;
            }

            records.Add(Cut(model, columns, nested, rows.GetRange(i, end - i), offset + i));
            i = end;
        }

        return records;
    }

    private static bool IsContinuation(JsonNode?[] row, bool[] nested)
    {
        var inside = false;
        for (var c = 0; c < row.Length; c++)
        {
            if (!IsEmpty(row[c]))
            {
                if (!nested[c])
                {
                    return false;
                }

                inside = true;
            }
        }

        return inside;
    }

    private ImportRecord Cut(Model model, List<string[]> columns, bool[] nested, List<JsonNode?[]> rows, int offset)
    {
        var record = new ImportRecord(offset, offset + rows.Count - 1);
        for (var c = 0; c < columns.Count; c++)
        {
            if (!nested[c])
            {
                record.Cells.Add((columns[c], rows[0][c]));
            }
        }

        foreach (var field in Enumerable.Range(0, columns.Count).Where(c => nested[c]).GroupBy(c => columns[c][0]))
        {
            var inner = field.Select(c => columns[c][1..]).ToList();
            var cells = rows.Select(r => field.Select(c => r[c]).ToArray()).Where(r => r.Any(v => !IsEmpty(v))).ToList();
            record.Children[field.Key] = Split(world.Models[model.Fields[field.Key].Relation], inner, cells);
        }

        return record;
    }

    private static bool IsOneToMany(Model model, string[] path) => path.Length > 1 && model.Fields[path[0]].Type is FieldType.One2Many;

    public static bool IsEmpty(JsonNode? cell) => cell is null || (Js.IsText(cell) && Js.Text(cell).Length == 0) || Js.IsFalse(cell);
}

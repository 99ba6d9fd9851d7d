using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Checks that repeating the rows changes nothing: every record and every line of one has an external id.</summary>
internal static class UpsertColumns
{
    public static void Check(IReadOnlyList<string> fields, IReadOnlyList<OdooUpsertRow> rows)
    {
        Arguments.Fields(fields);
        if (fields.Any(f => f is "id" or ".id"))
        {
            throw new ArgumentException("The rows bring their own ids: leave the columns id and .id out.", nameof(fields));
        }

        List<(string Path, int Id, int[] Others)> lines = [.. Lines(fields)];
        HashSet<OdooExternalId> seen = [];
        for (int i = 0; i < rows.Count; i++)
        {
            Check(rows[i], i, fields, lines);
            if (!seen.Add(rows[i].ExternalId))
            {
                throw new ArgumentException($"Row {i} has the external id of an earlier row; the last one would win.", nameof(rows));
            }
        }
    }

    private static void Check(OdooUpsertRow row, int index, IReadOnlyList<string> fields, List<(string Path, int Id, int[] Others)> lines)
    {
        foreach (IReadOnlyList<JsonNode?> cells in (IEnumerable<IReadOnlyList<JsonNode?>>)[row.Cells, .. row.SubRows])
        {
            if (cells.Count > fields.Count)
            {
                throw new ArgumentException($"Row {index} has more cells than there are columns.", nameof(row));
            }

            foreach ((string path, int id, int[] others) in lines)
            {
                if (!IsSet(cells, id) && others.Any(o => IsSet(cells, o)))
                {
                    throw new ArgumentException($"Row {index} has a line without {path}/id: loading it again would double the line.", nameof(row));
                }
            }
        }

        if (row.SubRows.Any(cells => Enumerable.Range(0, cells.Count).Any(c => IsSet(cells, c) && !lines.Any(l => fields[c].StartsWith($"{l.Path}/", StringComparison.Ordinal)))))
        {
            throw new ArgumentException($"Row {index} has a further line with a cell that is none of a line's: Odoo would take it for a record.", nameof(row));
        }
    }

    // A path below a many2one or many2many ends in id or .id; anything else is a field of a one2many's lines.
    private static IEnumerable<(string Path, int Id, int[] Others)> Lines(IReadOnlyList<string> fields)
    {
        IEnumerable<string> paths = fields.Where(f => f.Contains('/', StringComparison.Ordinal)).Select(f => f.Split('/'))
            .SelectMany(p => Enumerable.Range(1, p.Length - 1).Where(n => n < p.Length - 1 || p[^1] is not ("id" or ".id")).Select(n => string.Join('/', p[..n]))).Distinct();
        foreach (string path in paths)
        {
            int id = Index(fields, $"{path}/id");
            yield return id < 0
                ? throw new ArgumentException($"The lines of {path} need external ids of their own in a column {path}/id: loading them again would double them.", nameof(fields))
                : (path, id, [.. Enumerable.Range(0, fields.Count).Where(i => i != id && fields[i].StartsWith($"{path}/", StringComparison.Ordinal))]);
        }
    }

    private static int Index(IReadOnlyList<string> fields, string field)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            if (fields[i] == field)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsSet(IReadOnlyList<JsonNode?> cells, int column) => column < cells.Count && cells[column] is { } cell
        && !(cell is JsonValue value && value.TryGetValue(out string? text) && text.Length == 0);
}

using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>Prints ownership as a Markdown table whose columns also line up in a console.</summary>
internal static class OwnershipText
{
    public static string Of(IEnumerable<OwnershipRule> rules)
    {
        List<string[]> rows = [["record", "field", "company", "phase", "owner", "on conflict"]];
        foreach (OwnershipRule rule in rules)
        {
            rows.Add([rule.Record, "*", "*", "*", rule.CreatedFrom is null ? rule.Owner : $"{rule.Owner}, from {rule.CreatedFrom}", Words(rule.OnConflict)]);
            foreach (ExceptedField e in rule.Exceptions)
            {
                rows.Add([rule.Record, e.Field, List(e.Companies), List(e.Phases), e.Owner, Words(e.OnConflict)]);
            }
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length))];
        rows.Insert(1, [.. widths.Select(w => new string('-', w))]);
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, i) => cell.PadRight(widths[i]))).Append(" |\n");
        }

        return text.ToString();
    }

    private static string List(IReadOnlyList<string> names) => names.Count == 0 ? "*" : string.Join(", ", names);

    private static string Words(Conflict conflict) => conflict switch
    {
        Conflict.Review => "review",
        Conflict.NewestWins => "newest wins",
        _ => "owner wins",
    };
}

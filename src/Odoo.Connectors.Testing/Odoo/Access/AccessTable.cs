namespace Odoo.Connectors.Testing.Access;

/// <summary>Reads access.txt: the groups that may access, modify, create or delete the records of a model.</summary>
internal static class AccessTable
{
    private static readonly Dictionary<string, (string Group, string Letters)[]> s_lines = Read();

    /// <summary>The groups that allow an operation; null when every user may.</summary>
    public static IEnumerable<string>? Allowing(string model, string operation) =>
        s_lines.TryGetValue(model, out var rights) ? rights.Where(r => r.Letters.Contains(Letter(operation), StringComparison.Ordinal)).Select(r => r.Group) : null;

    private static char Letter(string operation) => operation switch
    {
        "access" or "read" => 'r',
        "modify" or "write" => 'w',
        "create" => 'c',
        _ => 'd',
    };

    private static Dictionary<string, (string, string)[]> Read() => EmbeddedData.Text("access.txt").Split('\n')
        .Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(l => l[0], l => l[1..].Select(r => r.Split(' ')).Select(r => (r[0], r[1])).ToArray());
}

namespace Odoo.Connectors.Testing.Schema;

/// <summary>What a real Odoo 19 has, emulated or not: so that a refusal can tell what Odoo lacks from what the emulator lacks.</summary>
internal static class RealOdoo
{
    private static readonly Lazy<Dictionary<string, HashSet<string>>> s_fields = new(() => Read("real-odoo.txt"));
    private static readonly Lazy<Dictionary<string, HashSet<string>>> s_methods = new(() => Read("real-methods.txt"));

    public static bool HasModel(string model) => s_fields.Value.ContainsKey(model);

    public static bool HasField(string model, string field) => s_fields.Value.TryGetValue(model, out var fields) && fields.Contains(field);

    public static bool HasMethod(string model, string method) =>
        s_methods.Value["*"].Contains(method) || (s_methods.Value.TryGetValue(model, out var methods) && methods.Contains(method));

    private static Dictionary<string, HashSet<string>> Read(string file) => EmbeddedData.Text(file).Split('\n')
        .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(": ", 2))
        .ToDictionary(l => l[0], l => l[1].Split(' ').ToHashSet());
}

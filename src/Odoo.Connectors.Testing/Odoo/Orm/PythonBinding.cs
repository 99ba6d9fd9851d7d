using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Binds the arguments of a call as Python does, with its complaints.</summary>
internal static class PythonBinding
{
    /// <summary>What a call by position and name gives each parameter; <paramref name="function"/> is how Python names the function.</summary>
    public static Dictionary<string, JsonNode?> ByPosition(string function, Method method, IReadOnlyList<JsonNode?> positional, JsonObject keywords)
    {
        var places = method.Parameters.Where(p => p.Kind == ParameterKind.PositionalOrKeyword).ToList();
        if (positional.Count > places.Count)
        {
            throw OdooError.Type($"{function} takes {places.Count + 1} positional argument{(places.Count == 0 ? "" : "s")} but {positional.Count + 1} were given");
        }

        var bound = new Dictionary<string, JsonNode?>();
        for (var i = 0; i < positional.Count; i++)
        {
            bound[places[i].Name] = positional[i];
        }

        if (AddKeywords(bound, method, keywords) is { } unexpected)
        {
            throw OdooError.Type($"{function} got an unexpected keyword argument '{unexpected}'");
        }

        var missing = Missing(method, bound).Select(p => $"'{p}'").ToList();
        return missing.Count == 0
            ? bound
            : throw OdooError.Type($"{function} missing {missing.Count} required positional argument{(missing.Count == 1 ? "" : "s")}: {string.Join(" and ", missing)}");
    }

    /// <summary>What a call by name only gives each parameter; the complaints are those of inspect.signature().bind().</summary>
    public static Dictionary<string, JsonNode?> ByName(Method method, JsonObject arguments)
    {
        var bound = new Dictionary<string, JsonNode?>();
        var unexpected = AddKeywords(bound, method, arguments);
        return Missing(method, bound).FirstOrDefault() is { } missing ? throw OdooError.Unprocessable($"missing a required argument: '{missing}'")
            : unexpected is not null ? throw OdooError.Unprocessable($"got an unexpected keyword argument '{unexpected}'")
            : bound;
    }

    private static string? AddKeywords(Dictionary<string, JsonNode?> bound, Method method, JsonObject keywords)
    {
        var takesAny = method.Parameters.Any(p => p.Kind == ParameterKind.VarKeyword);
        foreach (var (name, value) in keywords)
        {
            if (!takesAny && !method.Parameters.Any(p => p.Name == name))
            {
                return name;
            }

            bound[name] = value;
        }

        return null;
    }

    private static IEnumerable<string> Missing(Method method, Dictionary<string, JsonNode?> bound) =>
        method.Parameters.Where(p => p.IsRequired && !bound.ContainsKey(p.Name)).Select(p => p.Name);
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Finds the method of a call and binds its arguments as Python would.</summary>
internal sealed class MethodTable(World world)
{
    private static readonly HashSet<string> s_private = ["exists", "browse", "sudo", "with_context", "with_user", "mapped", "filtered", "ensure_one", "flush_model", "invalidate_recordset"];

    private readonly Dictionary<string, Method> _generic = GenericMethods.All.ToDictionary(m => m.Name);
    private readonly Dictionary<(string, string), Method> _own = world.Behaviors.Values
        .SelectMany(b => b.Methods().Select(m => (b.Model, Method: m)))
        .ToDictionary(m => (m.Model, m.Method.Name), m => m.Method);

    public JsonNode? Invoke(long uid, string model, string name, JsonArray positional, JsonObject keywords)
    {
        if (!world.Models.ContainsKey(model))
        {
            throw OdooError.User($"Object {model} doesn't exist");
        }

        if (name.StartsWith('_') || s_private.Contains(name))
        {
            throw OdooError.Access($"Private methods (such as '{model}.{name}') cannot be called remotely.");
        }

        var method = _own.GetValueOrDefault((model, name)) ?? _generic.GetValueOrDefault(name) ?? throw OdooError.Attribute($"The method '{model}.{name}' does not exist");
        var env = new Env(world, uid, Js.Copy(keywords["context"]));
        if (model != ServerActionBehavior.ModelName)
        {
            env.CheckCompanies();
        }

        return Invoke(env, model, method, positional, keywords);
    }

    /// <summary>Calls a method from inside, for the effect action.</summary>
    public JsonNode? Invoke(Env env, string model, string name, long[] ids, JsonArray positional, JsonObject keywords) =>
        (_own.GetValueOrDefault((model, name)) ?? _generic.GetValueOrDefault(name)) is { } method
            ? method.Body(new Call(env, model, ids, Bind(env, model, method, [.. positional], keywords)))
            : throw OdooError.Attribute($"'{model}' object has no attribute '{name}'");

    private static JsonNode? Invoke(Env env, string model, Method method, JsonArray positional, JsonObject keywords)
    {
        var arguments = positional.ToList();
        var ids = Array.Empty<long>();
        if (method.OnRecords)
        {
            if (arguments.Count == 0)
            {
                throw OdooError.Index("list index out of range");
            }

            ids = Js.Ids(arguments[0]);
            arguments.RemoveAt(0);
        }

        return method.Body(new Call(env, model, ids, Bind(env, model, method, arguments, keywords)));
    }

    private static Dictionary<string, JsonNode?> Bind(Env env, string model, Method method, List<JsonNode?> positional, JsonObject keywords)
    {
        var parameters = method.Parameters.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var function = $"{(method.IsOverride || !GenericMethodNames.Contains(method.Name) ? env.Model(model).ClassName : "BaseModel")}.{method.Name}()";
        if (positional.Count > parameters.Length)
        {
            throw OdooError.Type($"{function} takes {parameters.Length + 1} positional arguments but {positional.Count + 1} were given");
        }

        var bound = new Dictionary<string, JsonNode?>();
        for (var i = 0; i < positional.Count; i++)
        {
            bound[parameters[i].TrimEnd('=')] = positional[i];
        }

        foreach (var (name, value) in keywords.Where(k => k.Key != "context"))
        {
            bound[name] = parameters.Any(p => p.TrimEnd('=') == name)
                ? value
                : throw OdooError.Type($"{function} got an unexpected keyword argument '{name}'");
        }

        var missing = parameters.Where(p => !p.EndsWith('=') && !bound.ContainsKey(p)).Select(p => $"'{p}'").ToList();
        return missing.Count == 0
            ? bound
            : throw OdooError.Type($"{function} missing {missing.Count} required positional argument{(missing.Count == 1 ? "" : "s")}: {string.Join(" and ", missing)}");
    }

    private static HashSet<string> GenericMethodNames { get; } = [.. GenericMethods.All.Select(m => m.Name)];
}

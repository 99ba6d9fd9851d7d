using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Finds the method of a call and runs it.</summary>
internal sealed class MethodTable(World world)
{
    private static readonly HashSet<string> s_private = ["exists", "browse", "sudo", "with_context", "with_user", "mapped", "filtered", "ensure_one", "flush_model", "invalidate_recordset"];

    private readonly Dictionary<string, Method> _generic = GenericMethods.All.ToDictionary(m => m.Name);
    private readonly Dictionary<(string, string), Method> _own = world.Behaviors.Values
        .SelectMany(b => b.Methods().Select(m => (b.Model, Method: m)))
        .ToDictionary(m => (m.Model, m.Method.Name), m => m.Method);

    /// <summary>A call of execute_kw: positional arguments, ids first, and keywords.</summary>
    public JsonNode? Invoke(long uid, string model, string name, JsonArray positional, JsonObject keywords, bool overHttp = false)
    {
        if (!world.Models.ContainsKey(model))
        {
            throw Missing(model, OdooError.User($"Object {model} doesn't exist"));
        }

        world.IsJson2 = overHttp;
        var method = Public(model, name) ?? throw Missing(model, name, OdooError.Attribute($"The method '{model}.{name}' does not exist"));
        var (env, rest) = Enter(uid, model, keywords);
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

        return method.Body(new Call(env, model, ids, PythonBinding.ByPosition(FunctionName(env, model, method), method, arguments, rest)));
    }

    /// <summary>A call of JSON-2: ids, context and arguments by name in one object.</summary>
    public JsonNode? InvokeByName(long uid, string model, string name, JsonObject body)
    {
        if (!world.Models.ContainsKey(model))
        {
            throw Missing(model, OdooError.NotFound($"the model '{model}' does not exist"));
        }

        world.IsJson2 = true;
        var method = Public(model, name) ?? throw Missing(model, name, OdooError.NotFound($"The method '{model}.{name}' does not exist"));
        if (!method.OnRecords && !Js.IsFalsy(body["ids"]))
        {
            throw OdooError.Unprocessable($"cannot call {model}.{name} with ids");
        }

        var (env, arguments) = Enter(uid, model, body);
        arguments.Remove("ids");
        var result = method.Body(new Call(env, model, Js.Ids(body["ids"]), PythonBinding.ByName(method, arguments)));
        return name == "create" && Js.IsNumber(result) ? new JsonArray(result) : result;
    }

    /// <summary>Calls a method from inside, for the effect action.</summary>
    public JsonNode? Invoke(Env env, string model, string name, long[] ids, JsonArray positional, JsonObject keywords) => Find(model, name) is { } method
        ? method.Body(new Call(env, model, ids, PythonBinding.ByPosition(FunctionName(env, model, method), method, [.. positional], keywords)))
        : throw OdooError.Attribute($"'{model}' object has no attribute '{name}'");

    /// <summary>The public methods of a model, by name.</summary>
    public IEnumerable<Method> Of(string model) =>
        _own.Where(m => m.Key.Item1 == model).Select(m => m.Value).Concat(_generic.Values).DistinctBy(m => m.Name).OrderBy(m => m.Name, StringComparer.Ordinal);

    /// <summary>Whether every model has this method.</summary>
    public bool IsGeneric(Method method) => _generic.GetValueOrDefault(method.Name) == method;

    private (Env Env, JsonObject Arguments) Enter(long uid, string model, JsonObject given)
    {
        var env = new Env(world, uid, ContextOf(given["context"]));
        if (model != ServerActionBehavior.ModelName)
        {
            env.CheckCompanies();
        }

        var arguments = Js.Copy(given);
        arguments.Remove("context");
        return (env, arguments);
    }

    /// <summary>dict(context), with what Python says where it is none.</summary>
    private static JsonObject ContextOf(JsonNode? context) => context switch
    {
        JsonObject map => Js.Copy(map),
        _ when Js.IsFalsy(context) => [],
        JsonArray list when list[0] is JsonArray { Count: not 2 } item => throw OdooError.Value($"dictionary update sequence element #0 has length {item.Count}; 2 is required"),
        JsonArray => throw OdooError.Type("cannot convert dictionary update sequence element #0 to a sequence"),
        _ when Js.IsText(context) => throw OdooError.Value("dictionary update sequence element #0 has length 1; 2 is required"),
        _ => throw OdooError.Type($"'{Python.TypeName(context)}' object is not iterable"),
    };

    private static OdooError Missing(string model, OdooError complaint) => RealOdoo.HasModel(model) ? OdooError.NotEmulated($"the model {model}") : complaint;

    private static OdooError Missing(string model, string method, OdooError complaint) => RealOdoo.HasMethod(model, method) ? OdooError.NotEmulated($"the method {model}.{method}") : complaint;

    private Method? Public(string model, string name) => name.StartsWith('_') || s_private.Contains(name)
        ? throw OdooError.Access($"Private methods (such as '{model}.{name}') cannot be called remotely.")
        : Find(model, name);

    private Method? Find(string model, string name) => _own.GetValueOrDefault((model, name)) ?? _generic.GetValueOrDefault(name);

    private string FunctionName(Env env, string model, Method method) =>
        $"{(method.IsOverride || !_generic.ContainsKey(method.Name) ? env.Model(model).ClassName : "BaseModel")}.{method.Name}()";
}

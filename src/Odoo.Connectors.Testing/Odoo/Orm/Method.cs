using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>A callable method: its parameters (see <see cref="MethodParameter.Parse"/>) and its body. A null result is Python's None.</summary>
internal sealed record Method(string Name, bool OnRecords, IReadOnlyList<MethodParameter> Parameters, Func<Call, JsonNode?> Body, bool IsOverride = false)
{
    public static Method OnIds(string name, string parameters, Func<Call, JsonNode?> body) => new(name, true, MethodParameter.Parse(parameters), body);

    public static Method OnModel(string name, string parameters, Func<Call, JsonNode?> body) => new(name, false, MethodParameter.Parse(parameters), body);

    /// <summary>A button: no arguments but the records, each handled in turn, answers None.</summary>
    public static Method Each(string name, Action<Env, Store.Row> work, JsonNode? result = null) => OnIds(name, "", call =>
    {
        foreach (var row in call.Rows)
        {
            work(call.Env, row);
        }

        return result?.DeepClone();
    });
}

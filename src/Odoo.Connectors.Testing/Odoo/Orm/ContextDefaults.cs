using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Values that a caller's context gives to new records: default_move_type and the like.</summary>
internal static class ContextDefaults
{
    public static JsonObject Add(Call call, JsonObject given)
    {
        const string prefix = "default_";
        var fields = call.Env.Model(call.Model).Fields;
        var defaults = call.Env.Context.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal) && fields.ContainsKey(p.Key[prefix.Length..])).ToList();
        if (defaults.Count == 0)
        {
            return given;
        }

        var vals = Js.Copy(given);
        defaults.ForEach(d => vals.TryAdd(d.Key[prefix.Length..], d.Value?.DeepClone()));
        return vals;
    }
}

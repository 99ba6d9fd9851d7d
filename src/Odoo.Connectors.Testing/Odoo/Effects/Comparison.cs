using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Effects;

/// <summary>Compares what a record shows with what an effect expects.</summary>
internal static class Comparison
{
    /// <summary>The first difference as text, or null.</summary>
    public static string? Mismatch(Env env, Row record, JsonObject? expect)
    {
        foreach (var (field, wanted) in expect ?? [])
        {
            var found = Actual(env, record, field);
            if (!Same(found, wanted))
            {
                return $"{field} is {Python.Str(found)}, expected {Python.Str(wanted)}";
            }
        }

        return null;
    }

    private static JsonNode? Actual(Env env, Row record, string field)
    {
        if (field == "tax_groups")
        {
            return TaxGroups(env, record);
        }

        var value = Reader.Read(env, record.Model, [record.Id], [field])[0]![field];
        return env.Model(record.Model).Fields[field].Type is Schema.FieldType.Many2One && value is JsonArray pair ? pair[0] : value;
    }

    private static JsonObject TaxGroups(Env env, Row record)
    {
        var sums = new JsonObject();
        var totals = env.Value(record, "tax_totals") as JsonObject;
        foreach (var group in (totals?["subtotals"] as JsonArray ?? []).SelectMany(s => s!["tax_groups"]!.AsArray()))
        {
            var name = Js.Text(group!["id"]!);
            sums[name] = Js.Float((sums[name] is { } sum ? Js.Number(sum) : 0m) + Js.Number(group["tax_amount_currency"]!));
        }

        return sums;
    }

    private static bool Same(JsonNode? found, JsonNode? wanted)
    {
        if (wanted is JsonObject map)
        {
            return found is JsonObject other && map.Count == other.Count && map.All(p => other.ContainsKey(p.Key) && Same(other[p.Key], p.Value));
        }

        if (Js.IsNumber(wanted))
        {
            return Js.IsNumber(found) && Math.Abs(Js.Number(found!) - Js.Number(wanted!)) < 0.0000005m;
        }

        return wanted?.GetValueKind() is JsonValueKind.String ? Js.IsText(found) && Js.Text(found!) == Js.Text(wanted) : JsonNode.DeepEquals(found, wanted);
    }
}

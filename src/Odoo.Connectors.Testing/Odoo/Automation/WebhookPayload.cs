using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Automation;

/// <summary>The body of a webhook: ids for relations, false for nothing, keys in order.</summary>
internal static class WebhookPayload
{
    public static string Of(Env env, Row action, Row row, IEnumerable<string> fields)
    {
        var values = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["_action"] = $"{action.Text("name")}(#{action.Id})", ["_id"] = row.Id, ["_model"] = row.Model,
        };
        foreach (var field in fields.Select(f => env.Model(row.Model).Fields[f]))
        {
            values[field.Name] = ValueOf(env, row, field);
        }

        return new JsonObject(values).ToJsonString();
    }

    /// <summary>Only what this transaction stamped is known to the microsecond.</summary>
    private static JsonNode? ValueOf(Env env, Row row, Field field) =>
        field.Name is "write_date" or "create_date" && row.Text(field.Name) == env.World.Clock.Now && env.World.Clock.Started is var now && now.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond
            ? now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
            : FieldValues.ToJson(env, row, field, names: false);
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>mail.message: by whoever writes it. To which record a message belongs is changed by an administrator only.</summary>
internal sealed class MessageBehavior() : Behavior("mail.message")
{
    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("author_id", env.User["partner_id"] as long?);
        vals.TryAdd("message_type", "comment");
    }

    public override object? Compute(Env env, Store.Row row, string field) =>
        row.Text("model") is { } model && env.World.Models.ContainsKey(model) && env.World[model].Find((long)row.Number("res_id")) is { } about ? env.World.BehaviorOf(model).DisplayName(env, about) : null;

    public override void Writing(Env env, Store.Row row, JsonObject vals)
    {
        if (!env.IsAdmin && (vals.ContainsKey("model") || vals.ContainsKey("res_id")))
        {
            throw OdooError.Access("Only administrators can modify 'model' and 'res_id' fields.");
        }
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>mail.activity: it is about a record of a model; one that is done is archived with its day.</summary>
internal sealed class ActivityBehavior() : Behavior("mail.activity")
{
    public override string DisplayName(Env env, Row row) => row.Text("summary") ?? $"{row.Model},{row.Id}";

    public override void Created(Env env, Row row, JsonObject vals) =>
        Records.Set(env, row, "res_model", env.World["ir.model"].Find(row.Link("res_model_id"))?.Text("model"));

    public override IEnumerable<Method> Methods() => [Method.OnIds("action_done", "", Done)];

    private static JsonNode? Done(Call call)
    {
        Records.Set(call.Env, call.Row, "active", false);
        Records.Set(call.Env, call.Row, "date_done", call.Env.World.Clock.Today);
        return false;
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>ir.model.data as callers see it.</summary>
internal sealed class ExternalIdBehavior() : Behavior("ir.model.data")
{
    public override void Created(Env env, Row row, JsonObject vals)
    {
        var externalId = $"{row.Text("module")}.{row.Text("name")}";
        if (env.World.ExternalIds.Find(externalId) is not null)
        {
            throw OdooError.Constraint("duplicate key value violates unique constraint \"ir_model_data_module_name_uniq_index\"");
        }

        Records.Set(env, row, "complete_name", externalId);
        Records.Set(env, row, "owner", $"{row.Text("model")},{row["res_id"]}");
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnModel("check_object_reference", "module, xml_id, raise_on_access_error=", CheckObjectReference),
    ];

    private static JsonNode? CheckObjectReference(Call call)
    {
        var externalId = $"{call.Text("module")}.{call.Text("xml_id")}";
        var (model, id) = call.Env.World.ExternalIds.Find(externalId) ?? throw OdooError.Value($"External ID not found in the system: {externalId}");
        var visible = Search.Run(call.Env, model, new JsonArray(new JsonArray("id", "=", id))).Count > 0;
        return new JsonArray(model, visible ? id : Js.False());
    }
}

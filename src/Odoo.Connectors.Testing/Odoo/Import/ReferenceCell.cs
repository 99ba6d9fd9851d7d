using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Schema;

namespace Odoo.Connectors.Testing.Import;

/// <summary>A cell that names another record: by name, by external id (/id) or by database id (/.id).</summary>
internal sealed class ReferenceCell(Env env, Field field)
{
    public long Resolve(string[] path, string text) => (path.Length > 1 ? path[1] : "") switch
    {
        ".id" => !long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var id)
            ? throw new ImportMessage(field.Name, $"Invalid database id '{text}' for the field '{field.Label}'", Info("database id"), field.Label)
            : env.World[field.Relation].Find(id) is not null ? id : throw Unknown("database id", text),
        "id" => env.World.ExternalIds.Find(text.Contains('.', StringComparison.Ordinal) ? text : $"{Module}.{text}") is { } hit && hit.Model == field.Relation
            ? hit.Id
            : throw Unknown("external id", text),
        _ => NameSearch.Found(env, field.Relation, text, "=", []).FirstOrDefault()?.Id ?? throw Unknown("name", text),
    };

    private string Module => env.Context["module"] is { } given && Js.IsText(given) ? Js.Text(given) : "__import__";

    private ImportMessage Unknown(string kind, string text) => new(field.Name, $"No matching record found for {kind} '{text}' in field '{field.Label}'", Info(kind), field.Label);

    private JsonObject Info(string kind)
    {
        var info = new JsonObject
        {
            ["name"] = "Possible Values",
            ["type"] = "ir.actions.act_window",
            ["target"] = "new",
            ["view_mode"] = "list,form",
            ["views"] = new JsonArray(new JsonArray(false, "list"), new JsonArray(false, "form")),
            ["context"] = new JsonObject { ["create"] = false },
            ["help"] = "See all possible values",
            ["res_model"] = kind == "external id" ? "ir.model.data" : field.Relation,
        };
        if (kind == "external id")
        {
            info["domain"] = new JsonArray(new JsonArray("model", "=", field.Relation));
        }

        return info;
    }
}

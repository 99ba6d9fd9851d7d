using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm.Grouping;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Methods that every model has and integrations need now and then.</summary>
internal static class RecordMethods
{
    private const string ExportGroup = "base.group_allow_export";

    public static IEnumerable<Method> All =>
    [
        Method.OnIds("copy", "default=", Copies.Copy) with { IsOverride = true },
        Method.OnModel("default_get", "fields", DefaultGet) with { IsOverride = true },
        Method.OnModel("name_create", "name", NameSearch.Create),
        Method.OnIds("get_metadata", "", Metadata),
        Method.OnIds("export_data", "fields_to_export", Export),
        Method.OnModel("read_group", "domain, fields, groupby, offset=, limit=, orderby=, lazy=", OldReadGroup.Run),
        Method.OnModel("search_fetch", "domain, field_names=, offset=, limit=, order=", c => Js.List(Search.Run(c.Env, c.Model, c["domain"], c.Int("offset"), c.Limit, c.Text("order")).Select(r => r.Id))),
    ];

    /// <summary>What a record would start with; nothing is kept.</summary>
    private static JsonNode? DefaultGet(Call c)
    {
        var (env, model) = (c.Env, c.Env.Model(c.Model));
        var vals = new JsonObject();
        var savepoint = env.World.Undo.Savepoint;
        try
        {
            env.World.BehaviorOf(c.Model).Default(env, vals);
        }
        catch (OdooError) when (c.Model != "account.payment.register")
        {
            // A value that others depend on is missing; what was found until then stands.
        }
        finally
        {
            env.World.RollbackTo(savepoint);
        }

        var result = new JsonObject();
        foreach (var field in c.Names("fields").Where(model.Fields.ContainsKey).Select(n => model.Fields[n]))
        {
            if (env.Context["default_" + field.Name] is { } given)
            {
                result[field.Name] = given.DeepClone();
            }
            else if (vals[field.Name] is { } value)
            {
                result[field.Name] = value.DeepClone();
            }
            else if (field.Default is { } text)
            {
                result[field.Name] = field.Type is Schema.FieldType.Boolean ? text == "true" : field.IsNumber ? decimal.Parse(text, CultureInfo.InvariantCulture) : text;
            }
        }

        return result;
    }

    private static JsonNode? Metadata(Call c) => new JsonArray([.. c.Rows.Select(row =>
    {
        var external = c.Env.World["ir.model.data"].FindBy("owner", $"{c.Model},{row.Id}").ToList();
        var fields = c.Env.Model(c.Model).Fields;
        JsonNode? Of(string field) => FieldValues.ToJson(c.Env, row, fields[field]);
        return (JsonNode)new JsonObject
        {
            ["id"] = row.Id, ["create_uid"] = Of("create_uid"), ["create_date"] = Of("create_date"), ["write_uid"] = Of("write_uid"), ["write_date"] = Of("write_date"),
            ["xmlid"] = external.Count > 0 ? external[0].Text("complete_name") : Js.False(),
            ["noupdate"] = external.Count > 0 && external[0].Flag("noupdate"),
            ["xmlids"] = new JsonArray([.. external.Select(e => (JsonNode)new JsonObject { ["xmlid"] = e.Text("complete_name"), ["noupdate"] = e.Flag("noupdate") })]),
        };
    })]);

    private static JsonNode? Export(Call c)
    {
        var group = c.Env.World.ExternalIds.Find(ExportGroup)?.Id;
        if (!c.Env.IsAdmin && (group is null || !c.Env.User.Links("group_ids").Contains(group.Value)))
        {
            throw OdooError.User("You don't have the rights to export data. Please contact an Administrator.");
        }

        var paths = c.Names("fields_to_export").Select(f => f.Split('/', '.') is ["", "id"] ? [".id"] : f.Split('/')).ToList();
        return new JsonObject { ["datas"] = new JsonArray([.. c.Rows.Select(r => (JsonNode)new JsonArray([.. paths.Select(p => Exported.Value(c.Env, r, p))]))]) };
    }
}

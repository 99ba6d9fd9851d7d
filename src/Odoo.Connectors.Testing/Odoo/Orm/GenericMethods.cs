using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Import;
using Odoo.Connectors.Testing.Orm.Grouping;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>The methods that every model has.</summary>
internal static class GenericMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.OnModel("search", "domain, offset=, limit=, order=", c => Js.List(Found(c).Select(r => r.Id))),
        Method.OnModel("search_count", "domain, limit=", c => Search.Run(c.Env, c.Model, c["domain"], 0, c.Limit).Count),
        Method.OnModel("search_read", "domain=, fields=, offset=, limit=, order=, **read_kwargs", SearchRead),
        Method.OnModel("web_search_read", "domain, specification, offset=, limit=, order=, count_limit=", c => new JsonObject
        {
            ["length"] = Search.Run(c.Env, c.Model, c["domain"]).Count,
            ["records"] = Reader.WebRead(c.Env, c.Model, Found(c).Select(r => r.Id), c.Object("specification")),
        }),
        Method.OnIds("read", "fields=, load=", c => Reader.Read(c.Env, c.Model, c.Ids, c.Names("fields"), WithNames(c))),
        Method.OnIds("web_read", "specification", c => Reader.WebRead(c.Env, c.Model, c.Ids, c.Object("specification"))),
        Method.OnModel("create", "vals_list", Create) with { IsOverride = true },
        Method.OnIds("write", "vals", c => Write(c, c.Ids, c.Object("vals"))) with { IsOverride = true },
        Method.OnIds("unlink", "", Unlink) with { IsOverride = true },
        Method.OnIds("web_save", "vals, specification", c => WebSave(c, [c.Object("vals")])),
        Method.OnIds("web_save_multi", "vals_list, specification", c => WebSave(c, [.. ((JsonArray)c["vals_list"]!).Select(v => v!.AsObject())])),
        Method.OnModel("load", "fields, data", c => new Loader(c.Env, c.Model).Load(c.Names("fields"), (JsonArray)c["data"]!)),
        Method.OnModel("fields_get", "allfields=, attributes=", c => Reader.FieldsGet(c.Env.Model(c.Model), c.Names("allfields"), c.Names("attributes"))),
        Method.OnModel("name_search", "name=, domain=, operator=, limit=", NameSearch.Find),
        Method.OnModel("formatted_read_group", "domain, groupby=, aggregates=, having=, offset=, limit=, order=", ReadGroup.Run),
        .. RecordMethods.All,
        Method.OnIds("get_external_id", "", ExternalIdsOf),
        Method.OnIds("has_access", "operation", c => HasAccess(c, c.Text("operation") ?? "")),
        Method.OnModel("check_access_rights", "operation, raise_exception=", c => Allowed(c, c.Text("operation") ?? "")),
        Method.OnIds("check_access_rule", "operation", c =>
        {
            _ = HasAccess(c, c.Text("operation") ?? "");
            c.Rows.ForEach(r => AccessRules.CheckRow(c.Env, c.Env.Model(c.Model), r, c.Text("operation")!));
            return null;
        }),
        Method.OnIds("message_post", "*, body=, subject=, message_type=, subtype_xmlid=, attachment_ids=, body_is_html=, **kwargs", Chatter.Post),
        Method.OnIds("action_archive", "", c => SetActive(c, false)),
        Method.OnIds("action_unarchive", "", c => SetActive(c, true)),
    ];

    private static List<Store.Row> Found(Call c) => Search.Run(c.Env, c.Model, c["domain"], c.Int("offset"), c.Limit, c.Text("order"));

    private static JsonNode? SearchRead(Call c) => c.Unknown("domain", "fields", "offset", "limit", "order", "load") is { } unknown
        ? throw OdooError.Type($"BaseModel.read() got an unexpected keyword argument '{unknown}'")
        : Reader.Read(c.Env, c.Model, Found(c).Select(r => r.Id), c.Names("fields"), WithNames(c));

    private static bool WithNames(Call c) => !c.Has("load") || !Js.IsFalsy(c["load"]);

    private static JsonNode? Create(Call c)
    {
        if (c["vals_list"] is JsonArray list)
        {
            return Js.List([.. list.Select(v => Records.Create(c.Env, c.Model, ContextDefaults.Add(c, v as JsonObject ?? throw OdooError.Attribute($"'{Python.TypeName(v)}' object has no attribute 'items'"))).Id)]);
        }

        return Records.Create(c.Env, c.Model, ContextDefaults.Add(c, c.Object("vals_list"))).Id;
    }

    private static JsonNode? Write(Call c, long[] ids, JsonObject vals)
    {
        Records.Write(c.Env, c.Model, c.Env.Rows(c.Model, ids), vals);
        return true;
    }

    private static JsonNode? Unlink(Call c)
    {
        Records.Unlink(c.Env, c.Model, c.Env.Rows(c.Model, c.Ids));
        return true;
    }

    private static JsonArray WebSave(Call c, List<JsonObject> vals)
    {
        var ids = c.Ids.Length > 0 ? c.Ids : [Records.Create(c.Env, c.Model, ContextDefaults.Add(c, vals[0])).Id];
        for (var i = 0; i < c.Ids.Length; i++)
        {
            Write(c, [c.Ids[i]], vals[Math.Min(i, vals.Count - 1)]);
        }

        return Reader.WebRead(c.Env, c.Model, ids, c.Object("specification"));
    }

    private static JsonNode? ExternalIdsOf(Call c)
    {
        var result = new JsonObject();
        foreach (var id in c.Ids)
        {
            result[id.ToString(System.Globalization.CultureInfo.InvariantCulture)] = c.Env.World.ExternalIds.Of(c.Model, id).FirstOrDefault() ?? "";
        }

        return result;
    }

    /// <summary>What Odoo calls an operation, as the table of rights calls it.</summary>
    private static string RightTo(string operation) => operation switch
    {
        "read" => "access",
        "write" => "modify",
        "unlink" => "delete",
        "create" => "create",
        _ => throw new OdooError("builtins.AssertionError", "Invalid access mode"),
    };

    private static JsonNode? Allowed(Call c, string operation)
    {
        var model = c.Env.Model(c.Model);
        if (!c.Has("raise_exception") || !Js.IsFalsy(c["raise_exception"]))
        {
            AccessRules.Check(c.Env, model, RightTo(operation));
        }

        return AccessRules.Allows(c.Env, model, RightTo(operation));
    }

    private static bool HasAccess(Call c, string operation)
    {
        var model = c.Env.Model(c.Model);
        return AccessRules.Allows(c.Env, model, RightTo(operation)) && c.Env.Rows(c.Model, c.Ids).TrueForAll(r => AccessRules.IsVisible(c.Env, model, r));
    }

    private static JsonNode? SetActive(Call c, bool active)
    {
        Records.Write(c.Env, c.Model, c.Rows, new JsonObject { ["active"] = active });
        return null;
    }
}

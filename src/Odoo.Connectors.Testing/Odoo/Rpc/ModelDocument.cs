using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>What the documentation says about models.</summary>
internal static class ModelDocument
{
    public static JsonObject Index(World world, Env env) => new()
    {
        ["modules"] = new JsonArray("base", "web", "rpc", "api_doc", "mail", "account", "contacts", "crm", "sale_management", "sale_crm", "l10n_be"),
        ["models"] = new JsonArray([.. world.Models.Values.Where(m => AccessRules.Allows(env, m, "access")).Select(m => (JsonNode)new JsonObject
        {
            ["model"] = m.Name,
            ["name"] = m.Label,
            ["fields"] = new JsonObject(m.Fields.Values.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)new JsonObject { ["string"] = f.Label }))),
            ["methods"] = new JsonArray([.. world.Methods.Of(m.Name).Select(d => (JsonNode)d.Name)]),
        })]),
    };

    public static JsonObject Of(World world, string model)
    {
        var fields = Reader.FieldsGet(world.Models[model], [], []);
        foreach (var field in fields.Select(f => f.Value!.AsObject()))
        {
            field["module"] = "base";
        }

        return new JsonObject
        {
            ["model"] = model,
            ["name"] = world.Models[model].Label,
            ["doc"] = null,
            ["fields"] = fields,
            ["methods"] = new JsonObject(world.Methods.Of(model).Select(m => KeyValuePair.Create(m.Name, (JsonNode?)Describe(world, model, m)))),
        };
    }

    private static JsonObject Describe(World world, string model, Method method)
    {
        var isCore = world.Methods.IsGeneric(method);
        var description = new JsonObject
        {
            ["signature"] = $"({string.Join(", ", method.Parameters.Select(p => p.IsRequired || p.Kind == ParameterKind.VarKeyword ? p.Name : $"{p.Name}={Python.Repr(Default(p))}"))})",
            ["parameters"] = new JsonObject(method.Parameters.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)Describe(p)))),
        };
        if (!method.OnRecords)
        {
            description["api"] = new JsonArray("model");
        }

        description["model"] = isCore ? "core" : model;
        description["module"] = isCore ? "core" : model.Split('.')[0];
        return description;
    }

    private static JsonObject Describe(MethodParameter parameter)
    {
        var description = new JsonObject();
        if (parameter.Kind != ParameterKind.PositionalOrKeyword)
        {
            description["kind"] = parameter.Kind == ParameterKind.KeywordOnly ? "KEYWORD_ONLY" : "VAR_KEYWORD";
        }

        if (parameter is { IsRequired: false, Kind: not ParameterKind.VarKeyword })
        {
            description["default"] = Default(parameter);
        }

        return description;
    }

    private static JsonNode? Default(MethodParameter parameter) => parameter.Name == "offset" ? 0 : null;
}

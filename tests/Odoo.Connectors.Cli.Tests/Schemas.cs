using System.Text.Json.Nodes;

namespace Odoo.Connectors.Cli.Tests;

/// <summary>Schemas to work with: as recorded from an Odoo 19.0, and with every trap that names and words can be.</summary>
internal static class Schemas
{
    /// <summary>Names that collide, are taken or cannot be written; a type nobody knows; words that would end a comment.</summary>
    public const string Odd = """
        {"server_version":"19.0","models":{
        "x_odd":{"name":"Second","fields":{"id":{"type":"integer"}}},
        "x.odd":{"name":"First <&> \u2028 one","fields":{
          "id":{"type":"integer","readonly":true,"string":"ID"},
          "x_odd":{"type":"char"},"values":{"type":"char"},"class":{"type":"char"},"to_string":{"type":"char"},"1st":{"type":"char"},
          "x__foo":{"type":"char"},"x_foo":{"type":"char"},"X_Upper":{"type":"char"},"state_option":{"type":"char"},"date_only":{"type":"date"},
          "weird":{"type":"hologram","string":"Odd","help":"*/ </summary>\u2028class Broken {\u0000"},
          "picture":{"type":"binary"},"numbers":{"type":"selection","selection":[[1,"One"]]},
          "name":{"type":"char","required":true,"store":true},"lines":{"type":"one2many","relation":"x_odd"},
          "state":{"type":"selection","required":true,"store":true,"selection":[["draft","Draft"],["a-b","A </summary>"],["a_b","B"],["","None"],["1","One"],["q\"\\\u00e9","Q"]]}}},
        "odoo.reference":{"fields":{}}
        }}
        """;

    /// <summary>The recorded answers of <c>fields_get</c>, as a schema file.</summary>
    public static string Recorded()
    {
        JsonArray exchanges = (JsonArray)JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Recorded", "fields-get.json")))!;
        JsonObject models = [];
        foreach (JsonNode? exchange in exchanges)
        {
            string model = (string)exchange!["request"]!["body"]!["params"]!["args"]![3]!;
            models[model] = new JsonObject { ["fields"] = exchange["response"]!["body"]!["result"]!.DeepClone() };
        }

        return new JsonObject { ["server_version"] = "19.0", ["models"] = models }.ToJsonString();
    }

    /// <summary>All models of a recorded Odoo 19.0, which is not part of the repository.</summary>
    public static string? OfAllModels()
    {
        string file = Path.Combine(Fixtures() ?? "", "odoo-schema", "odoo-19.0-community.json");
        return File.Exists(file) ? file : null;
    }

    /// <summary>The folder of payloads and schemas that are not part of the repository; null or not there on other machines.</summary>
    public static string? Fixtures()
    {
        string? folder = Environment.GetEnvironmentVariable("ODOO_FIXTURES");
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); folder is null && above is not null; above = above.Parent)
        {
            folder = File.Exists(Path.Combine(above.FullName, "Odoo.Connectors.sln")) ? Path.Combine(above.FullName, "..", "shared", "fixtures") : null;
        }

        return folder;
    }

    /// <summary>The same schema with everything that has no order in another one.</summary>
    public static string Reversed(string schema)
    {
        JsonObject root = (JsonObject)JsonNode.Parse(schema)!;
        JsonObject models = [];
        foreach ((string name, JsonNode? model) in ((JsonObject)root["models"]!).Reverse())
        {
            JsonObject copy = (JsonObject)model!.DeepClone();
            copy["fields"] = new JsonObject(((JsonObject)model["fields"]!).Reverse().Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
            models[name] = copy;
        }

        return new JsonObject { ["models"] = models, ["server_version"] = (string)root["server_version"]! }.ToJsonString();
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>A call with its parts.</summary>
internal sealed record ChargebeeCall(string Method, string[] Path, VendorFields Fields)
{
    public string? Id => Path.Length > 1 ? Path[1] : null;

    public string? Action => Path.Length > 2 ? Path[2] : null;

    public ChargebeeRefusal NotEmulated() => ChargebeeRefusal.NotEmulated($"{Method} /{string.Join('/', Path)}");

    /// <summary>The custom fields and the meta data, which every resource may have.</summary>
    public void Custom(JsonObject into)
    {
        foreach ((string name, string value) in Fields.StartingWith("cf_"))
        {
            into.Put(name, value.Length == 0 ? null : value);
        }

        if (Fields.Text("meta_data") is { } text)
        {
            into.Put("meta_data", text.Length == 0 ? null : Parse(text));
        }
    }

    /// <summary>Texts that are taken over as they are; an empty one clears.</summary>
    public void Texts(JsonObject into, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Fields.Text(name) is { } text)
            {
                into.Put(name, text.Length == 0 ? null : text);
            }
        }
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw ChargebeeRefusal.Wrong("meta_data", "must be a JSON object.");
        }
        catch (System.Text.Json.JsonException)
        {
            throw ChargebeeRefusal.Wrong("meta_data", "must be a JSON object.");
        }
    }
}

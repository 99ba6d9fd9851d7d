using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Import;

/// <summary>What is wrong with a cell of load.</summary>
internal sealed class ImportMessage(string field, string message, JsonNode? moreInfo = null, string? label = null) : Exception(message)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = "error", ["field"] = field, ["message"] = Message };
        if (moreInfo is not null)
        {
            json["moreinfo"] = moreInfo;
        }

        if (label is not null)
        {
            json["field_name"] = label;
        }

        return json;
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Import;

/// <summary>What is wrong with a cell of load.</summary>
internal sealed class ImportMessage(string field, string message, JsonNode? moreInfo = null, string? label = null) : Exception(message)
{
    /// <summary>The same about a line below a record: the record's field is named, and both labels.</summary>
    public ImportMessage Within(Schema.Field parent) => new(
        parent.Name, label is null ? Message : Message.Replace($"'{label}'", $"'{parent.Label}/{label}'", StringComparison.Ordinal), moreInfo?.DeepClone(), parent.Label);

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

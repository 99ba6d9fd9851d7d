using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>
/// What one record is to hold: absolute values of one that is there, by its id, or of one that is made where it is missing, by an external id;
/// with neither it is made.
/// </summary>
/// <param name="Type">The type.</param>
/// <param name="Id">The id; null where <see cref="Key"/> names the record or it is made.</param>
/// <param name="KeyField">The field of the external id; null where <see cref="Id"/> names the record or it is made.</param>
/// <param name="Key">The external id.</param>
/// <param name="Fields">Fields and values, null where a field is emptied.</param>
internal sealed record WrittenRecord(string Type, string? Id, string? KeyField, string? Key, JsonObject Fields)
{
    /// <summary>The record that it is written for, where that is not the effect's own.</summary>
    public ExternalRef? Of { get; init; }

    /// <summary>The parts that a contact has at its account, with semicolons between; null where they are not written.</summary>
    public string? Roles { get; init; }

    public static WrittenRecord ById(string type, string id, JsonObject fields) => new(type, id, null, null, fields);

    public static WrittenRecord New(string type, JsonObject fields) => new(type, null, null, null, fields);

    public static WrittenRecord ByKey(string type, string field, string key, JsonObject fields) => new(type, null, field, key, fields);

    /// <summary>Reads what <see cref="Payload"/> wrote.</summary>
    public static IReadOnlyList<WrittenRecord> Read(string payload)
    {
        JsonObject plan = JsonNode.Parse(payload)!.AsObject();
        return plan["records"] is JsonArray records ? [.. records.Select(r => Read(r!.AsObject()))] : [Read(plan)];
    }

    /// <summary>Records as an effect's payload. One alone stands by itself.</summary>
    public static string Payload(params IReadOnlyList<WrittenRecord> records) => records is [var only]
        ? only.ToJson().ToJsonString()
        : new JsonObject { ["records"] = new JsonArray([.. records.Select(r => r.ToJson())]) }.ToJsonString();

    private static WrittenRecord Read(JsonObject json) => new(
        json["type"]!.GetValue<string>(), json["id"]?.GetValue<string>(), json["field"]?.GetValue<string>(), json["key"]?.GetValue<string>(), json["fields"]!.DeepClone().AsObject())
    {
        Of = json["of"] is JsonArray of ? new ExternalRef(of[0]!.GetValue<string>(), of[1]!.GetValue<string>(), of[2]!.GetValue<string>()) : null,
        Roles = json["roles"]?.GetValue<string>(),
    };

    private JsonObject ToJson()
    {
        JsonObject json = new() { ["type"] = Type };
        if (Id is not null)
        {
            json["id"] = Id;
        }
        else if (KeyField is not null)
        {
            (json["field"], json["key"]) = (KeyField, Key);
        }

        if (Of is { } of)
        {
            json["of"] = new JsonArray(of.System, of.Kind, of.Id);
        }

        if (Roles is { } roles)
        {
            json["roles"] = roles;
        }

        json["fields"] = Fields.DeepClone();
        return json;
    }
}

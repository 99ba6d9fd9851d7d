using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The definitions of properties.</summary>
internal sealed partial class HubSpotPropertyCalls(HubSpotSchema schema, TimeProvider clock)
{
    private static readonly string[] Types = ["string", "number", "date", "datetime", "enumeration", "bool"];

    public VendorAnswer Serve(HubSpotCall call, HubSpotType type, string[] rest) => (call.Method, rest) switch
    {
        ("GET", []) => VendorAnswer.Json(200, new JsonObject { ["results"] = new JsonArray([.. schema.All(type).Select(property => (JsonNode)property.ToJson())]) }),
        ("GET", ["groups"]) => VendorAnswer.Json(200, new JsonObject { ["results"] = new JsonArray([.. schema.Groups(type).Select(name => (JsonNode)Group(name, name))]) }),
        ("POST", ["groups"]) => CreateGroup(call.Body(), type),
        ("GET", [var name]) => VendorAnswer.Json(200, Existing(type, name).ToJson()),
        ("POST", []) => VendorAnswer.Json(201, Create(call.Body(), type).ToJson()),
        ("DELETE", [var name]) => Delete(type, name),
        _ => throw call.NotEmulated(),
    };

    private static JsonObject Group(string name, string label) => new() { ["name"] = name, ["label"] = label, ["displayOrder"] = -1, ["archived"] = false };

    private VendorAnswer CreateGroup(JsonObject body, HubSpotType type)
    {
        string name = HubSpotInput.Needed(body, "name");
        return schema.AddGroup(type, name)
            ? VendorAnswer.Json(201, Group(name, HubSpotInput.Needed(body, "label")))
            : throw new HubSpotRefusal(409, $"Property group {name} already exists.", "OBJECT_ALREADY_EXISTS");
    }

    private HubSpotProperty Create(JsonObject body, HubSpotType type)
    {
        string name = HubSpotInput.Needed(body, "name");
        string kind = HubSpotInput.Needed(body, "type");
        string group = HubSpotInput.Needed(body, "groupName");
        var property = new HubSpotProperty(name, kind)
        {
            Label = HubSpotInput.Needed(body, "label"),
            FieldType = HubSpotInput.Needed(body, "fieldType"),
            GroupName = group,
            Description = HubSpotInput.Text(body, "description") ?? string.Empty,
            IsUnique = body["hasUniqueValue"]?.GetValue<bool>() is true,
            Options = [.. (body["options"] as JsonArray ?? []).Select(option => (HubSpotInput.Needed(option!, "value"), HubSpotInput.Needed(option!, "label")))],
            CreatedAt = clock.GetUtcNow(),
        };
        if (schema.Find(type, name) is not null)
        {
            throw new HubSpotRefusal(409, $"A property named '{name}' already exists.", "OBJECT_ALREADY_EXISTS");
        }

        if (!schema.Groups(type).Contains(group))
        {
            throw HubSpotRefusal.Bad($"Property group {group} does not exist.");
        }

        if (!Name().IsMatch(name) || !Types.Contains(kind))
        {
            throw HubSpotRefusal.Bad($"Property {name} needs a name of lower-case letters, digits and underscores and one of the types {string.Join(", ", Types)}.");
        }

        if (kind == "bool" && !property.Options.Select(option => option.Value).Order(StringComparer.Ordinal).SequenceEqual(["false", "true"]))
        {
            throw HubSpotRefusal.Bad("Boolean properties must have exactly two options; one with a value of 'true', the other with a value of 'false'.");
        }

        if (property.IsUnique && !schema.HasRoomForUnique(type))
        {
            throw HubSpotRefusal.Bad($"{type.Name} may have no more than 10 properties with unique values.");
        }

        schema.Set(type, property);
        return property;
    }

    private VendorAnswer Delete(HubSpotType type, string name)
    {
        if (Existing(type, name).IsBuiltIn)
        {
            throw HubSpotRefusal.Bad($"{name} is a property of HubSpot's own and cannot be archived.");
        }

        schema.Remove(type, name);
        return VendorAnswer.Empty(204);
    }

    private HubSpotProperty Existing(HubSpotType type, string name) => schema.Find(type, name) ?? throw HubSpotRefusal.NotFound();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex Name();
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The vendor says no.</summary>
internal sealed class HubSpotRefusal(int status, string message, string? category = null) : Exception(message)
{
    private const string Validation = "VALIDATION_ERROR";

    public int Status => status;

    public string? Category => category;

    public JsonObject? Context { get; init; }

    public JsonArray? Errors { get; init; }

    public JsonObject? Links { get; init; }

    /// <summary>The answer to a call that was refused as a whole.</summary>
    public VendorAnswer ToAnswer(int sequence)
    {
        var body = new JsonObject
        {
            ["status"] = "error",
            ["message"] = Message,
            ["correlationId"] = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{sequence:D12}"),
        };
        Add(body, "context", Context);
        Add(body, "errors", Errors);
        Add(body, "links", Links);
        Add(body, "category", category);
        return VendorAnswer.Json(status, body);
    }

    /// <summary>One entry of the errors of a batch that was carried out in part.</summary>
    public JsonObject ToError(JsonObject? context = null)
    {
        var error = new JsonObject { ["status"] = "error", ["category"] = category ?? Validation, ["message"] = Message };
        Add(error, "context", context ?? Context);
        return error;
    }

    public static HubSpotRefusal NotFound() => new(404, "resource not found");

    public static HubSpotRefusal Bad(string message) => new(400, message, Validation);

    public static HubSpotRefusal NotEmulated(string what) => new(501, $"The emulator of HubSpot does not serve {what}.", "NOT_EMULATED");

    public static HubSpotRefusal Invalid(IEnumerable<HubSpotProblem> problems, long portal)
    {
        string details = VendorAnswer.Json(400, new JsonArray([.. problems.Select(problem => (JsonNode)new JsonObject
        {
            ["isValid"] = false,
            ["message"] = problem.Message,
            ["error"] = problem.Error,
            ["name"] = problem.Name,
            ["localizedErrorMessage"] = problem.Message,
            ["portalId"] = portal,
        })])).Body;
        return Bad($"Property values were not valid: {details}");
    }

    public static HubSpotRefusal Required(HubSpotType type, IEnumerable<string> missing) =>
        new(400, $"Error creating {type.Shouted}. Some required properties were not set.", Validation)
        {
            Context = new JsonObject { ["properties"] = new JsonArray([.. missing.Select(name => (JsonNode)name)]) },
        };

    public static HubSpotRefusal Missing(HubSpotType type, params IEnumerable<string> ids) =>
        new(404, $"Could not get some {type.Shouted} objects, they may be deleted or not exist. Check that ids are valid.", "OBJECT_NOT_FOUND")
        {
            Context = new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) },
        };

    private static void Add(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value.DeepClone();
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The pipelines of deals with their stages.</summary>
internal sealed class HubSpotPipelines
{
    public const string Default = "default";
    private const string Epoch = "1970-01-01T00:00:00Z";

    private static readonly (string Id, string Label, string Probability)[] Stages =
    [
        ("appointmentscheduled", "Appointment Scheduled", "0.2"),
        ("qualifiedtobuy", "Qualified To Buy", "0.4"),
        ("presentationscheduled", "Presentation Scheduled", "0.6"),
        ("decisionmakerboughtin", "Decision Maker Bought-In", "0.8"),
        ("contractsent", "Contract Sent", "0.9"),
        ("closedwon", "Closed Won", "1.0"),
        ("closedlost", "Closed Lost", "0.0"),
    ];

    private readonly OrderedDictionary<string, JsonObject> _pipelines = new(StringComparer.Ordinal);

    public HubSpotPipelines() => Set(new JsonObject
    {
        ["label"] = "Sales Pipeline",
        ["displayOrder"] = 0,
        ["id"] = Default,
        ["stages"] = new JsonArray([.. Stages.Select((stage, place) => (JsonNode)new JsonObject
        {
            ["label"] = stage.Label,
            ["displayOrder"] = place,
            ["metadata"] = new JsonObject
            {
                ["isClosed"] = stage.Id.StartsWith("closed", StringComparison.Ordinal) ? "true" : "false",
                ["probability"] = stage.Probability,
            },
            ["id"] = stage.Id,
            ["createdAt"] = Epoch,
            ["updatedAt"] = Epoch,
            ["archived"] = false,
            ["writePermissions"] = "CRM_PERMISSIONS_ENFORCEMENT",
        })]),
        ["createdAt"] = Epoch,
        ["updatedAt"] = Epoch,
        ["archived"] = false,
    });

    public IEnumerable<JsonObject> All => _pipelines.Values;

    public JsonObject? Find(string pipeline) => _pipelines.GetValueOrDefault(pipeline);

    public void Set(JsonObject pipeline) =>
        _pipelines[pipeline["id"]?.GetValue<string>() ?? throw new ArgumentException("A pipeline needs its id.", nameof(pipeline))] = (JsonObject)pipeline.DeepClone();

    public IEnumerable<string> StageIds(string pipeline) => StagesOf(pipeline).Select(stage => stage["id"]!.GetValue<string>());

    public JsonObject? Stage(string pipeline, string stage) => StagesOf(pipeline).FirstOrDefault(s => s["id"]!.GetValue<string>() == stage);

    /// <summary>Whether a deal in this stage is closed, and won: of the closed stages, the one that is certain.</summary>
    public (bool IsClosed, bool IsWon, string Probability) Meaning(string pipeline, string stage)
    {
        JsonNode? metadata = Stage(pipeline, stage)?["metadata"];
        bool isClosed = metadata?["isClosed"]?.ToString() == "true";
        string probability = metadata?["probability"]?.ToString() ?? "0";
        return (isClosed, isClosed && decimal.Parse(probability, CultureInfo.InvariantCulture) == 1m, probability);
    }

    private IEnumerable<JsonObject> StagesOf(string pipeline) => Find(pipeline)?["stages"]?.AsArray().Select(stage => (JsonObject)stage!) ?? [];
}

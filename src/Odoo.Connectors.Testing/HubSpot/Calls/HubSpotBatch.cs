using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The answer to a batch: 207 once an input failed.</summary>
internal sealed class HubSpotBatch(TimeProvider clock)
{
    private readonly JsonArray _results = [];
    private readonly JsonArray _errors = [];
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    public void Add(JsonObject result) => _results.Add((JsonNode)result);

    public void Fail(JsonObject error) => _errors.Add((JsonNode)error);

    public VendorAnswer ToAnswer(int status)
    {
        var body = new JsonObject { ["status"] = "COMPLETE", ["results"] = _results };
        if (_errors.Count > 0)
        {
            body["numErrors"] = _errors.Count;
            body["errors"] = _errors;
        }

        body["startedAt"] = HubSpotValue.Instant(_started);
        body["completedAt"] = HubSpotValue.Instant(clock.GetUtcNow());
        return VendorAnswer.Json(_errors.Count > 0 ? 207 : status, body);
    }
}

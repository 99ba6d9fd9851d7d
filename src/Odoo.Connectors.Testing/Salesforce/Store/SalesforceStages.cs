using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>The stages that a new organisation has; what a stage means is read from its record.</summary>
internal static class SalesforceStages
{
    private static readonly (string Label, int Probability, string Forecast, bool IsClosed, bool IsWon)[] Standard =
    [
        ("Prospecting", 10, "Pipeline", false, false),
        ("Qualification", 10, "Pipeline", false, false),
        ("Needs Analysis", 20, "Pipeline", false, false),
        ("Value Proposition", 50, "Pipeline", false, false),
        ("Id. Decision Makers", 60, "Pipeline", false, false),
        ("Perception Analysis", 70, "Pipeline", false, false),
        ("Proposal/Price Quote", 75, "Pipeline", false, false),
        ("Negotiation/Review", 90, "Pipeline", false, false),
        ("Closed Won", 100, "Closed", true, true),
        ("Closed Lost", 0, "Omitted", true, false),
    ];

    public static IEnumerable<JsonObject> All() => Standard.Select((stage, place) => new JsonObject
    {
        ["Id"] = SalesforceId.To18($"01JEM{place + 1:D10}"),
        ["MasterLabel"] = stage.Label,
        ["ApiName"] = stage.Label,
        ["IsActive"] = true,
        ["SortOrder"] = place + 1,
        ["IsClosed"] = stage.IsClosed,
        ["IsWon"] = stage.IsWon,
        ["ForecastCategory"] = stage.Forecast,
        ["ForecastCategoryName"] = stage.Forecast,
        ["DefaultProbability"] = (decimal)stage.Probability,
    });
}

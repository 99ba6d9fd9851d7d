using System.Globalization;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The properties that the portal works out itself.</summary>
internal sealed class HubSpotComputed(HubSpotPipelines pipelines)
{
    public void Apply(HubSpotType type, Dictionary<string, string> values)
    {
        if (type.Name == "deals" && values.TryGetValue("dealstage", out string? stage))
        {
            values.TryAdd("pipeline", HubSpotPipelines.Default);
            (bool isClosed, bool isWon, string probability) = pipelines.Meaning(values["pipeline"], stage);
            values["hs_is_closed"] = isClosed ? "true" : "false";
            values["hs_is_closed_won"] = isWon ? "true" : "false";
            values["hs_deal_stage_probability"] = probability;
        }
        else if (type.Name == "line_items")
        {
            values.Remove("amount");
            if (Number(values, "price") is { } price)
            {
                values["amount"] = Net(price, values).ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    // The discount is one of each unit; a percentage takes its place.
    private static decimal Net(decimal price, Dictionary<string, string> values)
    {
        decimal unit = Number(values, "hs_discount_percentage") is { } percentage
            ? price * (100m - percentage) / 100m
            : price - (Number(values, "discount") ?? 0m);
        return unit * (Number(values, "quantity") ?? 1m);
    }

    private static decimal? Number(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out string? text) && HubSpotValue.TryNumber(text, out decimal number) ? number : null;
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Where the next page begins; the last page has none.</summary>
internal static class HubSpotPaging
{
    public static JsonObject Next(string after, string? link = null)
    {
        var next = new JsonObject { ["after"] = after };
        if (link is not null)
        {
            next["link"] = link;
        }

        return new JsonObject { ["next"] = next };
    }
}

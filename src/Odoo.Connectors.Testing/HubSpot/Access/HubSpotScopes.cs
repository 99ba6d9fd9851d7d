using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>What a call needs to be allowed.</summary>
internal sealed class HubSpotScopes(HubSpotEmulatorOptions options)
{
    private const string Page = "https://developers.hubspot.com/scopes";

    /// <summary>Refuses a call unless the app has one of the scopes.</summary>
    public void Need(params string[] anyOf)
    {
        if (anyOf.Length == 0 || anyOf.Any(options.Scopes.Contains))
        {
            return;
        }

        throw new HubSpotRefusal(403, $"This app hasn't been granted all required scopes to make this call. Read more about required scopes here: {Page}.", "MISSING_SCOPES")
        {
            Errors = new JsonArray(new JsonObject
            {
                ["message"] = "One or more of the following scopes are required.",
                ["context"] = new JsonObject { ["requiredGranularScopes"] = new JsonArray([.. anyOf.Select(scope => (JsonNode)scope)]) },
            }),
            Links = new JsonObject { ["scopes"] = Page },
        };
    }

    public void NeedObjects(HubSpotCall call, HubSpotType type, string[] rest)
    {
        bool reads = call.Method == "GET" || rest is ["search"] or ["batch", "read"];
        Need($"crm.objects.{type.Name}.{(reads ? "read" : "write")}");
    }
}

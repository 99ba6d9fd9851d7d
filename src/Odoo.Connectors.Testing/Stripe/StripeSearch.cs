using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Stripe;

/// <summary>Searches by one key of the metadata; what was made or changed within the delay is not shown yet.</summary>
internal sealed partial class StripeSearch(StripeWorld world)
{
    public JsonObject Of(StripeResource resource, string query)
    {
        Match asked = Metadata().Match(query);
        if (!asked.Success)
        {
            throw StripeRefusal.NotEmulated($"searches other than for one key of metadata: {query}");
        }

        long seen = world.Now - (long)world.Options.SearchDelay.TotalSeconds;
        (string key, string value) = (Plain(asked.Groups[1].Value), Plain(asked.Groups[2].Value));
        return new JsonObject
        {
            ["object"] = "search_result",
            ["url"] = $"/v1/{resource.Path}/search",
            ["has_more"] = false,
            ["data"] = VendorJson.Array(world.Objects.All(resource.Object).Where(o => o.Number("created") <= seen && o.Part("metadata")?.Text(key) == value).Select(o => (JsonNode)o.Copy())),
        };
    }

    private static string Plain(string quoted) => quoted.Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    [GeneratedRegex(@"^metadata\['((?:[^'\\]|\\.)+)'\]:'((?:[^'\\]|\\.)*)'$")]
    private static partial Regex Metadata();
}

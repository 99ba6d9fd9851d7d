using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

/// <summary>Compares the names and kinds of what an answer holds with those of a vendor's example.</summary>
internal static class Shapes
{
    /// <summary>An example of the vendor's documentation that has no open licence.</summary>
    public static JsonNode Shared(string name)
    {
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, "Odoo.Connectors.sln")))
            {
                string file = Path.Combine(above.FullName, "..", "shared", "fixtures", name);
                Assert.SkipUnless(File.Exists(file), "The vendors' documentation examples have no open licence: they are read from ../shared/fixtures, which is not here.");
                return JsonNode.Parse(File.ReadAllText(file))!;
            }
        }

        Assert.Skip("The tests do not run inside of the project.");
        return new JsonObject();
    }

    /// <summary>Where names or kinds differ; of the elements of an array each is compared with the example's of the same place or the last.</summary>
    public static IEnumerable<string> Differences(JsonNode? expected, JsonNode? actual, string path = "$")
    {
        if (expected is JsonObject known && actual is JsonObject found)
        {
            foreach (string name in known.Select(field => field.Key).Union(found.Select(field => field.Key)))
            {
                IEnumerable<string> inside = known.ContainsKey(name) && found.ContainsKey(name) ? Differences(known[name], found[name], $"{path}.{name}") : [$"{path}.{name}"];
                foreach (string difference in inside)
                {
                    yield return difference;
                }
            }
        }
        else if (expected is JsonArray { Count: > 0 } samples && actual is JsonArray elements)
        {
            for (int place = 0; place < elements.Count; place++)
            {
                foreach (string difference in Differences(samples[Math.Min(place, samples.Count - 1)], elements[place], $"{path}[{place}]"))
                {
                    yield return difference;
                }
            }
        }
        else if (expected is not null && actual is not null && Kind(expected) != Kind(actual))
        {
            yield return path;
        }
    }

    private static string Kind(JsonNode node) => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "boolean" : node.GetValueKind().ToString();
}

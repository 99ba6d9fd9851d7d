using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>Payloads of the vendor and of this project.</summary>
internal static class Fixture
{
    private static readonly string[] Roots = ["../shared", "../../shared"];

    public static IEnumerable<string> Names { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{name}.json"));

    public static byte[] Bytes(string name) => Encoding.UTF8.GetBytes(Text(name));

    public static JsonObject Json(string name) => JsonNode.Parse(Text(name))!.AsObject();

    /// <summary>A payload with fields of one of its resources replaced; null takes a field away.</summary>
    public static byte[] With(string name, string resource, params (string Field, JsonNode? Value)[] changes)
    {
        JsonObject json = Json(name);
        JsonObject part = (json["content"]?[resource] ?? json[resource])!.AsObject();
        foreach ((string field, JsonNode? value) in changes)
        {
            part.Remove(field);
            if (value is not null)
            {
                part[field] = value;
            }
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    /// <summary>What has no open licence stays beside the project: tests are skipped where it is not.</summary>
    public static JsonNode Shared(string name)
    {
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, "Odoo.Connectors.sln")))
            {
                string? file = Roots.Select(at => Path.Combine(above.FullName, at, "fixtures", "chargebee", $"{name}.json")).FirstOrDefault(File.Exists);
                Assert.SkipWhen(file is null, "The vendor's documentation examples have no open licence: they are read from ../shared/fixtures, which is not here.");
                return JsonNode.Parse(File.ReadAllText(file!))!;
            }
        }

        Assert.Skip("The tests do not run inside of the project.");
        return null!;
    }
}
